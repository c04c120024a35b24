using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>Stops a device that nobody drives any more: again and again on a new link, until it confirms.</summary>
/// <param name="make">Makes a driver without a link.</param>
/// <param name="failed">Told after each try that failed: which (from 1) and why.</param>
/// <param name="say">Told what a person must do at the device, where connecting waits for that; null where nobody listens.</param>
public sealed class MotorRescue(Func<IMassager> make, TimeProvider time, Action<int, Phrase> failed, Action<Phrase>? say = null)
{
    /// <summary>The longest single try, beside what it waits for a person.</summary>
    public static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(30);

    /// <summary>A person who still needs this after so long has found the device's button, or its battery is empty.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    /// <returns>False when the device has not confirmed after <see cref="Longest"/>, or before the cancellation.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var number = 1; time.GetElapsedTime(began) < Longest && !cancellation.IsCancellationRequested; number++)
        {
            if (await TryAsync(cancellation).ConfigureAwait(false) is not { } failure)
                return true;
            failed(number, failure);
            await PassAsync(Pauses[Math.Min(number, Pauses.Length) - 1], cancellation).ConfigureAwait(false);
        }
        return false;
    }

    /// <returns>Null when the motor is confirmed off.</returns>
    private async Task<Phrase?> TryAsync(CancellationToken cancellation)
    {
        try
        {
            var massager = make();
            await using var closing = massager.ConfigureAwait(false);
            // A stop may need two links, and each may wait for somebody.
            using var limit = new CancellationTokenSource(TryLimit + massager.Traits.PersonTime * 2, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            massager.Observe(Hear);
            await massager.StopAsync(either.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "no answer";
        }
#pragma warning disable CA1031 // Whatever breaks in one try, the next one may work: nobody else is left to stop the motor.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception switch
            {
                MassagerException failed => failed.Fault.Detail,
                GattException failed => failed.Words,
                _ => Phrase.Verbatim(exception.Message),
            };
        }
    }

    private void Hear(MassagerReport report)
    {
        if (report is PersonNotice notice)
            say?.Invoke(notice.Words);
    }

    private async Task PassAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Seen by the loop.
        }
    }
}

using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Pairing;

/// <summary>Lets a radio listen for a while.</summary>
public static class Listening
{
    // A radio that does not end by then is left behind.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="limit">Null listens until it is ended.</param>
    /// <param name="end">Ends it early, which is no failure.</param>
    /// <exception cref="GattException">The radio does not work.</exception>
    public static async Task RunAsync(IRadio radio, Action<Advertisement> seen, TimeSpan? limit, TimeProvider time, CancellationToken end)
    {
        using var late = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, end);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = either.Token.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), ended);
        var scanning = radio.ScanAsync(seen, either.Token);
        try
        {
            await Task.WhenAny(scanning, ended.Task).ConfigureAwait(false);
            await scanning.WaitAsync(Patience, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
        }
        catch (TimeoutException)
        {
        }
    }
}

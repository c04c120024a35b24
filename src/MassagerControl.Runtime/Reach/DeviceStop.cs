using MassagerControl.Core;

namespace MassagerControl.Runtime.Reach;

/// <summary>Stops one device, whoever drives it: a session that has it is asked to stop first, then this process stops it once more by itself.</summary>
/// <param name="tell">Told what happens meanwhile.</param>
/// <param name="confirmed">Called when the device has confirmed, while nobody else can drive it.</param>
public sealed class DeviceStop(MakeMassager make, TimeProvider time, Action<Phrase> tell, Action confirmed)
{
    private const string Command = "massager stop";

    private Phrase _last = "no answer";

    /// <param name="lockName">Null for a device that no other process can have.</param>
    /// <param name="limit">After so long it is given up.</param>
    /// <returns>Null when the device has confirmed that its motor is off; else why that is not known.</returns>
    public async Task<Phrase?> RunAsync(string? lockName, TimeSpan limit, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        if (lockName is null)
            return await StopAsync(either.Token).ConfigureAwait(false);
        var taken = DeviceRights.TakeToStop(lockName, Command, time);
        if (taken is { Lock: null, Holder: { } holder })
        {
            if (await HandedOverAsync(lockName, holder, either.Token).ConfigureAwait(false) is { } failure)
                return failure;
            taken = DeviceRights.TakeToStop(lockName, Command, time);
        }
        using var kept = taken.Lock;
        // A lock that cannot be had is no reason to leave a motor on.
        if (kept is null)
            tell(taken.Refusal!);
        return await StopAsync(either.Token).ConfigureAwait(false);
    }

    /// <returns>Why the other process still has it; null when it has ended.</returns>
    private async Task<Phrase?> HandedOverAsync(string lockName, LockHolder holder, CancellationToken cancellation)
    {
        tell($"asking {holder.Words} to stop it");
        try
        {
            return await OtherOwner.EndAsync(holder, other => IsStill(lockName, other), time, cancellation).ConfigureAwait(false)
                ? null
                : Phrase.Of($"{holder.Words} has it and cannot be asked from here: press STOP there");
        }
        catch (OperationCanceledException)
        {
            return $"{holder.Words} has it and did not end";
        }
    }

    private bool IsStill(string lockName, LockHolder holder)
    {
        var tried = DeviceRights.TakeToStop(lockName, Command, time);
        tried.Lock?.Dispose();
        return tried.Holder == holder;
    }

    private async Task<Phrase?> StopAsync(CancellationToken cancellation)
    {
        // The simulator of a device inside this process must outlive each try.
        var simulators = new List<IDisposable>();
        try
        {
            var rescue = new MotorRescue(New, time, (_, why) => _last = why, tell);
            if (!await rescue.RunAsync(cancellation).ConfigureAwait(false))
                return _last;
            confirmed();
            return null;
        }
        finally
        {
            simulators.ForEach(simulator => simulator.Dispose());
        }

        Core.Massagers.IMassager New()
        {
            var made = make(time);
            if (made.Simulator is { } simulator)
                simulators.Add(simulator);
            return made.Massager;
        }
    }
}

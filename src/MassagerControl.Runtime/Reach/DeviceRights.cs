using MassagerControl.Core;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Reach;

/// <param name="Lock">The owner's right; null when it could not be taken.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="MayRun">A guard is still trying to stop the device.</param>
public sealed record RightTry(DeviceLock? Lock, Phrase? Refusal, bool MayRun = false)
{
    /// <summary>Who drives it; null when nobody does, and when nobody can tell.</summary>
    public LockHolder? Holder { get; init; }
}

/// <summary>Decides who may drive a device, and is the one way to take it for that: nobody else drives it, and no guard still stops it.</summary>
public static class DeviceRights
{
    /// <param name="device">See <see cref="DeviceAddress.LockName"/>.</param>
    /// <param name="command">For others who want the device.</param>
    public static RightTry Take(string device, string command, TimeProvider time) => Take(device, command, time, evenIfGuarded: false);

    /// <summary>To stop it, and for nothing else: a guard that stops it too is in nobody's way.</summary>
    public static RightTry TakeToStop(string device, string command, TimeProvider time) => Take(device, command, time, evenIfGuarded: true);

    private static RightTry Take(string device, string command, TimeProvider time, bool evenIfGuarded)
    {
        var folder = RuntimeFolder.Of(Environment.GetEnvironmentVariable);
        if (folder.Path is not { } path)
            return new(null, folder.Error);
        var holder = new LockHolder(Environment.ProcessId, time.GetUtcNow(), command);
        var owner = DeviceLock.Take(path, device, LockRole.Owner, holder);
        if (owner.Lock is not { } taken)
            return new(null, owner.Refusal) { Holder = owner.Holder };
        if (evenIfGuarded)
            return new(taken, null);
        // A guard that outlived its session: given back at once, for this session's own guard to take.
        var guard = DeviceLock.Take(path, device, LockRole.Guard, holder);
        guard.Lock?.Dispose();
        if (guard.Lock is not null)
            return new(taken, null);
        taken.Dispose();
        return new(null, guard.Refusal, guard.HeldBySomebody);
    }
}

using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Reach;

/// <param name="Lock">The owner's right; null when it could not be taken.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="MayRun">A guard is still trying to stop the device.</param>
public sealed record RightTry(DeviceLock? Lock, string? Refusal, bool MayRun = false);

/// <summary>The right to drive a device: nobody else drives it, and no guard still stops it.</summary>
public static class DeviceRights
{
    /// <param name="device">See <see cref="DeviceAddress.LockName"/>.</param>
    /// <param name="command">For others who want the device.</param>
    public static RightTry Take(string device, string command, TimeProvider time)
    {
        var folder = RuntimeFolder.Of(Environment.GetEnvironmentVariable);
        if (folder.Path is not { } path)
            return new(null, folder.Error);
        var holder = new LockHolder(Environment.ProcessId, time.GetUtcNow(), command);
        var owner = DeviceLock.Take(path, device, LockRole.Owner, holder);
        if (owner.Lock is not { } taken)
            return new(null, owner.Refusal);
        // A guard that outlived its session: given back at once, for this session's own guard to take.
        var guard = DeviceLock.Take(path, device, LockRole.Guard, holder);
        guard.Lock?.Dispose();
        if (guard.Lock is not null)
            return new(taken, null);
        taken.Dispose();
        return new(null, guard.Refusal, guard.HeldBySomebody);
    }
}

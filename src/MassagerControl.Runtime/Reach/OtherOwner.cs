using System.Runtime.Versioning;
using MassagerControl.Runtime.Os;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Runtime.Reach;

/// <summary>Asks another process that has a device to stop and end: a session stops its motor first.</summary>
internal static class OtherOwner
{
    // Processes that are not this one's children tell nobody of their end.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <param name="isStill">Asked after the process was taken hold of: does it have the device still?</param>
    /// <returns>Completes when it has ended; false when it cannot be asked.</returns>
    /// <exception cref="OperationCanceledException">It did not end before the cancellation.</exception>
    public static async Task<bool> EndAsync(LockHolder holder, Func<LockHolder, bool> isStill, TimeProvider time, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || holder.Pid == Environment.ProcessId)
            return false;
        if (OwnerProcess.Of(holder.Pid) is not { } process)
            return true;
        if (!Ask(holder, isStill))
            return false;
        // One that has ended and that its parent never asked for (as in many containers) is gone, although its number is not.
        while (OwnerProcess.Of(holder.Pid) == process)
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        return true;
    }

    [UnsupportedOSPlatform("windows")]
    private static bool Ask(LockHolder holder, Func<LockHolder, bool> isStill)
    {
        // Whoever has the device while its handle is open is the one that the handle means, however often numbers are used again.
        var number = OperatingSystem.IsLinux() ? NativeUnix.OpenProcess(holder.Pid) : NativeUnix.Failed;
        using var handle = new SafeFileHandle(number, ownsHandle: true);
        if (!isStill(holder))
            return true;
        return number == NativeUnix.Failed ? NativeUnix.SignalByNumber(holder.Pid, StopSignal.Number) : NativeUnix.Signal(number, StopSignal.Number);
    }
}

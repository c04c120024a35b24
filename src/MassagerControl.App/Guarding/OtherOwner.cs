using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.App.Guarding;

/// <summary>Asks another process that has a device to stop and end: a session stops its motor first.</summary>
internal static class OtherOwner
{
    /// <param name="isStill">Asked after the process was taken hold of: does it have the device still?</param>
    /// <returns>Completes when it has ended; false when it cannot be asked.</returns>
    /// <exception cref="OperationCanceledException">It did not end before the cancellation.</exception>
    public static async Task<bool> EndAsync(LockHolder holder, Func<LockHolder, bool> isStill, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || holder.Pid == Environment.ProcessId)
            return false;
        try
        {
            using var process = Process.GetProcessById(holder.Pid);
            if (!Ask(holder, isStill))
                return false;
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
            return true;
        }
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

using System.Diagnostics;

namespace MassagerControl.Runtime.Os;

/// <summary>The process that started this one, held open so that its number can mean no other process.</summary>
/// <remarks>On Linux by a handle of the process; on other systems by being asked again before each signal.</remarks>
internal sealed class ParentProcess
{
    private const int KillSignal = 9;

    private readonly int _pid;
    private readonly int _handle;
    private readonly Process? _process;

    private ParentProcess(int pid, int handle, Process? process) => (_pid, _handle, _process) = (pid, handle, process);

    /// <param name="pid">What the parent says of itself.</param>
    /// <returns>Null when that is not the parent, or not any more.</returns>
    public static ParentProcess? Find(int pid)
    {
        if (OperatingSystem.IsWindows())
            return OnWindows(pid);
        var handle = OperatingSystem.IsLinux() ? NativeUnix.OpenProcess(pid) : NativeUnix.Failed;
        // Asked after the handle was made: a parent that lives now has lived all the time, so the number was its own.
        return NativeUnix.Parent() == pid ? new(pid, handle, null) : null;
    }

    /// <summary>Ends it, whatever it does, if it still lives. Returns at once; throws nothing.</summary>
    public void Kill()
    {
        if (_process is not null)
            KillOnWindows(_process);
        else if (_handle != NativeUnix.Failed)
            NativeUnix.Signal(_handle, KillSignal);
        else if (NativeUnix.Parent() == _pid)
            NativeUnix.SignalByNumber(_pid, KillSignal);
    }

    private static ParentProcess? OnWindows(int pid)
    {
        try
        {
            var process = Process.GetProcessById(pid);
            // Opens its handle, which keeps the number from being used again.
            return process.HasExited ? null : new(pid, NativeUnix.Failed, process);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static void KillOnWindows(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone, or cannot be ended: the stop is tried either way.
        }
    }
}

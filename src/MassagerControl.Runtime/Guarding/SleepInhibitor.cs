using System.ComponentModel;
using System.Diagnostics;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Guarding;

/// <summary>Keeps the machine awake while a motor may run, as far as the system lets it: <c>systemd-inhibit</c> holds the lock while a pipe to it is open.</summary>
/// <remarks>
/// The pipe ends with this process, however that ends, and the lock with it. Stopping the motor before a sleep that happens all the same
/// (logind's PrepareForSleep with a delay lock) needs the message bus and belongs to whoever owns the session's loop.
/// </remarks>
internal sealed class SleepInhibitor : IDisposable
{
    private const string Usual = "systemd-inhibit";

    private readonly Process? _process;
    private volatile bool _over;

    /// <param name="failed">Told, at once or later, that the machine may fall asleep, and why; on any thread.</param>
    /// <param name="program">What holds the lock.</param>
    public SleepInhibitor(Action<Phrase> failed, string program = Usual)
    {
        try
        {
            _process = Start(program);
            _ = WatchAsync(_process, program, failed);
        }
        catch (Win32Exception)
        {
            failed($"this computer may fall asleep during the session: there is no {program} to keep it awake. Keep its lid open");
        }
    }

    public void Dispose()
    {
        _over = true;
        _process?.StandardInput.Close();
    }

    private static Process Start(string program)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])["--what=sleep:idle:handle-lid-switch", "--mode=block", "--who=massager", "--why=A massager's motor may run", "cat"])
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    private async Task WatchAsync(Process process, string program, Action<Phrase> failed)
    {
        var why = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (!_over)
            failed($"this computer may fall asleep during the session: {program} does not hold ({why.Trim().ReplaceLineEndings(" ")}). Keep its lid open");
    }
}

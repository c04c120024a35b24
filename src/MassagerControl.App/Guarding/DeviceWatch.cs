using System.ComponentModel;
using System.Diagnostics;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Guarding;

/// <param name="Watch">Null when the device may not be driven now.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record WatchTry(DeviceWatch? Watch, string? Refusal);

/// <summary>The sole right to a device, and the guard that stops its motor when this process cannot: for one session.</summary>
internal sealed class DeviceWatch : IAsyncDisposable
{
    // A guard loads, finds the device and rehearses its stop; a busy machine may take long over it.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly DeviceLock _lock;
    private readonly Process _process;
    private readonly TimeProvider _time;
    private bool _armed;
    private bool _ended;
    private bool _handedOver;

    private DeviceWatch(DeviceLock taken, Process process, GuardLink link, TimeProvider time) =>
        (_lock, _process, Link, _time) = (taken, process, link, time);

    public GuardLink Link { get; }

    /// <summary>Takes the device and starts its guard.</summary>
    /// <param name="screen">The session will have the whole terminal.</param>
    /// <param name="command">What others are told of who has the device.</param>
    public static async Task<WatchTry> TakeAsync(DeviceReach reach, bool screen, TimeProvider time, string command = "massager run")
    {
        var folder = RuntimeFolder.Of(Environment.GetEnvironmentVariable);
        if (folder.Path is not { } path)
            return new(null, folder.Error);
        var locked = DeviceLock.Take(path, reach.LockName, LockRole.Owner, new(Environment.ProcessId, time.GetUtcNow(), command));
        if (locked.Lock is not { } taken)
            return new(null, locked.Refusal);
        try
        {
            var watch = Started(taken, reach, screen, time);
            if (await watch.ReadyAsync().ConfigureAwait(false) is not { } refusal)
                return new(watch, null);
            await watch.DisposeAsync().ConfigureAwait(false);
            return new(null, refusal);
        }
        catch (Win32Exception exception)
        {
            taken.Dispose();
            return new(null, $"without a guard no session runs, and it does not start: {exception.Message}");
        }
    }

    /// <summary>Tells the guard that the motor may run.</summary>
    /// <exception cref="InvalidOperationException">The guard does not answer.</exception>
    public async Task ArmAsync()
    {
        _armed = true;
        try
        {
            await Link.ArmAsync().WaitAsync(LongestAnswer, _time).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException("the guard does not answer, and no session runs without it", exception);
        }
    }

    /// <summary>The session is over. Only the first call counts.</summary>
    /// <param name="result">Null when it broke.</param>
    public void End(SessionResult? result) => End(confirmedOff: result is { ConfirmedOff: true });

    /// <summary>Nothing more is driven. Only the first call counts.</summary>
    public void End(bool confirmedOff)
    {
        if (_ended)
            return;
        _ended = true;
        _handedOver = _armed && !confirmedOff;
        if (_handedOver)
            Link.HandOver();
        else
            Link.Done();
    }

    /// <summary>Gives the device back. A guard that has taken over goes on without this process.</summary>
    public async ValueTask DisposeAsync()
    {
        End(confirmedOff: false);
        if (!_handedOver)
            await EndGuardAsync().ConfigureAwait(false);
        Link.Dispose();
        _process.Dispose();
        _lock.Dispose();
    }

    private static DeviceWatch Started(DeviceLock taken, DeviceReach reach, bool screen, TimeProvider time)
    {
        var process = GuardProgram.Start(reach, screen);
        // Nothing comes there unless the runtime itself fails; a full pipe would block the guard.
        process.BeginErrorReadLine();
        return new(taken, process, new GuardLink(process.StandardOutput, process.StandardInput), time);
    }

    private async Task<string?> ReadyAsync()
    {
        try
        {
            return await Link.Ready.WaitAsync(LongestStart, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return $"without a guard no session runs, and it was not ready after {LongestStart.TotalSeconds:0} s";
        }
    }

    /// <summary>The motor is off: the guard has nothing left to do. One that does not end by itself, because it hangs, is ended.</summary>
    private async Task EndGuardAsync()
    {
        try
        {
            await Link.Gone.WaitAsync(LongestFarewell, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Runtime.Guarding;

/// <param name="Watch">Null when the device may not be driven now, or needs no guard.</param>
/// <param name="Refusal">Why it may not be driven.</param>
/// <param name="MayRun">Its motor may run from an earlier session.</param>
public sealed record WatchTry(DeviceWatch? Watch, Phrase? Refusal, bool MayRun = false)
{
    /// <summary>For a device inside this process, which ends with it.</summary>
    public static WatchTry NotNeeded { get; } = new(null, null);
}

/// <summary>Holds one device for one session: the sole right to it, and the guard process that stops its motor when this process cannot.</summary>
public sealed class DeviceWatch : IAsyncDisposable
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
    /// <param name="command">What others are told of who has the device.</param>
    public static async Task<WatchTry> TakeAsync(GuardOrder order, TimeProvider time, string command = "massager run")
    {
        var locked = DeviceRights.Take(order.Reach.LockName, command, time);
        if (locked.Lock is not { } taken)
            return new(null, locked.Refusal, locked.MayRun);
        try
        {
            var watch = Started(taken, order, time);
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
    public Task ArmAsync()
    {
        _armed = true;
        return HeardAsync(Link.ArmAsync());
    }

    /// <summary>Renews, and waits until the guard has heard it: what is driven from then on is off one lease after this process has frozen.</summary>
    /// <exception cref="InvalidOperationException">The guard does not answer.</exception>
    public Task RenewAsync() => HeardAsync(Link.RenewAsync());

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
        await (_handedOver ? LeaveToGuardAsync() : EndGuardAsync()).ConfigureAwait(false);
        Link.Dispose();
        _process.Dispose();
        _lock.Dispose();
    }

    private static DeviceWatch Started(DeviceLock taken, GuardOrder order, TimeProvider time)
    {
        var process = GuardProgram.Start(order);
        // Nothing comes there unless the runtime itself fails; a full pipe would block the guard.
        process.BeginErrorReadLine();
        return new(taken, process, new GuardLink(process.StandardOutput, process.StandardInput), time);
    }

    private async Task HeardAsync(Task heard)
    {
        try
        {
            await heard.WaitAsync(LongestAnswer, _time).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException("the guard does not answer, and no session runs without it", exception);
        }
    }

    private async Task<Phrase?> ReadyAsync()
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

    /// <summary>The guard goes on alone: its first words shall stand before this process ends and a shell writes there.</summary>
    private async Task LeaveToGuardAsync()
    {
        try
        {
            await Link.LeaveAsync().WaitAsync(LongestFarewell, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It stops a motor, which is more than words; it speaks when this process has ended.
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

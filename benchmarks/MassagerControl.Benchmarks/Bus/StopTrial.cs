using System.Diagnostics;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Protocols;
using MassagerControl.RadioContract;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Bus;

/// <summary>One session over BlueZ that is stopped while its motor runs.</summary>
internal sealed class StopTrial : IAsyncDisposable
{
    private static readonly ShippedSession Shipped = new();

    private readonly DeadlineTimeProvider _time = LiveSession.Clock();
    private readonly LeasedMassager _massager;
    private readonly SessionLoop _loop;
    private readonly LeaseRenewal _heartbeat;
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _begun;

    public StopTrial(FakeBlueZBench bench)
    {
        var driver = new ProfiledMassager(new()
        {
            Profile = RadioBench.Profile,
            Radio = bench.Radio,
            Address = bench.Address,
            Time = _time,
            Device = "bluez",
        });
        _massager = new LeasedMassager(driver, _time);
        _loop = new SessionLoop(Shipped.Plan(0) with { Massager = driver.Traits }, _massager, _time, Look, StatelessEngine.Shared.Find);
        _loop.Changed += BeginWhenReady;
        _heartbeat = new LeaseRenewal(_time, _loop.RenewLease);
    }

    /// <param name="atOnce">In the moment in which the motor begins, while the write of its level is unanswered; otherwise as soon as it is answered.</param>
    /// <returns>From the input to the arrival of the stop, in ticks of the stopwatch.</returns>
    public async Task<long> MeasureAsync(StopArrivals arrivals, bool atOnce)
    {
        var running = arrivals.RunningAsync();
        _ = _loop.PostAsync(new StartInput());
        await running;
        if (!atOnce)
            await _accepted.Task;
        var arrival = arrivals.NextAsync();
        var began = Stopwatch.GetTimestamp();
        _ = _loop.PostAsync(new StopInput("benchmark"));
        var arrived = await arrival;
        await _loop.Completion;
        return arrived - began;
    }

    public async ValueTask DisposeAsync()
    {
        _heartbeat.Dispose();
        _loop.Dispose();
        await _massager.DisposeAsync();
        _time.Dispose();
    }

    private void Look(SessionEvent told)
    {
        if (told is LevelAccepted { Output.Level.IsOff: false })
            _accepted.TrySetResult();
    }

    private void BeginWhenReady(SessionSnapshot snapshot)
    {
        if (_begun || snapshot.Session.State != SessionState.Ready)
            return;
        _begun = true;
        _ = _loop.PostAsync(new BeginInput());
    }
}

using System.Diagnostics;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.ClinicBenchmarks.Rooms;

/// <summary>A session in real time whose simulated motor runs until somebody stops it.</summary>
internal sealed class RunningMotor : IAsyncDisposable
{
    private readonly MadeMassager _made;
    private readonly LeasedMassager _massager;
    private readonly SessionLoop _loop;
    private readonly LeaseRenewal _renewal;
    private readonly TaskCompletionSource<long> _off = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ran;

    public RunningMotor(ShippedSession shipped, TimeProvider time, int seed)
    {
        _made = shipped.Massager(time);
        _made.Simulator!.Delivers += felt => Felt(felt.IsZero);
        _massager = new LeasedMassager(_made.Massager, time);
        _loop = new SessionLoop(shipped.Plan(seed), _massager, time, static _ => { }, StatelessEngine.Shared.Find);
        _renewal = new LeaseRenewal(time, _loop.RenewLease);
        _ = _loop.PostAsync(new StartInput());
        _ = _loop.PostAsync(new BeginInput());
        if (!_ran)
            throw new InvalidOperationException("The motor does not run: there is nothing to stop.");
    }

    /// <summary>When the simulated device turned its motor off, by the stopwatch.</summary>
    public Task<long> Off => _off.Task;

    public void Stop() => _ = _loop.PostAsync(new StopInput("the desk of the clinic"));

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _loop.Completion;
        _renewal.Dispose();
        _loop.Dispose();
        await _massager.DisposeAsync();
        _made.Simulator?.Dispose();
    }

    private void Felt(bool zero)
    {
        if (!zero)
            _ran = true;
        else if (_ran)
            _off.TrySetResult(Stopwatch.GetTimestamp());
    }
}

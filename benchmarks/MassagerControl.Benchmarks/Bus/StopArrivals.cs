using System.Diagnostics;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Benchmarks.Bus;

/// <summary>When the frames of a stop arrive at a simulated device, and when its motor runs.</summary>
internal sealed class StopArrivals
{
    private TaskCompletionSource<long>? _stop;
    private TaskCompletionSource? _running;

    public StopArrivals(SimulatedPeripheral peripheral) => peripheral.Happened += happened =>
    {
        var now = Stopwatch.GetTimestamp();
        if (happened is FrameArrived { Operation: "stop" })
            Volatile.Read(ref _stop)?.TrySetResult(now);
        else if (happened is MotorChanged { Level.IsOff: false })
            Volatile.Read(ref _running)?.TrySetResult();
    };

    /// <summary>Completes with the timestamp of the next stop.</summary>
    public Task<long> NextAsync() => (_stop = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Completes when the motor goes on the next time.</summary>
    public Task RunningAsync() => (_running = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}

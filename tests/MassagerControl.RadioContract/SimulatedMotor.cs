using System.Collections.Immutable;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.RadioContract;

/// <summary>Remembers what a simulated device's motor does.</summary>
public sealed class SimulatedMotor
{
    private readonly Lock _gate = new();
    private readonly List<(int Level, TaskCompletionSource Reached)> _waiting = [];
    private ImmutableArray<int> _levels = [];

    public SimulatedMotor(SimulatedPeripheral peripheral) => peripheral.Happened += happened =>
    {
        if (happened is MotorChanged changed)
            Take(changed.Level.Number);
    };

    public ImmutableArray<int> Levels
    {
        get
        {
            lock (_gate)
                return _levels;
        }
    }

    public Task ReachedAsync(int level)
    {
        lock (_gate)
        {
            if (_levels.Contains(level))
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((level, reached));
            return reached.Task;
        }
    }

    private void Take(int level)
    {
        lock (_gate)
        {
            _levels = _levels.Add(level);
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Level == level))
                reached.TrySetResult();
        }
    }
}

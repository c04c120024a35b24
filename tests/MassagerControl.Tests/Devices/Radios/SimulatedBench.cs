using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;
using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Devices.Radios;

/// <summary>The simulator, in this process.</summary>
internal sealed class SimulatedBench : RadioBench
{
    private readonly SimulatedPeripheral _peripheral;
    private readonly SimulatedMotor _motor;

    public SimulatedBench(string faults)
    {
        _peripheral = new(Profile, new() { Faults = Script(faults) }, TimeProvider.System);
        _motor = new(_peripheral);
        Radio = new SimulatedRadio(_peripheral);
    }

    public override IRadio Radio { get; }

    public override string Address => SimulatedRadio.AddressOf(Profile.Id);

    public override ImmutableArray<int> Motor => _motor.Levels;

    public override Task ReachedAsync(int level) => _motor.ReachedAsync(level);

    public override ValueTask DisposeAsync()
    {
        _peripheral.Dispose();
        return ValueTask.CompletedTask;
    }
}

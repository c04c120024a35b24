using MassagerControl.Core;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Conformance;

/// <summary>A simulated motor, as a person beside it would see it.</summary>
internal sealed class SimulatedMotorView(SimulatedPeripheral peripheral) : IMotorView
{
    public Level? Now => peripheral.Level;

    public bool IsIndependent => true;

    public void Observe(Action<Level> changed) => peripheral.Happened += happened =>
    {
        if (happened is MotorChanged motor)
            changed(motor.Level);
    };
}

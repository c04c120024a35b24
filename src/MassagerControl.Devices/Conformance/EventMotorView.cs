using MassagerControl.Core;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Conformance;

/// <summary>The motor of a device inside this program, as a person beside it would see it.</summary>
internal sealed class EventMotorView(Func<Level> now, Action<Action<PeripheralEvent>> subscribe) : IMotorView
{
    public Level? Now => now();

    public bool IsIndependent => true;

    public static EventMotorView Of(SimulatedPeripheral peripheral) => new(() => peripheral.Level, seen => peripheral.Happened += seen);

    public void Observe(Action<Level> changed) => subscribe(happened =>
    {
        if (happened is MotorChanged motor)
            changed(motor.Level);
    });
}

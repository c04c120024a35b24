using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Conformance;

/// <summary>Simulated devices in virtual time: every check gets a new one, so that none inherits what another one left.</summary>
public sealed class SimulatedTarget : IConformanceTarget
{
    private readonly DeviceProfile _builtFrom;
    private readonly SimulatedPeripheralOptions _options;
    private readonly Func<SimulatedPeripheral, TimeProvider, IRadio> _radio;

    public SimulatedTarget(DeviceProfile profile, SimulatedPeripheralOptions options)
        : this(profile, profile, options, static (peripheral, _) => new SimulatedRadio(peripheral))
    {
    }

    /// <summary>A device that differs from its profile.</summary>
    /// <param name="builtFrom">What the device really is.</param>
    /// <param name="radio">How it is reached.</param>
    internal SimulatedTarget(
        DeviceProfile profile, DeviceProfile builtFrom, SimulatedPeripheralOptions options, Func<SimulatedPeripheral, TimeProvider, IRadio> radio) =>
        (Profile, _builtFrom, _options, _radio) = (profile, builtFrom, options, radio);

    public DeviceProfile Profile { get; }

    // No check needs more than its ten minutes of silence, a few limits of the driver, and the device's own countdown a few times.
    private TimeSpan Longest => TimeSpan.FromHours(1) + (Profile.Countdown?.Time ?? TimeSpan.Zero) * 4;

    public Task<T> UseAsync<T>(Func<ConformanceDevice, Task<T>> check)
    {
        var time = new VirtualTimeProvider();
        using var peripheral = new SimulatedPeripheral(_builtFrom, _options, time);
        var device = new ConformanceDevice(
            _radio(peripheral, time), SimulatedRadio.AddressOf(_builtFrom.Id), time, EventMotorView.Of(peripheral), Expendable: true);
        return check(device).RunIn(time, Longest);
    }
}

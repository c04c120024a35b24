using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>One device over a radio, the same for all checks; only its own reports tell what its motor does.</summary>
/// <param name="address">What the radio takes.</param>
/// <param name="time">The device's time: real, where the device is.</param>
public sealed class RadioTarget(DeviceProfile profile, IRadio radio, string address, TimeProvider time) : IConformanceTarget
{
    public DeviceProfile Profile => profile;

    /// <inheritdoc cref="ConformanceDevice.Say"/>
    public Action<string>? Say { get; init; }

    public Task<T> UseAsync<T>(Func<ConformanceDevice, Task<T>> check) =>
        check(new ConformanceDevice(radio, address, time, Motor: null, Expendable: false) { Say = Say });
}

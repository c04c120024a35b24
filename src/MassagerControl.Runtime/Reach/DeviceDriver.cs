using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.Runtime.Reach;

/// <summary>The driver of one device, whatever radio reaches it.</summary>
/// <param name="Name">What logs and screens call it.</param>
/// <param name="Address">Where the radio finds it.</param>
internal sealed record DeviceDriver(DeviceProfile Profile, string Name, string Address, bool Simulated)
{
    /// <summary>Report every frame.</summary>
    public bool Trace { get; init; }

    /// <summary>What every process calls the device, where another one may have heard its last word; null for a device inside this process.</summary>
    public string? LockName { get; init; }

    public ProfiledMassager Over(IRadio radio, TimeProvider time) => new(new()
    {
        Profile = Profile,
        Radio = radio,
        Address = Address,
        Time = time,
        Device = Name,
        Simulated = Simulated,
        Trace = Trace,
        LastWord = LockName is null ? new() : LastWordFile.Of(LockName, TimeProvider.System),
    });
}

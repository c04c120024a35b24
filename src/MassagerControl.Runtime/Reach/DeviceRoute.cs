using MassagerControl.Devices.Profiles;

namespace MassagerControl.Runtime.Reach;

/// <summary>A device as a radio sees it.</summary>
/// <param name="Open">Makes the radio, which the caller closes.</param>
public sealed record DeviceRoute(DeviceProfile Profile, Func<TimeProvider, OpenRadio> Open, string Address);

using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>Which device, over which radio.</summary>
public sealed record ProfiledMassagerOptions
{
    public required DeviceProfile Profile { get; init; }

    public required IRadio Radio { get; init; }

    public required string Address { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>For logs: <c>sim:PROFILE</c>, a paired name, or <c>socket</c>; never a path.</summary>
    public required string Device { get; init; }

    public bool Simulated { get; init; }

    /// <summary>What the device has said before this driver was made; nothing, unless somebody has kept it.</summary>
    public LastWord LastWord { get; init; } = new();

    /// <summary>Report every frame that leaves.</summary>
    public bool Trace { get; init; }
}

using System.Collections.Immutable;

namespace MassagerControl.Devices.Profiles;

/// <summary>What a device can do besides massage, and under which conditions it is driven.</summary>
public sealed record DeviceSafety
{
    /// <summary>The same electronics moves furniture: only the operations of <see cref="MassageOperations"/> exist for this program.</summary>
    public bool MovesFurniture { get; init; }

    /// <summary>Names of the operations that somebody has checked to be massage and nothing else; of weight for furniture only.</summary>
    public ImmutableArray<string> MassageOperations { get; init; } = [];

    /// <summary>Only with somebody in the room.</summary>
    public bool AttendedOnly { get; init; }
}

using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Profiles;

/// <summary>A device family as its file describes it; complete and checked.</summary>
public sealed record DeviceProfile
{
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    public required MassagerKind Kind { get; init; }

    public required LevelMap Levels { get; init; }

    /// <summary>100 % where the source names none.</summary>
    public required Intensity Ceiling { get; init; }

    public required OnDisconnect OnDisconnect { get; init; }

    public required Provenance Provenance { get; init; }

    public required Recognition Match { get; init; }

    public required ImmutableArray<Endpoint> Endpoints { get; init; }

    public required ImmutableArray<NotificationFormat> Notifications { get; init; }

    /// <summary>Everything that the device can be told, <see cref="SetLevel"/> and <see cref="Stop"/> among it.</summary>
    public required ImmutableArray<Operation> Operations { get; init; }

    /// <summary>Carries the field <c>level</c>.</summary>
    public required Operation SetLevel { get; init; }

    /// <summary>Carries no field; may go out at any moment.</summary>
    public required Operation Stop { get; init; }

    /// <summary>Asks for a notification that tells the level; null where the device has no such request.</summary>
    public Operation? RequestStatus { get; init; }

    public required ImmutableArray<ConnectStep> Connect { get; init; }

    /// <summary>Between two frames that set a level; a stop does not wait for it.</summary>
    public required TimeSpan MinimumGap { get; init; }

    /// <summary>The device has the standard Battery service.</summary>
    public required bool BatteryService { get; init; }

    public LevelScale Scale => Levels.Scale;
}

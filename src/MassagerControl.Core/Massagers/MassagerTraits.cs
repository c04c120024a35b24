namespace MassagerControl.Core.Massagers;

/// <summary>What is known of a massager before a link exists.</summary>
public sealed record MassagerTraits
{
    /// <summary>For people, e.g. "Therabody Wave Solo".</summary>
    public required string Name { get; init; }

    /// <summary>For logs: <c>sim:PROFILE</c>, a paired name, or <c>socket</c>; never a path.</summary>
    public required string Device { get; init; }

    /// <summary>The id of its profile; null where it has none.</summary>
    public string? Profile { get; init; }

    public required MassagerKind Kind { get; init; }

    public required LevelScale Scale { get; init; }

    /// <summary>The profile's own ceiling; 100 % where the source names none.</summary>
    public Intensity Ceiling { get; init; } = Intensity.Full;

    /// <summary>The shortest time between two levels that the profile allows; zero where it names none.</summary>
    public TimeSpan LevelGap { get; init; }

    public OnDisconnect OnDisconnect { get; init; } = OnDisconnect.Unknown;

    /// <summary>Its profile wants somebody in the room.</summary>
    public bool AttendedOnly { get; init; }

    /// <summary>How long connecting may wait for somebody to do something at the device; zero where nobody has to.</summary>
    public TimeSpan PersonTime { get; init; }

    /// <summary>Marked SIM wherever a person looks.</summary>
    public bool Simulated { get; init; }

    /// <summary>Nobody measured that its motor stops when the link drops.</summary>
    public bool MayRunUnlinked => OnDisconnect != OnDisconnect.Stops;

    /// <summary>A real motor that nothing stops when this computer dies: it gets the lower ceiling and the shorter presses.</summary>
    public bool IsHeldLower => !Simulated && (AttendedOnly || MayRunUnlinked);
}

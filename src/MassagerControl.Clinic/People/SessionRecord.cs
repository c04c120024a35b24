using System.Collections.Immutable;

namespace MassagerControl.Clinic.People;

/// <summary>What a room tells of a session that is over, for the record. No limit counts by it. Moments are of the room's clock.</summary>
internal sealed record SessionRecord
{
    /// <summary>As it was reserved.</summary>
    public required string Session { get; init; }

    public required string Room { get; init; }

    public required string Area { get; init; }

    public string? Side { get; init; }

    public required string Program { get; init; }

    /// <summary>The device's profile; null where the room knows none.</summary>
    public string? Profile { get; init; }

    /// <summary>No real motor ran.</summary>
    public bool Simulated { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }

    /// <summary>As the event log calls it; <c>interrupted</c> where the room's process died.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it ended, in a sentence.</summary>
    public required string Reason { get; init; }

    public required int Reps { get; init; }

    public required TimeSpan Press { get; init; }

    /// <summary>Whether the device confirmed that it is off.</summary>
    public required bool ConfirmedOff { get; init; }

    /// <summary>How many levels the device has; null where that is not known.</summary>
    public int? Levels { get; init; }

    /// <summary>The highest level that ran.</summary>
    public int? HighestLevel { get; init; }

    /// <summary>The highest that ran, in percent.</summary>
    public double? HighestIntensity { get; init; }

    /// <summary>The highest cap that ratings allowed, in percent.</summary>
    public double? HighestCap { get; init; }

    public ImmutableArray<RatingRecord> Ratings { get; init; } = [];

    public ImmutableArray<FlagRecord> Flags { get; init; } = [];

    /// <summary>So many ratings and flags more were given than a record holds.</summary>
    public int LeftOut { get; init; }
}

/// <param name="At">Since the session began.</param>
/// <param name="Value">1 to 10.</param>
internal sealed record RatingRecord(TimeSpan At, int Value);

/// <param name="At">Since the session began.</param>
/// <param name="Kind">As the event log calls it.</param>
internal sealed record FlagRecord(TimeSpan At, string Kind);

using System.Collections.Immutable;
using Orleans;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>What is kept of one person: an id and what the limits count by, no name.</summary>
[GenerateSerializer, Immutable]
public sealed record LedgerState
{
    /// <summary>Sessions in the order in which they were granted.</summary>
    [Id(0)]
    public ImmutableArray<LedgerEntry> Sessions { get; init; } = [];

    [Id(1)]
    public ImmutableArray<LedgerLock> Locks { get; init; } = [];

    [Id(2)]
    public ImmutableArray<LedgerCheckIn> CheckIns { get; init; } = [];

    /// <summary>When everything was forgotten; null for whoever was not deleted.</summary>
    [Id(3)]
    public DateTimeOffset? Deleted { get; init; }
}

/// <summary>A session that was granted.</summary>
/// <param name="Session">Named by its room; the same in every try.</param>
/// <param name="Planned">Press time that was reserved.</param>
/// <param name="Until">It is over then at the latest.</param>
[GenerateSerializer, Immutable]
public sealed record LedgerEntry(string Session, string Room, string Area, string? Side, TimeSpan Planned, DateTimeOffset Granted, DateTimeOffset Until)
{
    /// <summary>The press time that there really was; null while nobody has said.</summary>
    [Id(7)]
    public TimeSpan? Press { get; init; }

    /// <summary>When that was said.</summary>
    [Id(8)]
    public DateTimeOffset? Settled { get; init; }

    /// <summary>By which allowance it was had, without the clinic; null where it was granted.</summary>
    [Id(9)]
    public string? Allowance { get; init; }

    /// <summary>It may still go on: neither settled nor over.</summary>
    public bool IsOpen(DateTimeOffset now) => Press is null && now < Until;

    /// <summary>The latest moment at which it can have ended, so far as anybody knows.</summary>
    public DateTimeOffset End => Settled is { } settled && settled < Until ? Later(settled, Granted) : Until;

    /// <summary>What it counts for: all that was reserved, unless somebody said otherwise.</summary>
    public TimeSpan Counted => Press ?? Planned;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>A place that was locked in a session.</summary>
/// <param name="Kind">A <see cref="Core.Areas.LockKind"/>.</param>
/// <param name="At">When the clinic heard of it: never earlier than it was.</param>
/// <param name="Cleared">When somebody cleared it; null while it holds.</param>
[GenerateSerializer, Immutable]
public sealed record LedgerLock(string Session, string Area, string? Side, string Kind, DateTimeOffset At, DateTimeOffset? Cleared);

/// <summary>A check-in.</summary>
/// <param name="Answers">As <see cref="Runtime.CheckIn.CheckInJson"/> writes them.</param>
[GenerateSerializer, Immutable]
public sealed record LedgerCheckIn(DateTimeOffset At, string Answers);

using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Screening;

/// <param name="Question">The id of the question that it comes from.</param>
/// <param name="Words">For the person.</param>
public sealed record CheckInReason(string Question, Phrase Words);

/// <param name="Longest">No press lasts longer.</param>
public sealed record PressLimit(TimeSpan Longest, Phrase Reason);

/// <summary>A place that stays closed because of an answer.</summary>
/// <param name="Side">Null: both sides.</param>
/// <param name="Until">Null: as long as the answer stays.</param>
public sealed record CheckInLock(string Question, string Area, string? Side, DateTimeOffset? Until, Phrase Reason)
{
    public bool Covers(AreaPlace place) => Area == place.Area && (Side is null || Side == place.Side);
}

/// <param name="Kind">Under which name it is remembered that it was shown.</param>
public sealed record CheckInAdvice(string Kind, Phrase Words);

/// <summary>What follows from a check-in.</summary>
public sealed record CheckInVerdict
{
    /// <summary>The rule's name where it lowers a level.</summary>
    public const string Rule = "check-in";

    public required AreaPlace Place { get; init; }

    /// <summary>Signs that need help at once.</summary>
    public ImmutableArray<CheckInReason> Emergency { get; init; } = [];

    /// <summary>Why there is no session, wherever; also every question without a valid answer.</summary>
    public ImmutableArray<CheckInReason> Refusals { get; init; } = [];

    /// <summary>All of the rule <see cref="Rule"/>.</summary>
    public ImmutableArray<LimitReason> Ceilings { get; init; } = [];

    /// <summary>The shortest of all that were named; null: as the program says.</summary>
    public PressLimit? Press { get; init; }

    /// <summary>The lowest of all that were named; null: as usual.</summary>
    public LimitReason? StartCap { get; init; }

    public ImmutableArray<CheckInLock> AreaLocks { get; init; } = [];

    /// <summary>What a doctor should hear.</summary>
    public ImmutableArray<CheckInAdvice> Advice { get; init; } = [];

    /// <summary>What is kept of it: valid answers to the questions that were asked, none "same as last time".</summary>
    public ImmutableDictionary<string, CheckInAnswer> Answers { get; init; } = ImmutableDictionary<string, CheckInAnswer>.Empty;

    /// <summary>The locks of the place itself.</summary>
    public IEnumerable<CheckInLock> LocksHere => AreaLocks.Where(areaLock => areaLock.Covers(Place));

    /// <summary>The session must be gentler than usual.</summary>
    public bool IsGentler => !Ceilings.IsEmpty || Press is not null || StartCap is not null;

    public bool Allowed => Emergency.IsEmpty && Refusals.IsEmpty && !LocksHere.Any();
}

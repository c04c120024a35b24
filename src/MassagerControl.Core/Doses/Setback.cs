using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>Something that asks for gentler sessions for a while.</summary>
/// <param name="Since">By the present wall clock.</param>
/// <param name="What">For the person, e.g. <c>sharp pain</c>.</param>
public sealed record Setback(AreaPlace Place, DateTimeOffset Since, Phrase What)
{
    /// <summary>When its own place opens again; null where nothing of its own keeps it closed.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    /// <param name="kind">As a lock or a red flag is called (<see cref="LockKind"/>); null where only the lock is known.</param>
    public static Setback OfLock(AreaPlace place, DateTimeOffset since, string? kind) => new(place, since, kind switch
    {
        null => "a red flag or a rating of 9 or 10",
        _ when RedFlagText.Find(kind) is { } flag => flag.InWords(),
        _ => "a rating of 9 or 10",
    });

    public static Setback OfInjury(AreaPlace place, DateTimeOffset since, DateTimeOffset closedUntil) => new(place, since, "an injury") { ClosedUntil = closedUntil };
}

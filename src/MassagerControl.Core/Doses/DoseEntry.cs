namespace MassagerControl.Core.Doses;

/// <summary>Press time that somebody has had, as it is kept.</summary>
/// <param name="Mark">Names it in every copy, also after the store was lost.</param>
/// <param name="Session">The session that gave it; null for one that is no session of this store.</param>
/// <param name="Ended">The end of the session; while it runs, the moment up to which it is counted.</param>
/// <param name="Side"><c>left</c>, <c>right</c>, or null where an area has no sides.</param>
public sealed record DoseEntry(string Mark, long? Session, ClockReading Ended, string Area, string? Side, TimeSpan Press, string Device)
{
    /// <summary>When its end was first seen to lie in the future, or null.</summary>
    public DateTimeOffset? Noticed { get; init; }

    /// <summary>None ends before the newest: a wall clock that says so is behind, and the true end is not earlier either.</summary>
    /// <param name="newest">The latest end of all others; null where there is none.</param>
    public DoseEntry NotBefore(DateTimeOffset? newest) =>
        newest is { } last && last > Ended.Wall ? this with { Ended = Ended with { Wall = last }, Noticed = Ended.Wall } : this;
}

namespace MassagerControl.Core.Doses;

/// <summary>One session of the past, as far as the dose limits need it.</summary>
/// <param name="Ended">By the wall clock; see <see cref="DoseClock"/> for a clock that was moved.</param>
/// <param name="Side"><c>left</c>, <c>right</c> or null; the two sides of an area are two places.</param>
/// <param name="Press">Time spent in presses. An entry without any locks only: it is no session that counts.</param>
/// <param name="Locked">It ended with a red flag or a 9–10: the place stays locked until a person removes the entry.</param>
public sealed record Dose(DateTimeOffset Ended, string Area, string? Side, TimeSpan Press, bool Locked)
{
    /// <summary>The session is still going on, in another process; <see cref="Press"/> is all that it may still give.</summary>
    public bool UnderWay { get; init; }
}

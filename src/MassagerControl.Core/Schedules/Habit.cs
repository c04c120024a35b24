namespace MassagerControl.Core.Schedules;

/// <summary>What the number of a habit counts.</summary>
public enum HabitRhythm
{
    TimesADay,
    TimesAWeek,
    MinutesApart,
}

/// <summary>From the least to the most of something, both included.</summary>
public readonly record struct HabitRange(int Least, int Most)
{
    public bool Has(int number) => number >= Least && number <= Most;
}

/// <summary>Something that a person may want to be reminded of, with what its source says of how often.</summary>
public sealed record Habit
{
    public required string Id { get; init; }

    public required Phrase Name { get; init; }

    /// <summary>The reminder itself: a quiet line, once.</summary>
    public required Phrase Line { get; init; }

    public required HabitRhythm Rhythm { get; init; }

    /// <summary>What the source says.</summary>
    public required HabitRange Published { get; init; }

    /// <summary>The same in words.</summary>
    public required Phrase Says { get; init; }

    /// <summary>Titles of the articles.</summary>
    public required string Source { get; init; }

    /// <summary>What may be chosen.</summary>
    public required HabitRange Allowed { get; init; }

    /// <summary>Where somebody chooses it without a number.</summary>
    public required int Usual { get; init; }

    /// <summary>Between two of them on one day.</summary>
    public TimeSpan LeastGap { get; init; }

    /// <summary>It is for a place on the body.</summary>
    public bool HasPlace { get; init; }

    /// <summary>A number that the source does not give is told as the person's own.</summary>
    public bool IsOwn(int number) => !Published.Has(number);
}

namespace MassagerControl.Core.Screening;

/// <summary>What a person said to one question of the check-in.</summary>
public abstract record CheckInAnswer
{
    private protected CheckInAnswer()
    {
    }

    public static CheckInAnswer No { get; } = new SaidNo();

    public static CheckInAnswer Yes { get; } = new SaidYes();

    /// <summary>Counts like the answer that has the effect: who is not sure gets the careful reading.</summary>
    public static CheckInAnswer Unsure { get; } = new SaidUnsure();

    /// <summary>As at the last check-in; only for questions that allow it, and only for a while.</summary>
    public static CheckInAnswer Same { get; } = new SaidSame();
}

public sealed record SaidNo : CheckInAnswer;

public sealed record SaidYes : CheckInAnswer;

public sealed record SaidUnsure : CheckInAnswer;

public sealed record SaidSame : CheckInAnswer;

public sealed record SaidRating(Discomfort Value) : CheckInAnswer
{
    /// <returns>How much it hurts at the place, among the answers of a check-in: its one rating. Null where nobody said.</returns>
    public static Discomfort? In(IEnumerable<KeyValuePair<string, CheckInAnswer>> answers) =>
        answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => answer.Value).OfType<SaidRating>().FirstOrDefault()?.Value;
}

/// <param name="Day">By the person's own calendar.</param>
public sealed record SaidDay(DateOnly Day) : CheckInAnswer;

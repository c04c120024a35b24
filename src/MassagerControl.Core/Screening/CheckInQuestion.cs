using System.Collections.Immutable;

namespace MassagerControl.Core.Screening;

/// <summary>Whether a question is about the person or about the place that is to be treated.</summary>
public enum QuestionScope
{
    Session,
    Area,
}

/// <summary>How a question is answered.</summary>
public enum AnswerKind
{
    YesNo,

    /// <summary>1–10.</summary>
    Rating,

    /// <summary>A day of the calendar.</summary>
    Day,
}

/// <param name="Title">Of the article, paper or manual.</param>
/// <param name="Says">What it says, in own words.</param>
public sealed record QuestionSource(string Title, string Says);

/// <summary>Questions that are put together, as one screen.</summary>
/// <param name="Title"><c>{place}</c> stands for the place that is to be treated.</param>
public sealed record QuestionGroup(string Id, string Title);

/// <summary>One question of the check-in. <see cref="CheckInCheck"/> finds what is wrong with it.</summary>
public sealed record CheckInQuestion
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    /// <summary>What is asked, in plain words.</summary>
    public required string Text { get; init; }

    public required QuestionScope Scope { get; init; }

    public AnswerKind Answer { get; init; }

    /// <summary>Asked only after a yes to this question, which comes before it in the same group; null: always.</summary>
    public string? When { get; init; }

    /// <summary>The answer "no" has the effect, not the answer "yes".</summary>
    public bool NoCounts { get; init; }

    /// <summary>A rating of this and more has the effect; null where no rating is asked for.</summary>
    public BasedNumber? From { get; init; }

    /// <summary>For so many hours after the end of the given day there is the effect; null where no day is asked for.</summary>
    public BasedNumber? Hours { get; init; }

    /// <summary>Asked for these areas only; empty: for all.</summary>
    public ImmutableArray<string> Areas { get; init; } = [];

    /// <summary>"Same as last time" will do.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>None where the question only leads to another one.</summary>
    public ImmutableArray<CheckInEffect> Effects { get; init; } = [];

    /// <summary>Every number that <see cref="Text"/> or a reason names and that stands in no other member.</summary>
    public ImmutableArray<BasedNumber> Numbers { get; init; } = [];

    public required ImmutableArray<QuestionSource> Sources { get; init; }
}

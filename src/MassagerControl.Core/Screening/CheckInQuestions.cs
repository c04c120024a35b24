using System.Collections.Immutable;

namespace MassagerControl.Core.Screening;

/// <summary>All questions of the check-in, in the order in which they are asked.</summary>
public sealed record CheckInQuestions
{
    /// <summary>The first one holds the signs of an emergency, and nothing else does.</summary>
    public required ImmutableArray<QuestionGroup> Groups { get; init; }

    public required ImmutableArray<CheckInQuestion> All { get; init; }

    /// <summary>For so many days an answer may be taken over.</summary>
    public required BasedNumber SameForDays { get; init; }

    /// <returns>Null when there is no such question.</returns>
    public CheckInQuestion? Find(string id) => All.FirstOrDefault(question => question.Id == id);

    /// <summary>The questions of one group that concern an area, follow-ups too.</summary>
    public IEnumerable<CheckInQuestion> In(string group, string area) => All.Where(question => question.Group == group && Concerns(question, area));

    public static bool Concerns(CheckInQuestion question, string area) => question.Areas.IsEmpty || question.Areas.Contains(area);
}

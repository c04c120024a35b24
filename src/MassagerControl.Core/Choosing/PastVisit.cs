using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Choosing;

/// <summary>A session of the past, as far as choosing the next one needs it.</summary>
/// <param name="Program">The id of the program that ran.</param>
/// <param name="Completed">It ran to its end.</param>
/// <param name="Highest">The highest rating in it; null where none was given.</param>
/// <param name="Flagged">A red flag ended it.</param>
public sealed record PastVisit(DateTimeOffset At, AreaPlace Place, string Program, bool Completed, Discomfort? Highest, bool Flagged)
{
    /// <summary>It ran to its end, and nothing in it was too much.</summary>
    public bool IsCalm => Completed && !IsRough;

    /// <summary>Something in it was too much: an 8 or more, or a red flag.</summary>
    public bool IsRough => Flagged || Highest is { Value: >= Discomfort.Severe };
}

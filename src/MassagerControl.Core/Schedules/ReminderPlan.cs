using System.Collections.Immutable;
using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Schedules;

/// <summary>A habit that a person has chosen to be reminded of.</summary>
/// <param name="Number">Times a day, times a week or minutes apart, as the habit's rhythm says.</param>
/// <param name="Place">Where on the body; null where none was named.</param>
public sealed record ChosenHabit(Habit Habit, int Number, AreaPlace? Place);

/// <summary>What a person wants to be reminded of, and when not.</summary>
/// <param name="RestDays">Days on which nothing is due, by the person's own choice.</param>
public sealed record ReminderPlan(ImmutableArray<ChosenHabit> Chosen, QuietHours Quiet, ImmutableArray<DateOnly> RestDays)
{
    /// <summary>Nothing is chosen.</summary>
    public static ReminderPlan Nothing { get; } = new([], QuietHours.Usual, []);
}

/// <param name="At">As the clock on the wall showed it, or in UTC: what counts is the moment.</param>
public sealed record HabitDone(string Habit, DateTimeOffset At);

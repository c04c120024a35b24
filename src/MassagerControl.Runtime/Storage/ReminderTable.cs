using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Schedules;

namespace MassagerControl.Runtime.Storage;

/// <summary>What a person chose to be reminded of, and what they did of it.</summary>
public sealed class ReminderTable(Transaction work)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int MinutesInADay = 24 * 60;

    /// <summary>No rhythm looks farther back than a week.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>What this program does not know (from a newer version, or written by somebody else) counts as not chosen.</summary>
    public ReminderPlan Plan()
    {
        var rows = work.Query("SELECT habit, number, area, side FROM reminders", row => (Habit: Habits.Find(row.Text(0)), Number: row.Whole(1), Area: row.TextOrNull(2), Side: row.TextOrNull(3)));
        var chosen = from habit in Habits.All
                     from row in rows
                     where row.Habit == habit && row.Number >= habit.Allowed.Least && row.Number <= habit.Allowed.Most
                     select new ChosenHabit(habit, (int)row.Number, row.Area is { } area ? new AreaPlace(area, row.Side) : null);
        return new([.. chosen], Quiet(), RestDays());
    }

    public void Choose(ChosenHabit chosen) => work.Execute(
        "INSERT INTO reminders(habit, number, area, side) VALUES ($habit, $number, $area, $side) ON CONFLICT(habit) DO UPDATE SET number = $number, area = $area, side = $side",
        ("$habit", chosen.Habit.Id), ("$number", chosen.Number), ("$area", chosen.Place?.Area), ("$side", chosen.Place?.Side));

    public void Clear(string habit) => work.Execute("DELETE FROM reminders WHERE habit = $habit", ("$habit", habit));

    public void SetQuiet(QuietHours quiet) => work.Execute(
        "INSERT INTO quiet_hours(id, from_minute, to_minute) VALUES (1, $from, $to) ON CONFLICT(id) DO UPDATE SET from_minute = $from, to_minute = $to",
        ("$from", Minute(quiet.From)), ("$to", Minute(quiet.To)));

    /// <summary>A rest day, or one no more.</summary>
    public void SetRest(DateOnly day, bool rests)
    {
        var text = day.ToString(DayFormat, CultureInfo.InvariantCulture);
        work.Execute("DELETE FROM rest_days WHERE day <= $day", ("$day", text));
        if (rests)
            work.Execute("INSERT INTO rest_days(day) VALUES ($day)", ("$day", text));
    }

    public void Add(HabitDone done)
    {
        work.Execute("DELETE FROM habits_done WHERE done_utc < $old", ("$old", done.At - Remembered));
        work.Execute("INSERT INTO habits_done(habit, done_utc) VALUES ($habit, $at)", ("$habit", done.Habit), ("$at", done.At));
    }

    public ImmutableArray<HabitDone> Done() => work.Query("SELECT habit, done_utc FROM habits_done ORDER BY id", row => new HabitDone(row.Text(0), row.Moment(1)));

    /// <summary>What was done is history; what was chosen is not.</summary>
    public void DeleteDone() => work.Execute("DELETE FROM habits_done; DELETE FROM rest_days");

    private QuietHours Quiet() =>
        work.Query("SELECT from_minute, to_minute FROM quiet_hours", row => (From: row.Whole(0), To: row.Whole(1))) is [{ From: >= 0 and < MinutesInADay, To: >= 0 and < MinutesInADay } quiet]
            ? new(Time(quiet.From), Time(quiet.To))
            : QuietHours.Usual;

    private ImmutableArray<DateOnly> RestDays() =>
    [
        .. work.Query("SELECT day FROM rest_days ORDER BY day", row => row.Text(0))
            .Select(text => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null).OfType<DateOnly>(),
    ];

    private static long Minute(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private static TimeOnly Time(long minute) => new((int)minute / 60, (int)minute % 60);
}

using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Schedules;

namespace MassagerControl.Tests.Core.Schedules;

public sealed class RemindersTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly TimeZoneInfo[] Zones =
        [Berlin, .. new[] { "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "Pacific/Apia", "Africa/Cairo" }.Select(TimeZoneInfo.FindSystemTimeZoneById), TimeZoneInfo.Utc];

    [Fact]
    public void Nothing_is_due_until_somebody_chooses_it()
    {
        var due = Judge(ReminderPlan.Nothing, [], Noon);

        Assert.Empty(due.Due);
        Assert.Null(due.Next);
    }

    [Fact]
    public void Several_a_day_are_spread_over_the_waking_hours_and_end_at_their_number()
    {
        var plan = Plan("stretch", 3);

        Assert.Equal(["07:00", "12:00", "17:00"], DoneAtOnce(plan, Day(1), days: 1).Select(at => at.ToString("HH:mm", null)));
        Assert.Equal(Day(2).AddHours(7), Judge(plan, [Done("stretch", Day(1).AddHours(8)), Done("stretch", Day(1).AddHours(13)), Done("stretch", Day(1).AddHours(18))], Day(1).AddHours(20)).Next);
    }

    [Fact]
    public void Whoever_has_done_all_of_the_day_early_is_left_alone_until_the_next() =>
        Assert.Equal((0, Day(2).AddHours(7)), Judge(Plan("stretch", 2), [Done("stretch", Day(1).AddHours(7)), Done("stretch", Day(1).AddHours(7.1))], Day(1).AddHours(20)) is var due ? (due.Due.Length, due.Next) : default);

    [Fact]
    public void What_was_not_done_is_one_line_however_long_and_begins_anew_the_next_day()
    {
        var plan = Plan("posture", 60);

        Assert.Empty(Judge(plan, [], Day(1).AddHours(7.5)).Due);
        Assert.Single(Judge(plan, [], Day(1).AddHours(8)).Due);
        Assert.Single(Judge(plan, [], Day(1).AddHours(21.9)).Due);
        Assert.Empty(Judge(plan, [], Day(2).AddHours(7)).Due);
    }

    [Fact]
    public void Several_a_week_have_days_between_them()
    {
        var days = DoneAtOnce(Plan("strengthen", 3), Day(1), days: 15).Select(at => at.Day);

        Assert.Equal([1, 3, 5, 8, 10, 12, 15], days);
    }

    [Fact]
    public void Nothing_is_due_in_quiet_hours_nor_between_midnight_and_their_end()
    {
        var plan = Plan("move", 1) with { Quiet = new(new(1, 0), new(9, 0)) };

        Assert.Equal([false, false, false, true, true], new[] { 0.5, 1.5, 8.9, 9, 23.9 }.Select(hour => Judge(plan, [], Day(1).AddHours(hour)).Due.Any()));
        Assert.Equal(Day(1).AddHours(9), Judge(plan, [], Day(1).AddHours(0.5)).Next);
        Assert.Single(Judge(plan with { Quiet = new(TimeOnly.MinValue, TimeOnly.MinValue) }, [], Day(1)).Due);
    }

    [Fact]
    public void On_a_rest_day_nothing_is_due_and_the_next_is_on_the_day_after()
    {
        var plan = Plan("move", 1) with { RestDays = [new(2026, 3, 1)] };

        Assert.Empty(Judge(plan, [], Noon).Due);
        Assert.Equal(Day(2).AddHours(7), Judge(plan, [], Noon).Next);
    }

    /// <summary>Spans are real time: an hour is an hour also where the clock leaps over one, or shows one twice.</summary>
    [Theory]
    [InlineData("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")]
    public void An_hour_is_an_hour_when_the_clock_is_set(string done, string due)
    {
        var plan = Plan("posture", 60) with { Quiet = new(TimeOnly.MinValue, TimeOnly.MinValue) };
        var at = DateTimeOffset.Parse(done, null);

        Assert.Equal(DateTimeOffset.Parse(due, null), Judge(plan, [Done("posture", at)], at, Berlin).Next);
    }

    [Fact]
    public void Where_the_clock_leaps_over_the_end_of_the_quiet_hours_they_end_after_the_leap()
    {
        var plan = Plan("move", 1) with { Quiet = new(new(22, 0), new(2, 30)) };
        var night = DateTimeOffset.Parse("2026-03-29T00:30:00+01:00", null);

        Assert.Equal(DateTimeOffset.Parse("2026-03-29T03:00:00+02:00", null), Judge(plan, [], night, Berlin).Next);
    }

    [Fact]
    public void Where_the_clock_shows_the_end_of_the_quiet_hours_twice_the_first_one_counts()
    {
        var plan = Plan("move", 1) with { Quiet = new(new(22, 0), new(2, 30)) };
        var night = DateTimeOffset.Parse("2026-10-25T00:30:00+02:00", null);

        Assert.Equal(DateTimeOffset.Parse("2026-10-25T02:30:00+02:00", null), Judge(plan, [], night, Berlin).Next);
    }

    [Fact]
    public void However_short_the_waking_hours_are_an_hour_lies_between_two_stretches() =>
        Assert.Equal(["16:00", "17:00", "18:00", "19:00"], DoneAtOnce(Plan("stretch", 5) with { Quiet = new(new(20, 0), new(16, 0)) }, Day(1), days: 1).Select(at => at.ToString("HH:mm", null)));

    [Fact]
    public void A_massage_waits_for_what_the_limits_allow_and_says_why()
    {
        var plan = Plan(Habits.MassageId, 3);
        var dose = new Dose(Noon, "lower-back", "left", TimeSpan.FromSeconds(150), false);
        var now = Noon.AddHours(1);
        // As if it were chosen anew: the massage of before is not among what was done.
        var due = Reminders.Judge(plan, [], _ => MassageRoom.Of([dose], null, now), now, TimeZoneInfo.Utc);

        Assert.Empty(due.Due);
        Assert.Equal(Noon.AddHours(2), due.Next);
        Assert.Equal((Noon.AddHours(2), "the last session here is less than 2 hours ago"), (Assert.Single(due.Held).Until, due.Held[0].Because.Text));
        Assert.Single(Reminders.Judge(plan, [], _ => MassageRoom.Of([dose], new("upper-trapezius", "left"), now), now, TimeZoneInfo.Utc).Due);
    }

    [Fact]
    public void While_a_place_is_locked_no_massage_there_is_due_and_none_that_names_no_place()
    {
        var locked = new Dose(Noon, "lower-back", "left", TimeSpan.Zero, true);

        foreach (var place in new[] { null, new AreaPlace("lower-back", "left") })
        {
            var due = Reminders.Judge(Plan(Habits.MassageId, 1), [], _ => MassageRoom.Of([locked], place, Noon), Noon, TimeZoneInfo.Utc);
            Assert.Equal((0, (DateTimeOffset?)null), (due.Due.Length, due.Next));
            Assert.Null(Assert.Single(due.Held).Until);
        }
    }

    /// <summary>Somebody who does at once whatever is due, for five weeks over both clock changes: never more than chosen, never more than the limits allow.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Whoever_does_all_that_is_due_never_does_more_than_the_articles_or_the_limits_say(int month)
    {
        foreach (var zone in Zones)
        {
            var plan = new ReminderPlan([.. Habits.All.Select(habit => new ChosenHabit(habit, habit.Allowed.Most, null))], QuietHours.Usual, []);
            var (done, doses) = (new List<HabitDone>(), new List<Dose>());
            var now = new DateTimeOffset(2026, month, 10, 0, 0, 0, TimeSpan.Zero);
            for (var end = now.AddDays(35); now < end;)
            {
                var due = Reminders.Judge(plan, done, _ => MassageRoom.Of(doses, null, now), now, zone);
                foreach (var chosen in due.Due)
                {
                    done.Add(new(chosen.Habit.Id, now));
                    if (chosen.Habit.Id != Habits.MassageId)
                        continue;
                    Assert.Empty(DoseLedger.Judge(doses, new("lower-back", "left", HardLimits.FirstSessionPress), now).Refusals);
                    doses.Add(new(now, "lower-back", "left", TimeSpan.FromSeconds(300), false));
                }
                now = due.Due.IsEmpty ? due.Next!.Value : now.AddMinutes(1);
            }
            foreach (var habit in Habits.All.Where(habit => habit.Rhythm == HabitRhythm.TimesADay))
                Assert.All(done.Where(one => one.Habit == habit.Id).GroupBy(one => TimeZoneInfo.ConvertTime(one.At, zone).Date), day => Assert.True(day.Count() <= habit.Allowed.Most, $"{habit.Id} in {zone.Id} on {day.Key}: {day.Count()}"));
            Assert.InRange(doses.Count, 80, 105);
            Assert.Equal(35, done.Where(one => one.Habit == "strengthen").Select(one => TimeZoneInfo.ConvertTime(one.At, zone).Date).Distinct().Count(), 1.0);
        }
    }

    /// <summary>Doing something makes nothing due; time takes nothing away within a day; and the next moment is the next one.</summary>
    [Fact]
    public void For_whatever_was_done_what_is_due_is_monotone_and_the_next_moment_true()
    {
        var dice = new Random(20260301);
        for (var i = 0; i < 2_000; i++)
        {
            var zone = Zones[dice.Next(Zones.Length)];
            var plan = Drawn(dice);
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(dice.Next(365 * 24 * 60));
            HabitDone[] done = [.. Enumerable.Range(0, dice.Next(12)).Select(_ => Done(Habits.All[dice.Next(Habits.All.Length)].Id, now.AddMinutes(-dice.Next(9 * 24 * 60))))];
            var due = Judge(plan, done, now, zone);

            var more = Judge(plan, [.. done, Done(Habits.All[dice.Next(Habits.All.Length)].Id, now.AddMinutes(-dice.Next(600)))], now, zone);
            Assert.Empty(more.Due.Except(due.Due));

            var later = now.AddMinutes(dice.Next(1, 24 * 60));
            var then = Judge(plan, done, later, zone);
            if (!due.Due.IsEmpty && Waking(plan, now, zone) == Waking(plan, later, zone))
                Assert.Empty(due.Due.Except(then.Due));
            if (due.Next is not { } next)
                continue;
            Assert.True(next > now);
            Assert.NotEmpty(Judge(plan, done, next, zone).Due.Except(Waking(plan, now, zone) == Waking(plan, next, zone) ? due.Due : []));
            if (later < next)
                Assert.Empty(then.Due.Except(due.Due));
        }
    }

    [Fact]
    public void The_order_in_which_it_is_told_what_was_done_does_not_matter() =>
        Assert.Equal(Noon.AddMinutes(50), Judge(Plan("posture", 60), [Done("posture", Noon.AddMinutes(-10)), Done("posture", Noon.AddHours(-4))], Noon).Next);

    [Fact]
    public void Where_the_clock_was_set_back_what_lies_in_the_future_counts_as_done_now() =>
        Assert.Equal(Noon.AddHours(1), Judge(Plan("posture", 60), [Done("posture", Noon.AddDays(40))], Noon).Next);

    private static DateTimeOffset Noon => Day(1).AddHours(12);

    private static DateTimeOffset Day(int day) => new(2026, 3, day, 0, 0, 0, TimeSpan.Zero);

    private static HabitDone Done(string habit, DateTimeOffset at) => new(habit, at);

    private static ReminderPlan Plan(string habit, int number) => new([new(Habits.Find(habit)!, number, null)], QuietHours.Usual, []);

    private static DueList Judge(ReminderPlan plan, HabitDone[] done, DateTimeOffset now, TimeZoneInfo? zone = null) =>
        Reminders.Judge(plan, done, _ => MassageRoom.Free, now, zone ?? TimeZoneInfo.Utc);

    /// <summary>When somebody does it who does at once what is due.</summary>
    private static IEnumerable<DateTimeOffset> DoneAtOnce(ReminderPlan plan, DateTimeOffset from, int days)
    {
        var done = new List<HabitDone>();
        for (var now = from; now < from.AddDays(days); now = now.AddMinutes(1))
            foreach (var chosen in Judge(plan, [.. done], now).Due)
                done.Add(Done(chosen.Habit.Id, now));
        return done.Select(one => one.At);
    }

    private static DateOnly? Waking(ReminderPlan plan, DateTimeOffset moment, TimeZoneInfo zone)
    {
        var day = plan.Quiet.Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime), zone);
        return moment >= day.Begin && moment < day.End ? day.Day : null;
    }

    private static ReminderPlan Drawn(Random dice)
    {
        var chosen = Habits.All.Where(_ => dice.Next(2) == 0).Select(habit => new ChosenHabit(habit, dice.Next(habit.Allowed.Least, habit.Allowed.Most + 1), null));
        var quiet = new QuietHours(new(dice.Next(24), dice.Next(60)), new(dice.Next(12), dice.Next(60)));
        return new([.. chosen], quiet, []);
    }
}

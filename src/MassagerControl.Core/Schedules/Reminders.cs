using System.Collections.Immutable;

namespace MassagerControl.Core.Schedules;

/// <summary>A habit that the limits keep from being due.</summary>
/// <param name="Until">Null where it does not end by itself.</param>
public sealed record HeldHabit(ChosenHabit Chosen, Phrase Because, DateTimeOffset? Until);

/// <param name="Due">In the order in which they were chosen from; each once, however long it has been due.</param>
/// <param name="Next">When something else becomes due, as long as nothing is done; null where nothing will.</param>
public sealed record DueList(ImmutableArray<ChosenHabit> Due, DateTimeOffset? Next, ImmutableArray<HeldHabit> Held);

/// <summary>What is due now, given what was done. Nothing is counted up, nothing is missed. Pure.</summary>
/// <remarks>
/// Within a day what is due stays due until it is done; doing something never makes anything due. A day is one of the calendar by the zone's clocks;
/// spans are real time, so that the clock's being set moves none.
/// </remarks>
public static class Reminders
{
    private const int DaysInAWeek = 7;

    // The last one may be done today, and rest days may lie in between.
    private const int DaysToLookAt = DaysInAWeek + 1;

    /// <param name="done">In any order. What lies in the future (the clock was set back) counts as done now.</param>
    /// <param name="room">For a massage.</param>
    public static DueList Judge(ReminderPlan plan, IEnumerable<HabitDone> done, Func<ChosenHabit, MassageRoom> room, DateTimeOffset now, TimeZoneInfo zone)
    {
        var past = done.Select(one => one with { At = one.At < now ? one.At : now }).ToLookup(one => one.Habit, one => one.At);
        var found = plan.Chosen.Select(chosen => new Found(chosen, First(plan, chosen, past[chosen.Habit.Id], RoomOf(chosen, room), now, zone))).ToArray();
        return new(
            [.. found.Where(one => one.At == now).Select(one => one.Chosen)],
            found.Where(one => one.At > now).Min(one => one.At),
            [.. found.Where(one => one.At != now).Select(one => Held(plan, one.Chosen, past[one.Chosen.Habit.Id], RoomOf(one.Chosen, room), now, zone)).OfType<HeldHabit>()]);
    }

    private static MassageRoom RoomOf(ChosenHabit chosen, Func<ChosenHabit, MassageRoom> room) => chosen.Habit.HasPlace ? room(chosen) : MassageRoom.Free;

    /// <summary>It would be due now if the limits allowed it.</summary>
    private static HeldHabit? Held(ReminderPlan plan, ChosenHabit chosen, IEnumerable<DateTimeOffset> done, MassageRoom room, DateTimeOffset now, TimeZoneInfo zone) =>
        room.Because is { } because && First(plan, chosen, done, MassageRoom.Free, now, zone) == now ? new(chosen, because, room.NotBefore) : null;

    /// <returns>The first moment from now on at which it is due; null where there is none to be seen.</returns>
    private static DateTimeOffset? First(ReminderPlan plan, ChosenHabit chosen, IEnumerable<DateTimeOffset> done, MassageRoom room, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!room.Open)
            return null;
        DateTimeOffset[] past = [.. done.Order()];
        var from = room.NotBefore is { } closed && closed > now ? closed : now;
        var today = WallClock.Day(now, zone);
        for (var i = 0; i < DaysToLookAt + plan.RestDays.Length; i++)
        {
            var day = plan.Quiet.Of(today.AddDays(i), zone);
            if (plan.RestDays.Contains(day.Day) || On(chosen, day, past, zone) is not { } at)
                continue;
            var first = at > from ? at : from;
            if (first < day.End)
                return first;
        }
        return null;
    }

    /// <returns>From when on it is due on that day if nothing more is done until then; null where it is not.</returns>
    private static DateTimeOffset? On(ChosenHabit chosen, WakingDay day, DateTimeOffset[] past, TimeZoneInfo zone) => chosen.Habit.Rhythm switch
    {
        HabitRhythm.TimesADay => past.Count(at => WallClock.Day(at, zone) == day.Day) < chosen.Number ? After(day.Begin, past, Spread(chosen, day)) : null,
        HabitRhythm.TimesAWeek => IsDayFor(chosen.Number, [.. past.Select(at => WallClock.Day(at, zone)).Distinct()], day.Day) ? day.Begin : null,
        HabitRhythm.MinutesApart => After(day.Begin + TimeSpan.FromMinutes(chosen.Number), past, TimeSpan.FromMinutes(chosen.Number)),
    };

    private static DateTimeOffset After(DateTimeOffset begin, DateTimeOffset[] past, TimeSpan gap) =>
        past is [.., var last] && last + gap > begin ? last + gap : begin;

    /// <summary>Several on one day are spread over it.</summary>
    private static TimeSpan Spread(ChosenHabit chosen, WakingDay day) =>
        day.Length / chosen.Number is var even && even > chosen.Habit.LeastGap ? even : chosen.Habit.LeastGap;

    /// <summary>So many days of any seven, spread over them.</summary>
    private static bool IsDayFor(int number, DateOnly[] days, DateOnly day) =>
        days.Count(one => one > day.AddDays(-DaysInAWeek)) < number && days.All(one => one.AddDays(DaysInAWeek / number) <= day);

    private sealed record Found(ChosenHabit Chosen, DateTimeOffset? At);
}

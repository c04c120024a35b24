using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Schedules;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Schedules;

/// <summary>What somebody chose to be reminded of, and what of it is due.</summary>
/// <param name="RestsToday">Today is a rest day.</param>
public sealed record ReminderView(ReminderPlan Plan, DueList Due, bool RestsToday)
{
    public static ReminderView Nothing { get; } = new(ReminderPlan.Nothing, new([], null, []), false);
}

/// <summary>The reminders of a data folder. Looking makes nothing there; a reminder is never sent anywhere.</summary>
/// <param name="questions">The file with the questions of the check-in.</param>
public sealed class ReminderBook(string folder, StoreClock clock, string questions)
{
    private DateTimeOffset Now => clock.Wall.GetLocalNow();

    private DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <returns>Nothing chosen and the reason where the folder cannot be read.</returns>
    public (ReminderView View, Phrase? Error) Look()
    {
        var opening = MassagerStore.OpenExisting(folder);
        using var store = opening.Store;
        if (store is null)
            return (ReminderView.Nothing, opening.Error);
        try
        {
            return (store.Read(View), null);
        }
        catch (StoreException exception)
        {
            return (ReminderView.Nothing, exception.Words);
        }
    }

    /// <returns>Why it is not kept; null where it is.</returns>
    public Phrase? Choose(ChosenHabit chosen) => Change(table => table.Choose(chosen));

    /// <inheritdoc cref="Choose"/>
    public Phrase? Clear(IEnumerable<Habit> habits) => Change(table =>
    {
        foreach (var habit in habits)
            table.Clear(habit.Id);
    });

    /// <inheritdoc cref="Choose"/>
    public Phrase? SetQuiet(QuietHours quiet) => Change(table => table.SetQuiet(quiet));

    /// <summary>Makes today a rest day, or one no more.</summary>
    /// <inheritdoc cref="Choose"/>
    public Phrase? Rest(bool rests) => Change(table => table.SetRest(Today, rests));

    /// <inheritdoc cref="Choose"/>
    public Phrase? Done(Habit habit) => Change(table => table.Add(new(habit.Id, Now)));

    private Phrase? Change(Action<ReminderTable> change)
    {
        var opening = MassagerStore.Open(folder);
        using var store = opening.Store;
        if (store is null)
            return opening.Error;
        try
        {
            store.Write(work => change(new(work)));
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Words;
        }
    }

    private ReminderView View(Transaction work)
    {
        var table = new ReminderTable(work);
        var plan = table.Plan();
        var doses = StoredPast.Seen(work, clock.Now()).Doses;
        ImmutableArray<PlaceLock> injuries = plan.Chosen.Any(chosen => chosen.Place is not null)
            ? [.. PlaceLock.All(work, clock, QuestionFile.Read(questions).Value).Where(held => held.Kind == PlaceLock.Injury)]
            : [];
        var done = table.Done().Concat(doses.Where(dose => dose.Press > TimeSpan.Zero).Select(dose => new HabitDone(Habits.MassageId, dose.Ended)));
        return new(plan, Reminders.Judge(plan, done, chosen => Room(chosen, doses, injuries), Now, clock.Wall.LocalTimeZone), plan.RestDays.Contains(Today));
    }

    private MassageRoom Room(ChosenHabit chosen, ImmutableArray<Dose> doses, ImmutableArray<PlaceLock> injuries)
    {
        var room = MassageRoom.Of(doses, chosen.Place, Now);
        return chosen.Place is { } place && room.Open && injuries.FirstOrDefault(held => held.IsAt(place)) is { } injury && !(room.NotBefore >= injury.NotBefore)
            ? new(true, injury.NotBefore, "an injury there has to heal first")
            : room;
    }
}

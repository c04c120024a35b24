using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Schedules;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Schedules;

/// <summary>Reminders in words, and as JSON.</summary>
public static class ReminderText
{
    /// <summary>What is due, a line each; nothing where nothing is.</summary>
    public static IEnumerable<string> Due(DueList due, Language language) => due.Due.Select(chosen => language.Say(Line(chosen)));

    /// <summary>All that can be said of now: what is due, what the limits hold back, and when the next thing is due.</summary>
    public static IEnumerable<string> Now(DueList due, LocalTime local, Language language)
    {
        foreach (var line in Due(due, language))
            yield return line;
        foreach (var held in due.Held)
            yield return language.Say(held.Until is { } until
                ? Phrase.Of($"{held.Chosen.Habit.Name}: not before {local.TextFrom(until)}, because {held.Because}")
                : Phrase.Of($"{held.Chosen.Habit.Name}: not now, because {held.Because}"));
        if (due.Due.IsEmpty)
            yield return language.Say("Nothing is due.");
        if (due.Next is { } next)
            yield return language.Say(Phrase.Of($"The next reminder: {local.TextFrom(next)}."));
    }

    /// <summary>All habits, chosen or not, with what their sources say.</summary>
    public static IEnumerable<string> List(ReminderPlan plan, bool restsToday, Language language)
    {
        foreach (var habit in Habits.All)
        {
            var chosen = plan.Chosen.FirstOrDefault(one => one.Habit == habit);
            yield return $"{habit.Id,-11} {language.Say(chosen is null ? "off" : Chosen(chosen))}";
            yield return $"{"",-11} {language.Say(Phrase.Of($"{habit.Name}: {habit.Says}"))} ({habit.Source})";
        }
        yield return language.Say(plan.Quiet.From == plan.Quiet.To ? "No quiet hours." : Phrase.Of($"Quiet from {Time(plan.Quiet.From)} to {Time(plan.Quiet.To)}."));
        if (restsToday)
            yield return language.Say("Today is a rest day: nothing is due.");
    }

    /// <summary>The plan as JSON.</summary>
    /// <param name="language">Of the sentences; ids are the same in all.</param>
    public static void Write(Utf8JsonWriter json, ReminderPlan plan, bool restsToday, Language language)
    {
        json.WriteStartObject();
        json.List("habits", Habits.All, habit => Write(json, habit, plan.Chosen.FirstOrDefault(one => one.Habit == habit), language));
        json.WriteStartObject("quiet");
        json.WriteString("from", Time(plan.Quiet.From));
        json.WriteString("to", Time(plan.Quiet.To));
        json.WriteEndObject();
        json.WriteBoolean("restsToday", restsToday);
        json.WriteEndObject();
    }

    /// <summary>What is due as JSON.</summary>
    /// <inheritdoc cref="Write(Utf8JsonWriter, ReminderPlan, bool, Language)"/>
    public static void Write(Utf8JsonWriter json, DueList due, Language language)
    {
        json.WriteStartObject();
        json.List("due", due.Due, chosen =>
        {
            json.WriteStartObject();
            json.WriteString("habit", chosen.Habit.Id);
            json.WriteString("line", language.Say(Line(chosen)));
            json.WriteEndObject();
        });
        json.Moment("next", due.Next);
        json.List("held", due.Held, held =>
        {
            json.WriteStartObject();
            json.WriteString("habit", held.Chosen.Habit.Id);
            json.WriteString("because", language.Say(held.Because));
            json.Moment("until", held.Until);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Habit habit, ChosenHabit? chosen, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id", habit.Id);
        json.WriteString("name", language.Say(habit.Name));
        json.WriteString("rhythm", Word(habit.Rhythm));
        json.WriteString("says", language.Say(habit.Says));
        json.WriteString("source", habit.Source);
        json.WriteNumber("least", habit.Allowed.Least);
        json.WriteNumber("most", habit.Allowed.Most);
        json.WriteNumber("usual", habit.Usual);
        if (chosen is null)
            json.WriteNull("number");
        else
            json.WriteNumber("number", chosen.Number);
        json.WriteString("chosen", chosen is null ? null : language.Say(Chosen(chosen)));
        json.WriteString("area", chosen?.Place?.Area);
        json.WriteString("side", chosen?.Place?.Side);
        json.WriteEndObject();
    }

    private static Phrase Line(ChosenHabit chosen) => chosen.Place is { } place ? Phrase.Of($"{chosen.Habit.Line} ({place.InWords()})") : chosen.Habit.Line;

    private static Phrase Chosen(ChosenHabit chosen)
    {
        var often = Often(chosen);
        var own = chosen.Habit.IsOwn(chosen.Number) ? Phrase.Of($"{often}: your own number, not the article's") : often;
        return chosen.Place is { } place ? Phrase.Of($"{own} ({place.InWords()})") : own;
    }

    private static Phrase Often(ChosenHabit chosen) => (chosen.Habit.Rhythm, chosen.Number) switch
    {
        (HabitRhythm.TimesADay, 1) => "once a day",
        (HabitRhythm.TimesADay, var number) => Phrase.Of($"{number} times a day"),
        (HabitRhythm.TimesAWeek, 1) => "once a week",
        (HabitRhythm.TimesAWeek, var number) => Phrase.Of($"{number} times a week"),
        (HabitRhythm.MinutesApart, var number) => Phrase.Of($"every {number} minutes"),
        _ => throw new ArgumentOutOfRangeException(nameof(chosen)),
    };

    private static string Word(HabitRhythm rhythm) => rhythm switch
    {
        HabitRhythm.TimesADay => "times-a-day",
        HabitRhythm.TimesAWeek => "times-a-week",
        HabitRhythm.MinutesApart => "minutes-apart",
    };

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

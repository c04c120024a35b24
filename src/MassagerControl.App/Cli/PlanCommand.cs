using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Schedules;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Schedules;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager plan</c>: quiet reminders of this computer alone. None is there until somebody chooses it; none sounds, none is sent.</summary>
internal sealed class PlanCommand(AppConsole console, AppParts parts)
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _data = DataOption.Create();
    private readonly Argument<Habit> _habit = HabitArgument("HABIT", ArgumentArity.ExactlyOne);
    private readonly Argument<Habit?> _anyHabit = HabitArgument("HABIT", ArgumentArity.ZeroOrOne)!;
    private readonly Option<string?> _area = OptionValues.NotEmpty(new Option<string?>("--area") { Description = "A massage: where; see massager areas.", HelpName = "AREA" }, "an area");
    private readonly Option<bool> _undo = new("--undo") { Description = "It is none after all." };

    private readonly Option<Boxed<int>?> _number = OptionValues.Of(
        "--number", "N", "How often: times a day, times a week, minutes apart, as the list says. Usual without it.", text => Boxed.From(OptionValues.Whole(text, 1, 999)), "a whole number from 1 to 999");

    private readonly Option<string?> _side = OptionValues.Of("--side", "left|right", "With --area.", text => text is "left" or "right" ? text : null, "left or right");

    private readonly Argument<QuietHours> _hours = new("HOURS")
    {
        Description = "Such as 22:00-07:00; off for none.",
        HelpName = "HH:MM-HH:MM|off",
        CustomParser = Hours,
    };

    public Command Build()
    {
        var list = new Command("list", "Lists what can be chosen, what is chosen, and what the articles say.") { _json, _data };
        list.SetAction(List);
        var set = new Command("set", "Chooses a reminder.") { _habit, _number, _area, _side, _data };
        set.SetAction(Set);
        var clear = new Command("clear", "Takes a reminder away; without a name all of them.") { _anyHabit, _data };
        clear.SetAction(result => Change(result, book => book.Clear(result.GetValue(_anyHabit) is { } one ? [one] : Habits.All)));
        var quiet = new Command("quiet", "Says when nothing is due.") { _hours, _data };
        quiet.SetAction(result => Change(result, book => book.SetQuiet(result.GetRequiredValue(_hours))));
        var due = new Command("due", "Says what is due now, and when the next thing is.") { _json, _data };
        due.SetAction(Due);
        var done = new Command("done", "Says that something was done. Sessions count by themselves.") { _habit, _data };
        done.SetAction(result => Change(result, book => book.Done(result.GetRequiredValue(_habit))));
        var rest = new Command("rest", "Makes today a rest day: nothing is due.") { _undo, _data };
        rest.SetAction(result => Change(result, book => book.Rest(!result.GetValue(_undo))));
        var plan = new Command("plan", "Quiet reminders of this computer alone: none until you choose one.") { list, set, clear, quiet, due, done, rest, _data };
        plan.SetAction(List);
        return plan;
    }

    private ReminderBook Book(ParseResult result) => new(DataFolder.Of(result.GetValue(_data), parts.Variable).Path, parts.Clock, parts.Questions);

    private int List(ParseResult result)
    {
        var (view, error) = Book(result).Look();
        if (error is not null)
            return Fail(error);
        if (result.GetResult(_json) is not null && result.GetValue(_json))
            console.Out.WriteLine(JsonText.Indented(json => ReminderText.Write(json, view.Plan, view.RestsToday, Language.English)));
        else
            Print(ReminderText.List(view.Plan, view.RestsToday, parts.Language));
        return ExitCode.Completed;
    }

    private int Due(ParseResult result)
    {
        var (view, error) = Book(result).Look();
        if (error is not null)
            return Fail(error);
        if (result.GetValue(_json))
            console.Out.WriteLine(JsonText.Indented(json => ReminderText.Write(json, view.Due, Language.English)));
        else
            Print(ReminderText.Now(view.Due, parts.Clock.Local(), parts.Language));
        return ExitCode.Completed;
    }

    private int Set(ParseResult result)
    {
        var habit = result.GetRequiredValue(_habit);
        var number = result.GetValue(_number)?.Value ?? habit.Usual;
        if (!habit.Allowed.Has(number))
            return Fail(Phrase.Of($"--number {number}: {habit.Allowed.Least} to {habit.Allowed.Most} for {habit.Id}"));
        var (place, problem) = Place(habit, result.GetValue(_area), result.GetValue(_side));
        return problem is null ? Change(result, book => book.Choose(new(habit, number, place))) : Fail(problem);
    }

    private static (AreaPlace? Place, Phrase? Problem) Place(Habit habit, string? id, string? side)
    {
        if (id is null)
            return (null, side is null ? null : "--side goes with --area");
        if (!habit.HasPlace)
            return (null, Phrase.Of($"--area: {habit.Id} is for no place"));
        if (BodyAreas.Find(id) is not { Locked: null } area)
            return (null, Phrase.Of($"--area {id}: there is no such area for a massage; see: massager areas"));
        return (new(id, area.HasSides ? side ?? "right" : null), null);
    }

    private int Change(ParseResult result, Func<ReminderBook, Phrase?> change) => change(Book(result)) is { } problem ? Fail(problem) : List(result);

    private void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            console.Out.WriteLine(line);
    }

    private int Fail(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }

    private static Argument<Habit> HabitArgument(string name, ArgumentArity arity) => new(name)
    {
        Description = string.Join(", ", Habits.All.Select(habit => habit.Id)),
        Arity = arity,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var habit = Habits.Find(text);
            if (habit is null)
                result.AddError($"'{text}' is no habit; there are {string.Join(", ", Habits.All.Select(one => one.Id))}");
            return habit!;
        },
    };

    private static QuietHours Hours(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "off")
            return new(TimeOnly.MinValue, TimeOnly.MinValue);
        if (text.Split('-') is [var from, var to] && Time(from) is { } begin && Time(to) is { } end)
            return new(begin, end);
        result.AddError($"'{text}': two times of day are expected, such as 22:00-07:00, or off");
        return QuietHours.Usual;
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>Reads the questions of the check-in.</summary>
public static class QuestionFile
{
    // Wide enough that CheckInCheck, which knows the reason for each limit, is the one to refuse.
    private const double Most = 100_000;

    private const int MostQuestions = 100;

    /// <summary>Where the program's own questions lie: beside the executable.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "check-in", "questions.json");

    public static FileReading<CheckInQuestions> Read(string path) => JsonFileReader.Read(path, Checked);

    public static FileReading<CheckInQuestions> Parse(string file, string json) => JsonFileReader.Parse(file, json, Checked);

    private static CheckInQuestions Checked(JsonObjectCursor root)
    {
        var questions = new CheckInQuestions
        {
            SameForDays = root.Required("sameForDays").Object(Number),
            Groups = root.Required("groups").Array(group => group.Object(Group), 1, MostQuestions),
            All = root.Required("questions").Array(question => question.Object(Question), 1, MostQuestions),
        };
        foreach (var error in CheckInCheck.Check(questions))
            root.Error(error.Path, error.Reason);
        return questions;
    }

    private static QuestionGroup Group(JsonObjectCursor group) => new(group.Required("id").Text(), group.Required("title").Text());

    private static CheckInQuestion Question(JsonObjectCursor question) => new()
    {
        Id = question.Required("id").Text(),
        Group = question.Required("group").Text(),
        Scope = question.Required("scope").Enum<QuestionScope>(),
        Text = question.Required("text").Text(),
        Answer = question.Optional("answer")?.Enum<AnswerKind>() ?? AnswerKind.YesNo,
        When = question.Optional("when")?.Text(),
        NoCounts = question.Optional("counts")?.Choice(("yes", false), ("no", true)) ?? false,
        From = question.Optional("from")?.Object(Number),
        Hours = question.Optional("hours")?.Object(Number),
        Areas = question.Optional("areas")?.Array(area => area.Text(), 1) ?? [],
        MayRepeat = question.Optional("mayRepeat")?.Bool() ?? false,
        Numbers = question.Optional("numbers")?.Array(number => number.Object(Number)) ?? [],
        Effects = question.Required("effects").Array(effect => effect.Object(Effect)),
        Sources = question.Required("sources").Array(source => source.Object(Source)),
    };

    private static QuestionSource Source(JsonObjectCursor source) => new(source.Required("title").Text(), source.Required("says").Text());

    private static BasedNumber Number(JsonObjectCursor number) => new(number.Required("value").Number(0, Most), number.Required("basis").Enum<NumberBasis>());

    private static CheckInEffect Effect(JsonObjectCursor effect)
    {
        var what = effect.Required("do").Choice<Func<string, CheckInEffect>>(
            ("emergency", reason => new EmergencyEffect(reason)),
            ("refuse", reason => new RefuseEffect(reason)),
            ("lower", reason => Lower(effect, reason)),
            ("lockArea", reason => new LockAreaEffect(reason)),
            ("lowStart", reason => new LowStartEffect(reason, effect.Required("cap").Object(Number))),
            ("advise", reason => new AdviseEffect(reason, effect.Required("kind").Text())));
        return what(effect.Required("reason").Text());
    }

    private static LowerEffect Lower(JsonObjectCursor effect, string reason) => new(
        reason,
        effect.Optional("ceiling")?.Object(Number),
        effect.Optional("press")?.Object(Number),
        effect.Optional("notAreas")?.Array(area => area.Text(), 1) ?? []);
}

using System.Text.RegularExpressions;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Intake;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>The page about the check-in says what the data says.</summary>
public sealed partial class CheckInPageTests
{
    private static readonly string Page = Repository.PathOf("docs", "check-in.md");

    [Fact]
    public void The_table_of_questions_is_that_of_the_data()
    {
        var page = File.ReadAllText(Page);
        var expected = Section().Replace(page, $"<!-- questions -->\n{Table()}<!-- end -->");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(Page, expected);

        Assert.Equal(expected, page);
    }

    [Fact]
    public void The_example_is_a_good_file_with_an_answer_to_every_question_that_is_put()
    {
        var json = Example().Match(File.ReadAllText(Page)).Groups[1].Value;
        var answers = AnswerFile.Parse("example", json, CheckIns.Shipped).Value!;

        Assert.Equal(CheckIns.AllClear.Keys.Order(), answers.Answers.Keys.Order());
        Assert.All(BodyAreas.All.Where(area => area.Locked is null), area =>
            Assert.True(CheckIns.Judge(answers.Answers, new(area.Id, "left")).Allowed));
    }

    [Fact]
    public void The_numbers_of_the_text_are_those_of_the_code()
    {
        var page = File.ReadAllText(Page);

        Assert.Equal((12, 12), (CheckInStep.OldestFile.TotalHours, AreaLockRule.LeastTime.TotalHours));
        Assert.Contains("twelve hours old", page, StringComparison.Ordinal);
        Assert.Contains("at least twelve hours", page, StringComparison.Ordinal);
        Assert.Contains($"at most {HardLimits.AttendedCeiling} and presses of at most {HardLimits.AttendedPress.TotalSeconds} s", page, StringComparison.Ordinal);
        Assert.Contains("the last seven days", page, StringComparison.Ordinal);
        Assert.Equal(7, CheckIns.Shipped.SameForDays.Value);
        Assert.Contains($"no gap of more\nthan {DoctorTriggers.LongestGap.TotalDays} days", page, StringComparison.Ordinal);
    }

    private static string Table() => "\n| id | asked | effect | source |\n|---|---|---|---|\n" + string.Concat(CheckIns.Shipped.All.Select(question =>
        $"| {question.Id} | {question.Text}{Conditions(question)} | {string.Join("; ", question.Effects.Select(effect => Words(question, effect)))} | {string.Join("; ", question.Sources.Select(source => $"*{source.Title}*: {source.Says}"))} |\n")) + "\n";

    private static string Conditions(CheckInQuestion question) =>
        (question.When is { } leading ? $" (after *{leading}*)" : "")
        + (question.MayRepeat ? " (*same*)" : "")
        + string.Concat(question.Numbers.Select(number => $" ({Number(number, "")})"))
        + (question.Areas.IsEmpty ? "" : $" (only {string.Join(", ", question.Areas)})");

    private static string Words(CheckInQuestion question, CheckInEffect effect)
    {
        var counts = question.NoCounts ? "no: " : question.From is { } from ? $"{Number(from, "")} and more: " : question.Hours is { } hours ? $"for {Number(hours, " h")}: " : "";
        return counts + effect switch
        {
            EmergencyEffect => "call for help, no session",
            RefuseEffect => "no session",
            LowerEffect lower => string.Join(", ", Lower(lower)),
            LockAreaEffect => "the place stays closed",
            LowStartEffect start => $"starts at {Number(start.Cap, " %")}",
            AdviseEffect => "advice to see a doctor",
            _ => throw new ArgumentException("unknown", nameof(effect)),
        };
    }

    private static IEnumerable<string> Lower(LowerEffect lower)
    {
        if (lower.Ceiling is { } ceiling)
            yield return $"at most {Number(ceiling, " %")}";
        if (lower.Press is { } press)
            yield return $"presses of at most {Number(press, " s")}";
        if (!lower.NotAreas.IsEmpty)
            yield return $"not {string.Join(", ", lower.NotAreas)}";
    }

    private static string Number(BasedNumber number, string unit) => $"{number.Value}{unit}{(number.Basis == NumberBasis.Project ? " *own*" : "")}";

    [GeneratedRegex("<!-- questions -->.*<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}

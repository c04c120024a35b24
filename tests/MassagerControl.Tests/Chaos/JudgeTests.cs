using System.Text.RegularExpressions;
using MassagerControl.Chaos;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Running;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Chaos;

/// <summary>The judges notice: each sentence that they can say is said of a bug that was planted, and of nothing without it.</summary>
public sealed partial class JudgeTests
{
    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_noticed_and_the_same_session_without_it_is_clean(string name)
    {
        var bug = PlantedBugs.All[name];

        Assert.Empty(Replay.Of(bug.Scenario).Violations);
        Assert.Contains(Replay.Of(bug.Scenario, bug.Sabotage).Violations, violation => violation.Rule == bug.Rule && violation.What.Contains(bug.Words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_that_takes_too_long_is_noticed()
    {
        var account = Replay.Of(PlantedBugs.All["the wrong exit code"].Scenario).Account;
        var late = account with { Entries = [.. account.Entries.Select(entry => entry is ProgramEnded ended ? ended with { At = ended.At + TimeSpan.FromMinutes(21) } : entry)] };

        Assert.Contains(Judge.Of(late), violation => violation is { Rule: "End" } && violation.What.Contains("the session took", StringComparison.Ordinal));
    }

    /// <summary>A watch that nobody has seen to notice anything is none.</summary>
    [Fact]
    public void Every_watch_that_speaks_has_a_bug_planted_for_each_of_its_sentences()
    {
        var speaking = typeof(Judge).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Watch)))
            .Select(type => (Rule: type.Name.Replace("Watch", "", StringComparison.Ordinal), Sentences: Said().Count(File.ReadAllText(Repository.PathOf("tests", "MassagerControl.Chaos", "Judging", $"{type.Name}.cs")))))
            .Where(watch => watch.Sentences > 0).ToArray();

        Assert.Equal(["Cap", "Dose", "End", "Off", "Pace", "Told", "Write"], speaking.Select(watch => watch.Rule).Order());
        Assert.All(speaking, watch => Assert.True(
            PlantedBugs.All.Values.Count(bug => bug.Rule == watch.Rule) + (watch.Rule == "End" ? 1 : 0) >= watch.Sentences, $"{watch.Rule} has {watch.Sentences} sentences"));
    }

    [GeneratedRegex(@"\bBroken\(")]
    private static partial Regex Said();
}

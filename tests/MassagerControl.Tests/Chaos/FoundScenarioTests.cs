using MassagerControl.Chaos;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Chaos;

/// <summary>What chaos has found once, again: each file broke a promise before it was mended.</summary>
public sealed class FoundScenarioTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.PathOf("tests", "MassagerControl.Chaos", "Found"), "*.json").Select(file => Path.GetFileName(file)).Order()];

    [Fact]
    public void There_are_some() => Assert.NotEmpty(Files);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_that_was_found_breaks_nothing_any_more(string file)
    {
        var scenario = ScenarioFile.Parse(File.ReadAllText(Repository.PathOf("tests", "MassagerControl.Chaos", "Found", file)));

        Assert.False(string.IsNullOrWhiteSpace(scenario.Note), "It says what it once broke.");
        Assert.Empty(Replay.Of(scenario).Violations);
    }
}

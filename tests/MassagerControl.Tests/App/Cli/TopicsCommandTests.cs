using MassagerControl.Runtime.Texts;

namespace MassagerControl.Tests.App.Cli;

public sealed class TopicsCommandTests
{
    [Fact]
    public async Task The_list_names_them_and_one_is_shown_with_its_sources()
    {
        var list = await Massager.RunAsync("topics");
        var one = await Massager.RunAsync("topics", "compression");

        Assert.Equal((0, 0), (list.Exit, one.Exit));
        Assert.Contains(list.OutLines, line => line.StartsWith("warning-signs ", StringComparison.Ordinal));
        Assert.Equal("What pressing can do, and what is not shown", one.OutLines[0]);
        Assert.Contains(one.OutLines, line => line.Contains("PMC9434898", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_said_in_the_language_of_the_person()
    {
        var run = await Massager.RunAsync(Massager.ShippedParts() with { Language = Language.Find("de")! }, "topics", "knots");

        Assert.Equal("Was eine Verhärtung ist, und was niemand weiß", run.OutLines[0]);
    }

    [Fact]
    public async Task An_unknown_topic_is_named_with_those_that_there_are()
    {
        var run = await Massager.RunAsync("topics", "needles");

        Assert.Equal(2, run.Exit);
        Assert.StartsWith("massager: there is no topic 'needles'; there are knots, compression, ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}

using System.Text.Json;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>The numbers that the articles give stand in the files of the programs as they are given, read here without the program's own reader.</summary>
public sealed class ArticleNumbersTests
{
    /// <param name="shortest">Seconds of a press.</param>
    /// <param name="release">Seconds; 0 where the article gives none.</param>
    /// <param name="fewest">Times; 0 where the article gives none.</param>
    /// <param name="mostPress">Seconds of press in all; 0 where the article gives none.</param>
    [Theory]
    [InlineData("compression", 20, 30, 5, 5, 7, 0)]
    [InlineData("helper-compression", 20, 30, 5, 5, 7, 0)]
    [InlineData("sustained", 30, 60, 0, 1, 1, 0)]
    [InlineData("explore", 5, 60, 0, 0, 0, 0)]
    [InlineData("one-minute-press", 60, 60, 0, 1, 1, 0)]
    [InlineData("positional-release", 20, 30, 0, 0, 0, 0)]
    [InlineData("roller-node", 15, 30, 0, 0, 0, 180)]
    [InlineData("wall-glide", 0, 0, 0, 0, 0, 120)]
    public void A_program_has_the_numbers_of_its_article(string program, double shortest, double longest, double release, int fewest, int most, double mostPress)
    {
        using var document = Read(program);
        var cycle = Assert.Single(document.RootElement.GetProperty("steps").EnumerateArray(), step => step.GetProperty("do").GetString() == "cycle");

        if (shortest > 0)
            Assert.Equal((shortest, longest), (Number(cycle, "press", "shortest"), Number(cycle, "press", "longest")));
        if (release > 0)
            Assert.Equal(release, Number(cycle, "release"));
        if (fewest > 0)
            Assert.Equal((fewest, most), ((int)Number(cycle, "reps", "fewest"), (int)Number(cycle, "reps", "most")));
        if (mostPress > 0)
            Assert.Equal(mostPress, Number(document.RootElement, "mostPress"));
    }

    /// <summary>"Light", "not so that it hurts": a band of its own that no harder program shares.</summary>
    [Theory]
    [InlineData("gentle-circle")]
    [InlineData("warm-strokes")]
    [InlineData("flush-knead")]
    public void A_program_that_must_not_hurt_stays_at_three_or_below(string program)
    {
        using var document = Read(program);

        Assert.True(Number(document.RootElement, "band", "high") <= 3);
    }

    [Fact]
    public void The_first_session_of_an_area_stays_within_a_minute()
    {
        using var document = Read("compression-starter");
        var cycle = Assert.Single(document.RootElement.GetProperty("steps").EnumerateArray());

        Assert.True(Number(cycle, "press", "longest") * Number(cycle, "reps", "most") <= 60);
    }

    private static JsonDocument Read(string program) => JsonDocument.Parse(File.ReadAllText(Repository.PathOf("programs", $"{program}.json")));

    private static double Number(JsonElement element, params string[] path) => path.Aggregate(element, (inner, name) => inner.GetProperty(name)).GetDouble();
}

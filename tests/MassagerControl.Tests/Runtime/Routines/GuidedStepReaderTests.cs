using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Routines;

namespace MassagerControl.Tests.Runtime.Routines;

public sealed class GuidedStepReaderTests
{
    private const string Good = """
        {
          "id": "a-step", "name": "A step", "kind": "stretch", "text": ["Do it."],
          "dose": { "count": "reps", "fewest": 1, "usual": 2, "most": 3, "each": { "shortest": 3, "usual": 4, "longest": 5 } },
          "sides": true, "areas": ["lower-back"], "perDay": 5, "picture": "a-step.svg", "sources": [{ "title": "none", "says": "nothing" }]
        }
        """;

    [Fact]
    public void A_good_file_is_read_whole()
    {
        var reading = GuidedStepReader.Parse("a-step.json", Good);

        Assert.Empty(reading.Errors);
        Assert.Equal((GuidedKind.Stretch, true, 5), (reading.Step!.Kind, reading.Step.Sides, reading.Step.PerDay));
        Assert.Equal(5, GuidedUnit.Of(reading.Step).Length);
    }

    [Fact]
    public void Every_error_comes_at_once_with_file_path_and_reason()
    {
        var reading = GuidedStepReader.Parse("bad.json", """
            {
              "id": "Bad", "name": "", "kind": "dance", "text": [], "dose": { "count": "reps", "fewest": 3, "usual": 2, "most": 30, "each": { "shortest": 0, "usual": 4, "longest": 900 } },
              "areas": ["knee"], "perDay": 0, "picture": "../bad.svg", "extra": 1
            }
            """);

        Assert.Equal(
            ["$.areas[0]", "$.dose", "$.dose.each", "$.dose.each.longest", "$.extra", "$.id", "$.kind", "$.name", "$.perDay", "$.picture", "$.sources", "$.text"],
            reading.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.All(reading.Errors, error => Assert.True(error.File == "bad.json" && error.Reason.Text.Length > 0));
    }

    [Theory]
    [InlineData("heat", """{ "count": "seconds", "shortest": 900, "usual": 900, "longest": 1201 }""", 3, "$.dose.longest")]
    [InlineData("heat", """{ "count": "seconds", "shortest": 900, "usual": 900, "longest": 1200 }""", 4, "$.perDay")]
    [InlineData("heat", """{ "count": "open" }""", 3, "$.dose.count")]
    [InlineData("cold", """{ "count": "seconds", "shortest": 900, "usual": 900, "longest": 1201 }""", 3, "$.dose.longest")]
    [InlineData("fingers", """{ "count": "seconds", "shortest": 5, "usual": 20, "longest": 61 }""", 3, "$.dose.longest")]
    [InlineData("stretch", """{ "count": "seconds", "shortest": 5, "usual": 20, "longest": 301 }""", 3, "$.dose.longest")]
    public void No_file_is_longer_or_more_often_than_the_limits(string kind, string dose, int perDay, string path)
    {
        var json = $$"""{ "id": "a", "name": "A", "kind": "{{kind}}", "text": ["x"], "dose": {{dose}}, "perDay": {{perDay}}, "picture": "a.svg", "sources": [{ "title": "t", "says": "s" }] }""";

        Assert.Equal([path], GuidedStepReader.Parse("a.json", json).Errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("""{ "do": "guided", "step": "x" }, { "do": "checkIn" }""", "$.steps[1]: the check-in comes first")]
    [InlineData("""{ "do": "session", "program": "x" }, { "do": "session", "program": "y" }""", "$.steps[1]: a routine has one session")]
    [InlineData("""{ "do": "afterRating" }""", "$.steps[0]: without a session there is nothing to rate")]
    [InlineData("""{ "do": "session", "program": "x" }, { "do": "afterRating" }, { "do": "guided", "step": "x" }""", "$.steps[1]: how it feels afterwards comes last")]
    [InlineData("""{ "do": "guided" }, { "do": "run" }""", "$.steps[0].step: is missing")]
    [InlineData("", "$.steps: a routine has at least one step")]
    public void A_routine_that_makes_no_sense_is_told(string steps, string error) =>
        Assert.Contains($"r.json: {error}", RoutineReader.Parse("r.json", $$"""{ "id": "r", "name": "R", "summary": "S", "steps": [{{steps}}] }""").Errors.Select(one => one.ToString()));
}

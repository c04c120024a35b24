using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Tests.Runtime.Programs;

public sealed class ProgramReaderTests
{
    private const string Good = """
        {
          "id": "mixed", "name": "Mixed", "summary": "All kinds of steps.",
          "sources": [ { "title": "An article", "says": "Do this." } ],
          "band": { "low": 3, "high": 6 }, "tools": ["ball", "roller"], "ceiling": 60,
          "steps": [
            { "do": "warmUp", "seconds": 20, "target": 30 },
            { "do": "cycle", "press": { "shortest": 10, "usual": 12.5, "longest": 15 }, "ramp": 1, "release": 6,
              "reps": { "fewest": 1, "usual": 2, "most": 3 }, "target": 80, "endsOnEased": true },
            { "do": "guided", "seconds": 15, "text": "Roll your shoulders." },
            { "do": "coolDown", "seconds": 10, "target": 30 }
          ]
        }
        """;

    private static string[] Errors(string json) => [.. ProgramReader.Parse("p.json", json).Errors.Select(e => e.ToString())];

    private static ProgramStep[] Steps => [
        new WarmUp(TimeSpan.FromSeconds(20), Intensity.FromPercent(30)),
        new Cycle(
            new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12.5), TimeSpan.FromSeconds(15)),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(6),
            new(1, 2, 3),
            Intensity.FromPercent(80),
            EndsOnEased: true),
        new Guided(TimeSpan.FromSeconds(15), "Roll your shoulders."),
        new CoolDown(TimeSpan.FromSeconds(10), Intensity.FromPercent(30)),
    ];

    [Fact]
    public void A_good_file_gives_every_kind_of_step()
    {
        var program = ProgramReader.Parse("p.json", Good).Program!;

        Assert.Equal(("mixed", "Mixed", "All kinds of steps.", null), (program.Id, program.Name, program.Summary, program.Starter));
        Assert.Equal([new ProgramSource("An article", "Do this.")], program.Sources);
        Assert.Equal(new RatingBand(Discomfort.From(3), Discomfort.From(6)), program.Band);
        Assert.Equal([MassagerKind.Ball, MassagerKind.Roller], program.Tools);
        Assert.Equal(Intensity.FromPercent(60), program.Ceiling);
        Assert.Equal(Steps, program.Steps);
    }

    [Fact]
    public void What_is_printed_as_json_reads_as_the_same_program()
    {
        var program = ProgramReader.Parse("p.json", Good).Program!;
        var again = ProgramReader.Parse("again.json", JsonText.Indented(json => ProgramText.Write(json, program))).Program!;

        Assert.Equal(program.Steps, again.Steps);
        Assert.Equal((program.Id, program.Band, program.Ceiling), (again.Id, again.Band, again.Ceiling));
    }

    [Theory]
    [InlineData("\"longest\": 15", "\"longest\": 61", "$.steps[1].press.longest: 61 s is outside 1–60 s")]
    [InlineData("\"release\": 6", "\"release\": 4", "$.steps[1].release: 4 s is outside 5–1200 s")]
    [InlineData("\"most\": 3", "\"most\": 8", "$.steps[1].reps.most: at most 7 reps in a bout")]
    [InlineData("\"ramp\": 1", "\"ramp\": 11", "$.steps[1].ramp: the ramp lies inside the shortest press")]
    [InlineData("\"low\": 3", "\"low\": 7", "$.band: its low end 7 is above its high end 6")]
    [InlineData("\"high\": 6", "\"high\": 8", "$.band.high: 8 is outside 1–7")]
    [InlineData("\"target\": 80", "\"target\": 0", "$.steps[1].target: a target is above 0 %")]
    [InlineData("\"target\": 80", "\"target\": 101", "$.steps[1].target: 101 is outside 0–100")]
    [InlineData("\"target\": 80", "\"target\": NaN", "$: line 8")]
    [InlineData("\"id\": \"mixed\"", "\"id\": \"Mixed Up\"", "$.id: an id has lower-case letters, digits and hyphens only")]
    [InlineData("\"do\": \"guided\"", "\"do\": \"sleep\"", "$.steps[2].do: 'sleep' is none of warmUp, cycle, guided, coolDown")]
    [InlineData("\"tools\": [\"ball\", \"roller\"]", "\"tools\": [\"sofa\"]", "$.tools[0]: 'sofa' is none of gun, ball, roller, bed, other")]
    [InlineData("\"ceiling\": 60", "\"ceiling\": 60, \"speed\": 2", "$.speed: is unknown")]
    [InlineData("\"seconds\": 20", "\"seconds\": -1", "$.steps[0].seconds: -1 is outside 0–86400")]
    public void A_wrong_member_is_named_with_its_path_and_reason(string good, string bad, string expected) =>
        Assert.Contains(Errors(Good.Replace(good, bad)), error => error.StartsWith("p.json: " + expected, StringComparison.Ordinal));

    [Fact]
    public void All_errors_come_at_once_and_each_place_is_named_once()
    {
        var errors = Errors("""{ "id": "", "sources": [], "steps": [ { "do": "cycle", "release": 1 } ] }""");

        Assert.Contains("p.json: $.name: is missing", errors);
        Assert.Contains("p.json: $.id: is empty", errors);
        Assert.Contains("p.json: $.steps[0].release: 1 s is outside 5–1200 s", errors);
        Assert.Contains("p.json: $.sources: every program names the source of its numbers", errors);
        Assert.Equal(errors.Length, errors.Select(e => e.Split(": ")[1]).Distinct().Count());
    }
}

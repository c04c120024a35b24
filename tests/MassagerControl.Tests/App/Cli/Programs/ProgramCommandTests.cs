using System.Text.Json.Nodes;
using System.Xml.Linq;
using MassagerControl.Runtime.Programs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli.Programs;

/// <summary><c>programs new</c>, <c>show</c> and <c>try</c>.</summary>
public sealed class ProgramCommandTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public static TheoryData<string> Shipped => [.. ProgramLibrary.Load(ProgramLibrary.Folder).Programs.Select(program => program.Id)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task A_new_one_begins_from_any_other_and_passes_the_check(string from)
    {
        var file = _folder.At("mine.json");

        var made = await Massager.RunAsync("programs", "new", "mine", "--from", from, "--name", "Mine \"so\"", "--output", file);
        var check = await Massager.RunAsync("programs", "check", file);

        Assert.Equal((0, 0), (made.Exit, check.Exit));
        var (mine, model) = (ProgramReader.Read(file).Program!, ProgramLibrary.Load(ProgramLibrary.Folder).Find(from)!);
        Assert.Equal(("mine", "Mine \"so\"", model.Band, model.Helper, model.MostPress), (mine.Id, mine.Name, mine.Band, mine.Helper, mine.MostPress));
        Assert.Equal(ProgramChart.Of(model).Level, ProgramChart.Of(mine).Level);
        Assert.Equal(["my own choice", .. model.Sources.Select(source => source.Title)], mine.Sources.Select(source => source.Title));
    }

    [Theory]
    [InlineData("No Id", "No Id.json", "an id has lower-case letters, digits and hyphens only")]
    [InlineData("mine", "other.json", "a program's file is named after its id: mine.json")]
    [InlineData("mine", "no/mine.json", "there is no folder")]
    public async Task A_new_one_is_refused_with_the_reason(string id, string file, string reason)
    {
        var run = await Massager.RunAsync("programs", "new", id, "--output", _folder.At(file));

        Assert.Equal(2, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At(file)));
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_alone()
    {
        var file = _folder.Write("mine.json", "somebody's work");

        Assert.Equal(2, (await Massager.RunAsync("programs", "new", "mine", "--output", file)).Exit);
        Assert.Equal("somebody's work", File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Each_is_drawn_in_text_and_as_a_picture(string program)
    {
        var text = await Massager.RunAsync("programs", "show", program);
        var picture = await Massager.RunAsync("programs", "show", program, "--svg", "-");

        Assert.Equal((0, 0), (text.Exit, picture.Exit));
        Assert.All(text.OutLines.SkipWhile(line => !line.StartsWith("100 %", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 100));
        Assert.Contains(text.OutLines, line => line.StartsWith("100 % |", StringComparison.Ordinal));
        var svg = XDocument.Parse(picture.Out).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal(ProgramLibrary.Load(ProgramLibrary.Folder).Find(program)!.Name, svg.Elements().First().Value);
    }

    [Fact]
    public async Task A_wave_is_seen_in_the_drawing()
    {
        var shown = await Massager.RunAsync("programs", "show", "warm-strokes");

        Assert.Contains(shown.OutLines, line => line.TrimEnd() == "      |    :###      :###      :###           :###      :###      :###");
    }

    [Fact]
    public async Task A_try_draws_level_cap_and_ratings_and_keeps_nothing()
    {
        var run = await Massager.RunAsync("programs", "try", "compression", "--person", "steady", "--svg", _folder.At("try.svg"));

        Assert.Equal(0, run.Exit);
        Assert.Contains("completed: the program ran to its end; 6 reps, 150 s of press, highest 50 %", run.Out, StringComparison.Ordinal);
        Assert.Contains(run.OutLines, line => line.Trim() == "2         3       4        5        5       5");
        Assert.Contains("circle", File.ReadAllText(_folder.At("try.svg")), StringComparison.Ordinal);
        Assert.Equal(run.Out, (await Massager.RunAsync("programs", "try", "compression", "--person", "steady")).Out);
    }

    [Theory]
    [InlineData(2, "a program is tried on the simulator only", "compression", "--device", "my-gun")]
    [InlineData(2, "there is no program 'nothing'", "nothing")]
    [InlineData(6, "roller-node is no program for a gun, but for a roller", "roller-node")]
    [InlineData(6, "Neck is locked", "compression", "--area", "neck")]
    [InlineData(2, "cannot be written", "compression", "--svg", "/proc/no/x.svg")]
    public async Task What_cannot_be_tried_is_refused_with_the_reason(int exit, string reason, params string[] args)
    {
        var run = await Massager.RunAsync(["programs", "try", .. args]);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_file_keeps_to_the_published_schema(string program)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "schemas", "program.schema.json")))!.AsObject();

        Assert.Empty(new SchemaCheck(schema).Problems(JsonNode.Parse(File.ReadAllText(Repository.PathOf("programs", $"{program}.json")))));
    }

    [Fact]
    public void The_schema_takes_what_the_reader_takes_and_no_member_that_it_does_not_know()
    {
        var check = new SchemaCheck(JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "schemas", "program.schema.json")))!.AsObject());
        for (var seed = 0; seed < 300; seed++)
        {
            var own = new OwnProgram(new Random(seed));
            Assert.Empty(check.Problems(Read(own)));
            own.Json["colour"] = "red";
            Assert.Equal(["$.colour: is unknown"], check.Problems(Read(own)));
        }
    }

    private static JsonNode? Read(OwnProgram own) => JsonNode.Parse(own.Json.ToJsonString());
}

using System.Text.Json.Nodes;
using System.Xml.Linq;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Routines;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Routines;

/// <summary>The guided steps, pictures and routines that ship.</summary>
public sealed class ShippedRoutinesTests
{
    private static readonly RoutineLibrary Library = RoutineLibrary.Load(new(Repository.PathOf("routines"), Repository.PathOf("guided-steps")));

    public static TheoryData<string> Pictures => [.. Directory.EnumerateFiles(Repository.PathOf("guided-steps"), "*.svg").Select(file => Path.GetFileName(file))];

    [Fact]
    public void Every_file_is_good_and_lies_beside_the_program_too()
    {
        Assert.Empty(Library.Errors);
        var beside = RoutineLibrary.Load(RoutineFolders.Shipped);
        Assert.Empty(beside.Errors);
        Assert.Equal(Library.Guided.Steps.Select(step => step.Id), beside.Guided.Steps.Select(step => step.Id));
        Assert.Equal(["full", "short", "stretches", "stretches-low"], beside.Routines.Select(routine => routine.Id));
    }

    /// <summary>Each line of the articles with a step without the device.</summary>
    [Theory]
    [InlineData("T18", "gentle-stretch", GuidedKind.Stretch)]
    [InlineData("T20", "crossed-arm", GuidedKind.Position)]
    [InlineData("T21", "armpit-fingers", GuidedKind.Fingers)]
    [InlineData("T22", "find", GuidedKind.Find)]
    [InlineData("T23", "helper", GuidedKind.SetUp)]
    [InlineData("T24", "set-up", GuidedKind.SetUp)]
    [InlineData("G1", "shrug", GuidedKind.Movement)]
    [InlineData("G2", "elbows-together", GuidedKind.Stretch)]
    [InlineData("G3", "blade-squeeze", GuidedKind.Movement)]
    [InlineData("G4", "arm-across", GuidedKind.Stretch)]
    [InlineData("G5", "rock", GuidedKind.Movement)]
    [InlineData("G6", "knee-to-chest", GuidedKind.Stretch)]
    [InlineData("G7", "prayer-cat-camel", GuidedKind.Movement)]
    [InlineData("G8", "hands-forward", GuidedKind.Stretch)]
    [InlineData("G9", "neck-side", GuidedKind.Stretch)]
    [InlineData("G9", "neck-chin", GuidedKind.Stretch)]
    [InlineData("G10", "downward-dog", GuidedKind.Stretch)]
    [InlineData("G10", "child-pose", GuidedKind.Stretch)]
    [InlineData("G10", "pigeon", GuidedKind.Stretch)]
    [InlineData("G10", "triangle", GuidedKind.Stretch)]
    [InlineData("C-1", "heat", GuidedKind.Heat)]
    [InlineData("C-2", "heat", GuidedKind.Heat)]
    [InlineData("C-3", "cold", GuidedKind.Cold)]
    [InlineData("B1", "face-down", GuidedKind.Position)]
    [InlineData("B2", "side-hand-behind", GuidedKind.Position)]
    [InlineData("B4", "ball-on-wall", GuidedKind.Position)]
    [InlineData("B7", "face-up-on-ball", GuidedKind.Position)]
    [InlineData("B8", "on-side", GuidedKind.Position)]
    public void Each_line_of_the_articles_has_its_step(string line, string id, GuidedKind kind)
    {
        Assert.NotEmpty(line);
        Assert.Equal(kind, Library.Guided.Find(id)?.Kind);
    }

    [Fact]
    public void The_numbers_are_those_of_the_articles()
    {
        Assert.Equal(new TimedDose(Seconds(900, 900, 1200)), Dose("heat"));
        Assert.Equal(3, Library.Guided.Find("heat")!.PerDay);
        Assert.Equal(new TimedDose(Seconds(1200, 1200, 1200)), Dose("cold"));
        Assert.Equal(new CountRange(2, 3, 4), ((CountedDose)Dose("shrug")).Count);
        Assert.Equal(Seconds(3, 4, 5), ((TimedDose)Dose("elbows-together")).Hold);
        Assert.Equal(Seconds(30, 30, 30), ((TimedDose)Dose("arm-across")).Hold);
        Assert.Equal(new CountedDose(new(2, 2, 4), Seconds(20, 25, 30), false), Dose("knee-to-chest"));
        Assert.Equal(new CountRange(5, 5, 5), ((CountedDose)Dose("prayer-cat-camel")).Count);
        Assert.Equal(Seconds(20, 25, 30), ((TimedDose)Dose("hands-forward")).Hold);
        Assert.Equal(Seconds(30, 30, 30), ((TimedDose)Dose("neck-side")).Hold);
        Assert.Equal(Seconds(20, 25, 30), ((TimedDose)Dose("neck-chin")).Hold);
        Assert.Equal(["lower-back"], Library.Guided.Find("rock")!.Areas);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_is_self_contained_has_a_title_and_the_colour_of_its_place(string name)
    {
        var text = File.ReadAllText(Repository.PathOf("guided-steps", name));
        var picture = XDocument.Parse(text);
        string[] known = ["svg", "title", "g", "path", "circle", "rect"];

        Assert.All(picture.Descendants(), element => Assert.Contains(element.Name.LocalName, known));
        Assert.DoesNotContain(picture.Descendants().SelectMany(element => element.Attributes()), attribute =>
            attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "href" or "style" || attribute.Value.Contains("url(", StringComparison.Ordinal));
        Assert.DoesNotContain("<!", text, StringComparison.Ordinal);
        Assert.Equal("currentColor", picture.Root!.Attribute("stroke")!.Value);
        Assert.Equal("0 0 200 200", picture.Root.Attribute("viewBox")!.Value);
        var step = Assert.Single(Library.Guided.Steps, step => step.Picture == name);
        Assert.Equal(step.Name, picture.Root.Elements().First().Value);
        Assert.Equal("title", picture.Root.Elements().First().Name.LocalName);
    }

    [Fact]
    public void Every_step_fits_the_published_schema()
    {
        var schema = new SchemaCheck(JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "schemas", "guided-step.schema.json")))!.AsObject());
        var routine = new SchemaCheck(JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "schemas", "routine.schema.json")))!.AsObject());

        Assert.All(Directory.EnumerateFiles(Repository.PathOf("guided-steps"), "*.json"), file => Assert.Empty(schema.Problems(JsonNode.Parse(File.ReadAllText(file)))));
        Assert.All(Directory.EnumerateFiles(Repository.PathOf("routines"), "*.json"), file => Assert.Empty(routine.Problems(JsonNode.Parse(File.ReadAllText(file)))));
        Assert.NotEmpty(schema.Problems(JsonNode.Parse("""{ "id": "a", "kind": "dance" }""")));
    }

    [Fact]
    public void The_whole_routine_has_every_part_for_every_open_area_and_its_program_exists()
    {
        var programs = ProgramLibrary.Load(Repository.PathOf("programs"));
        foreach (var area in BodyAreas.All.Where(area => area.Locked is null))
        {
            var (plan, reasons) = RoutinePlan.Of(Library.Find("full").Routine!, Library.Guided.Find, new(area.Id, "right"), null);

            Assert.Empty(reasons);
            var kinds = plan!.Parts.OfType<PlannedGuided>().Select(part => part.Step.Kind).ToArray();
            Assert.Empty(new[] { GuidedKind.SetUp, GuidedKind.Heat, GuidedKind.Cold, GuidedKind.Position, GuidedKind.Find, GuidedKind.Stretch }.Except(kinds));
            Assert.NotNull(programs.Find(plan.Parts.OfType<PlannedSession>().Single().Program));
            Assert.IsType<PlannedCheckIn>(plan.Parts[0]);
            Assert.IsType<PlannedAfterRating>(plan.Parts[^1]);
        }
    }

    private static GuidedDose Dose(string id) => Library.Guided.Find(id)!.Dose;

    private static TimeRange Seconds(double shortest, double usual, double longest) => new(TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(usual), TimeSpan.FromSeconds(longest));
}

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MassagerControl.Core.Areas;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Web;

/// <summary>The drawing of the body has every area once a side, and nothing else.</summary>
public sealed partial class BodyMapTests
{
    private const double Middle = 150;

    private static readonly XElement Map = XDocument.Load(Repository.PathOf("src", "MassagerControl.Web", "wwwroot", "body-map.svg")).Root!;

    private static IEnumerable<XElement> Regions => Map.Descendants().Where(element => (string?)element.Attribute("class") == "region");

    [Fact]
    public void Every_area_is_on_it_once_a_side_and_nothing_else_is()
    {
        var expected = BodyAreas.All.SelectMany(area => area.HasSides ? new[] { $"{area.Id}-left", $"{area.Id}-right" } : [area.Id]);

        Assert.Equal(expected.Order(StringComparer.Ordinal), Map.Descendants().Attributes("id").Select(id => id.Value).Order(StringComparer.Ordinal));
        Assert.Equal(Map.Descendants().Attributes("id").Count(), Regions.Count());
        Assert.All(Regions, region => Assert.Equal((string?)region.Attribute("id"), Side(region) is { } side ? $"{Area(region)}-{side}" : Area(region)));
    }

    [Fact]
    public void Behind_left_is_left_and_every_open_area_lies_there()
    {
        foreach (var region in Regions)
        {
            var back = (string?)region.Parent!.Attribute("data-view") == "back";
            Assert.True(back || BodyAreas.Find(Area(region))!.Locked is not null, Area(region));
            if (Side(region) is { } side)
                Assert.All(Corners(region), x => Assert.True(side == "left" ? x < Middle : x > Middle, $"{Area(region)} {side}: {x}"));
        }
    }

    /// <summary>The spine is locked: nothing that may be chosen touches its line.</summary>
    [Fact]
    public void No_open_region_reaches_the_spine()
    {
        var spine = Corners(Regions.Single(region => Area(region) == "spine")).ToArray();

        foreach (var region in Regions.Where(region => Side(region) is not null))
            Assert.All(Corners(region), x => Assert.True(x < spine.Min() - 2 || x > spine.Max() + 2, $"{Area(region)}: {x}"));
    }

    [Fact]
    public void The_two_sides_mirror_each_other() => Assert.All(Regions.Where(region => Side(region) == "left"), left =>
    {
        var right = Regions.Single(region => Area(region) == Area(left) && Side(region) == "right");
        Assert.All(Corners(left).Zip(Corners(right)), pair => Assert.Equal(2 * Middle, pair.First + pair.Second, 0.5));
    });

    [Fact]
    public void It_holds_shapes_only()
    {
        string[] known = ["svg", "g", "path"];
        Assert.All(Map.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, known));
        Assert.All(Map.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotMatch("^(on|style|href)", attribute.Name.LocalName));
    }

    private static string Area(XElement region) => (string)region.Attribute("data-area")!;

    private static string? Side(XElement region) => (string?)region.Attribute("data-side");

    /// <summary>How far to the right each corner of its shape lies.</summary>
    private static IEnumerable<double> Corners(XElement region) =>
        Corner().Matches((string)region.Elements().Single(path => (string?)path.Attribute("class") == "shape").Attribute("d")!)
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"[MLQ](-?[\d.]+) ")]
    private static partial Regex Corner();
}

using MassagerControl.Core.Areas;

namespace MassagerControl.Tests.Core.Areas;

/// <summary>What the contract locks stays locked.</summary>
public sealed class BodyAreasTests
{
    [Theory]
    [InlineData("head")]
    [InlineData("face")]
    [InlineData("eyes")]
    [InlineData("neck")]
    [InlineData("spine")]
    [InlineData("chest")]
    [InlineData("abdomen")]
    [InlineData("armpit")]
    [InlineData("genitals")]
    public void These_areas_are_locked_and_say_why(string id)
    {
        var area = BodyAreas.Find(id)!;

        Assert.NotEmpty(area.Locked!.Text);
        Assert.NotEmpty(area.Source);
    }

    [Fact]
    public void No_other_area_is_locked_and_every_open_one_names_muscles_position_and_source()
    {
        var open = BodyAreas.All.Where(area => area.Locked is null).ToList();

        Assert.Equal(9, BodyAreas.All.Length - open.Count);
        Assert.All(open, area =>
        {
            Assert.NotEmpty(area.Name.Text);
            Assert.NotEmpty(area.Muscles);
            Assert.NotEmpty(area.Position.Text);
            Assert.NotEmpty(area.Source);
            Assert.True(area.HasSides);
        });
    }

    [Theory]
    [InlineData("lower-ribs", 40, true)]
    [InlineData("above-waist", 40, true)]
    [InlineData("over-blade", 60, false)]
    [InlineData("lower-back", 100, true)]
    [InlineData("upper-trapezius", 100, false)]
    public void Kidney_bone_and_lower_back_have_their_limits(string id, double ceiling, bool noRoller)
    {
        var area = BodyAreas.Find(id)!;

        Assert.Equal(ceiling, area.Ceiling.Percent);
        Assert.Equal(noRoller, area.NoRoller is not null);
        Assert.Equal(ceiling < 100, area.Caution.Text.Length > 0);
    }

    [Fact]
    public void Every_open_area_says_where_pain_spreads_which_tools_fit_and_who_says_it() => Assert.All(BodyAreas.All.Where(area => area.Locked is null), area =>
    {
        Assert.Contains("STOP", area.Spreads[^1].Text, StringComparison.Ordinal);
        Assert.True(area.Spreads.Length > 1);
        Assert.NotEmpty(area.Positions);
        Assert.Contains(area.Tools, rule => rule is { Tool: BodyTool.Gun, Allowed: true });
        Assert.Contains(area.Tools, rule => rule is { Tool: BodyTool.Ball, Allowed: true });
        Assert.Single(area.Tools, rule => rule.Tool == BodyTool.Roller);
        Assert.Equal(area.Tools.Select(rule => rule.Tool).Distinct().Count(), area.Tools.Length);
        Assert.All(area.Tools, rule => Assert.NotEmpty(rule.Reason.Text));
        Assert.Contains(area.Sources, source => source.Title == SourceTitles.Knots);
        Assert.All(area.Sources, source => Assert.True(source.Title.Length > 0 && source.Says.Text.Length > 0));
    });

    /// <summary>What no source says stays unknown, and what is said of fibres names its book.</summary>
    [Fact]
    public void Fibres_are_known_where_a_source_is_named_and_unknown_where_the_articles_name_no_muscle()
    {
        Assert.All(BodyAreas.All.Where(area => area.Locked is null), area =>
            Assert.Equal(area.Muscles.Any(muscle => muscle.Fibres is not null), area.Sources.Any(source => source.Title == SourceTitles.Anatomy)));
        Assert.Equal(
            ["beside-spine", "lower-back"],
            BodyAreas.All.Where(area => area.Muscles.Any(muscle => muscle.Fibres is null)).Select(area => area.Id));
    }

    [Theory]
    [InlineData("between-blades", "rhomboids; middle trapezius", "face down; two fingers' width off the spine")]
    [InlineData("blade-edge", "rhomboids", "face down, or on the side with the upper hand behind the back")]
    [InlineData("under-blade", "serratus posterior superior; subscapularis", "seated, hand on the opposite shoulder; along the inner edge, never in the armpit")]
    [InlineData("over-blade", "supraspinatus; infraspinatus; teres minor", "ball against a wall")]
    [InlineData("upper-trapezius", "upper trapezius", "seated or face down; on the slope of the shoulder, not on the neck")]
    [InlineData("lower-ribs", "serratus posterior inferior", "face down")]
    [InlineData("beside-spine", "deep and superficial spinal muscles", "face down, or face up on a ball; the motor lies beside the spine, never on it")]
    [InlineData("lower-back", "deep and superficial spinal muscles", "face down, or face up on a ball; beside the spine, never on it")]
    [InlineData("above-waist", "quadratus lumborum", "on the side or on the back")]
    public void Every_place_of_the_articles_has_its_muscles_and_positions(string id, string muscles, string position)
    {
        var area = BodyAreas.Find(id)!;

        Assert.Equal((muscles, position), (string.Join("; ", area.Muscles.Select(muscle => muscle.Name)), area.Position.Text));
    }

    [Theory]
    [InlineData("lower-back", "roller")]
    [InlineData("lower-back", "along the spine")]
    [InlineData("lower-ribs", "roller")]
    [InlineData("beside-spine", "along the spine")]
    [InlineData("spine", "along the spine")]
    [InlineData("neck", "base of the skull")]
    public void Where_the_articles_disagree_both_are_told(string id, string about) =>
        Assert.Contains(BodyAreas.Find(id)!.Disagreements, told => told.Text.Contains(about, StringComparison.Ordinal) && told.Text.Contains("one article", StringComparison.Ordinal));

    [Theory]
    [InlineData("between-blades", true)]
    [InlineData("beside-spine", true)]
    [InlineData("lower-back", true)]
    [InlineData("over-blade", false)]
    [InlineData("above-waist", false)]
    public void A_peanut_ball_goes_beside_the_spine_only(string id, bool allowed) =>
        Assert.Equal(allowed, BodyAreas.Find(id)!.Tools.Any(rule => rule is { Tool: BodyTool.PeanutBall, Allowed: true }));

    [Fact]
    public void In_the_armpit_there_are_fingers_only() => Assert.Equal(BodyTool.Fingers, Assert.Single(BodyAreas.Find("armpit")!.Tools).Tool);

    [Fact]
    public void Ids_are_unique_and_an_unknown_one_is_nothing()
    {
        Assert.Equal(BodyAreas.All.Length, BodyAreas.All.Select(area => area.Id).Distinct().Count());
        Assert.Null(BodyAreas.Find("elbow"));
    }
}

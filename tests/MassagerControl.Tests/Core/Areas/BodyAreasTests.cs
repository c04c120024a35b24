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
    public void Ids_are_unique_and_an_unknown_one_is_nothing()
    {
        Assert.Equal(BodyAreas.All.Length, BodyAreas.All.Select(area => area.Id).Distinct().Count());
        Assert.Null(BodyAreas.Find("elbow"));
    }
}

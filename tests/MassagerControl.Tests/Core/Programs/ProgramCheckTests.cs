using MassagerControl.Core;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Core.Programs.ProgramSamples;

namespace MassagerControl.Tests.Core.Programs;

/// <summary>Each rule of a program alone, at both sides of its boundary.</summary>
public sealed class ProgramCheckTests
{
    [Fact]
    public void A_program_within_all_limits_has_no_error()
    {
        Assert.Empty(ProgramCheck.Check(Whole));
        Assert.Empty(ProgramCheck.Check(Of(SomePresses)));
        Assert.Empty(ProgramCheck.Check(Whole with { Ceiling = Intensity.FromPercent(40) }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Compression")]
    [InlineData("compression 2")]
    [InlineData("compression_2")]
    [InlineData("kompressiön")]
    public void An_id_has_small_letters_digits_and_hyphens(string id) => Wrong(Whole with { Id = id }, "$.id");

    [Fact]
    public void A_program_has_a_name_sources_tools_and_steps()
    {
        Wrong(Whole with { Name = " " }, "$.name");
        Wrong(Whole with { Sources = [] }, "$.sources");
        Wrong(Whole with { Sources = default }, "$.sources");
        Wrong(Whole with { Tools = [] }, "$.tools");
        Wrong(Whole with { Tools = default }, "$.tools");
        Wrong(Whole with { Steps = [] }, "$.steps");
        Wrong(Whole with { Steps = default }, "$.steps");
        Wrong(Whole with { Ceiling = Intensity.Zero }, "$.ceiling");
    }

    [Fact]
    public void A_warm_up_comes_first_and_a_cool_down_last()
    {
        Wrong(Of(SomePresses, SomeWarmUp), "$.steps[1]");
        Wrong(Of(SomeCoolDown, SomePresses), "$.steps[0]");
    }

    [Theory]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    [InlineData(60, false)]
    [InlineData(60.001, true)]
    public void Warm_up_and_cool_down_last_1_to_60_s(double seconds, bool wrong)
    {
        var time = Plans.Seconds(seconds);

        Judged(Of(SomeWarmUp with { Duration = time }, SomePresses), wrong, "$.steps[0].seconds");
        Judged(Of(SomePresses, SomeCoolDown with { Duration = time }), wrong, "$.steps[1].seconds");
    }

    [Theory]
    [InlineData(0.999, true)]
    [InlineData(1, false)]
    [InlineData(1_200, false)]
    [InlineData(1_200.001, true)]
    public void A_guided_step_lasts_1_s_to_20_min(double seconds, bool wrong) =>
        Judged(Of(SomeGuidance with { Duration = Plans.Seconds(seconds) }), wrong, "$.steps[0].seconds");

    [Fact]
    public void Every_step_says_what_it_wants()
    {
        Wrong(Of(SomeGuidance with { Text = " " }), "$.steps[0].text");
        Wrong(Of(SomeWarmUp with { Target = Intensity.Zero }), "$.steps[0].target");
        Wrong(Of(SomeCoolDown with { Target = Intensity.Zero }), "$.steps[0].target");
        Wrong(Of(SomePresses with { Target = Intensity.Zero }), "$.steps[0].target");
    }

    [Theory]
    [InlineData(0.999, 25, 30, true)]
    [InlineData(1, 1, 1, false)]
    [InlineData(26, 25, 30, true)]
    [InlineData(25, 25, 25, false)]
    [InlineData(20, 31, 30, true)]
    [InlineData(20, 30, 30, false)]
    public void Presses_are_at_least_1_s_and_in_order(double shortest, double usual, double longest, bool wrong) =>
        Judged(Of(SomePresses with { Press = Range(shortest, usual, longest), Ramp = TimeSpan.Zero }), wrong, "$.steps[0].press");

    [Theory]
    [InlineData(60, false)]
    [InlineData(60.001, true)]
    public void The_longest_press_is_60_s(double longest, bool wrong) =>
        Judged(Of(SomePresses with { Press = Range(20, 25, longest) }), wrong, "$.steps[0].press.longest");

    [Theory]
    [InlineData(-0.001, true)]
    [InlineData(0, false)]
    [InlineData(20, false)]
    [InlineData(20.001, true)]
    public void The_ramp_lies_inside_the_shortest_press(double ramp, bool wrong) =>
        Judged(Of(SomePresses with { Ramp = Plans.Seconds(ramp) }), wrong, "$.steps[0].ramp");

    [Theory]
    [InlineData(4.999, true)]
    [InlineData(5, false)]
    [InlineData(1_200, false)]
    [InlineData(1_200.001, true)]
    public void A_release_lasts_5_s_or_more(double release, bool wrong) =>
        Judged(Of(SomePresses with { Release = Plans.Seconds(release) }), wrong, "$.steps[0].release");

    [Theory]
    [InlineData(0, 6, 7, "$.steps[0].reps")]
    [InlineData(1, 1, 1, null)]
    [InlineData(6, 5, 7, "$.steps[0].reps")]
    [InlineData(5, 7, 6, "$.steps[0].reps")]
    [InlineData(7, 7, 7, null)]
    [InlineData(5, 6, 8, "$.steps[0].reps.most")]
    public void Reps_are_1_to_7_and_in_order(int fewest, int usual, int most, string? path) =>
        Judged(Of(SomePresses with { Reps = new(fewest, usual, most) }), path is not null, path ?? "");

    [Theory]
    [InlineData(60, 6, false)]
    [InlineData(60, 7, true)]
    public void The_usual_press_time_is_at_most_360_s(double press, int reps, bool wrong) =>
        Judged(Of(SomePresses with { Press = Range(20, press, 60), Reps = new(1, reps, 7) }), wrong, "$.steps[0]");

    [Fact]
    public void All_errors_are_told_at_once_each_with_its_place_and_numbers()
    {
        var program = Of(SomePresses, SomePresses with { Release = Plans.Seconds(1), Target = Intensity.Zero }) with { Id = "", Name = "" };

        var errors = ProgramCheck.Check(program);

        Assert.Equal(["$.id", "$.name", "$.steps[1].release", "$.steps[1].target"], errors.Select(error => error.Path));
        Assert.All(errors, error => Assert.NotEmpty(error.Reason.Text));
        Assert.Equal($"1 s is outside 5–{HardLimits.Session.TotalSeconds} s", errors[2].Reason.Text);
    }

    private static PressRange Range(double shortest, double usual, double longest) =>
        new(Plans.Seconds(shortest), Plans.Seconds(usual), Plans.Seconds(longest));

    private static void Wrong(Program program, string path) => Judged(program, wrong: true, path);

    private static void Judged(Program program, bool wrong, string path)
    {
        var errors = ProgramCheck.Check(program);

        Assert.Equal(wrong ? [path] : [], errors.Select(error => error.Path));
        Assert.All(errors, error => Assert.NotEmpty(error.Reason.Text));
    }
}

using System.Collections.Immutable;
using MassagerControl.Core.Routines;
using static MassagerControl.Tests.Core.Routines.RoutinePlans;

namespace MassagerControl.Tests.Core.Routines;

public sealed class RoutineResumingTests
{
    [Theory]
    [InlineData(null, "the clock was set back since: nobody can tell how long ago it was")]
    [InlineData(0.0, null)]
    [InlineData(4.0, null)]
    [InlineData(4.01, "it stood still for more than 4 hours")]
    public void A_routine_that_stood_still_for_long_begins_anew(double? hours, string? reason) =>
        Assert.Equal(reason, RoutineResuming.Against(hours is { } away ? TimeSpan.FromHours(away) : null)?.Text);

    [Fact]
    public void A_session_never_goes_on_in_its_middle()
    {
        var session = Move(At("session compression"), new NextRoutineInput());
        var again = RoutineResuming.Resume(session, Second, TimeSpan.Zero);

        Assert.Equal((RoutinePhase.Ready, "session compression"), (again.Phase, again.Part!.Key));
        Assert.Contains("What it pressed counts", again.Told!.Text, StringComparison.Ordinal);
        Assert.Equal("stretch", Move(again, new SkipRoutineInput()).Part!.Key);
    }

    [Fact]
    public void A_pad_stays_warm_while_nobody_counts()
    {
        var heat = Move(Move(At("heat"), new NextRoutineInput()), new TickRoutineInput(), 100) with { Spent = Second * 100 };

        var soon = RoutineResuming.Resume(heat, Second * 300, TimeSpan.Zero);
        Assert.Equal((RoutinePhase.Ready, Second * 500), (soon.Phase, soon.LeftAt(TimeSpan.Zero)));
        Assert.Equal(1, Move(soon, new NextRoutineInput()).Facts.Begun["heat"]);
        Assert.Equal("find", RoutineResuming.Resume(heat, Second * 800, TimeSpan.Zero).Part!.Key);
    }

    [Fact]
    public void The_third_warmth_of_a_day_is_gone_on_with_but_no_fourth_one_begins()
    {
        var third = Move(At("heat", new() { Begun = ImmutableDictionary<string, int>.Empty.Add("heat", 2) }), new NextRoutineInput());

        Assert.Equal("heat", RoutineResuming.Resume(third, Second, TimeSpan.Zero).Part!.Key);
        Assert.Equal("find", RoutineResuming.Resume(third with { Begun = false }, Second, TimeSpan.Zero).Part!.Key);
    }

    [Fact]
    public void A_stretch_begins_its_side_anew()
    {
        var right = Move(Move(At("stretch"), new NextRoutineInput()), new TickRoutineInput(), 45);
        var again = RoutineResuming.Resume(right, Second * 60, TimeSpan.Zero);

        Assert.Equal((RoutinePhase.Ready, BodySide.Right, Second * 30), (again.Phase, again.Piece!.Side, again.LeftAt(TimeSpan.Zero)!.Value));
    }

    [Fact]
    public void An_injury_that_is_known_by_now_passes_the_step_over()
    {
        var stretch = At("stretch");

        Assert.Equal(RoutineEnding.Completed, RoutineResuming.Resume(stretch with { Facts = stretch.Facts with { Injury = true } }, Second, TimeSpan.Zero).Ending);
    }
}

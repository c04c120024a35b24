using System.Collections.Immutable;
using MassagerControl.Core.Routines;
using static MassagerControl.Tests.Core.Routines.RoutinePlans;

namespace MassagerControl.Tests.Core.Routines;

/// <summary>What an input does in each phase of a routine.</summary>
public sealed class RoutineMachineTests
{
    /// <summary>Phase, input, phase after it; "-": ignored with a reason.</summary>
    [Theory]
    [InlineData("check-in", "Next", "-")]
    [InlineData("check-in", "Skip", "Running")]
    [InlineData("heat", "Pause", "-")]
    [InlineData("heat", "Next", "Running")]
    [InlineData("heat", "Skip", "Running")]
    [InlineData("heat", "Next Next", "Running")]
    [InlineData("heat", "Next Pause", "Paused")]
    [InlineData("heat", "Next Pause Pause", "-")]
    [InlineData("heat", "Next Pause Resume", "Running")]
    [InlineData("heat", "Next Pause Next", "Running")]
    [InlineData("heat", "Next Pause Skip", "Running")]
    [InlineData("heat", "Twinge", "Twinged")]
    [InlineData("heat", "Next Twinge", "Twinged")]
    [InlineData("heat", "Next Pause Twinge", "Twinged")]
    [InlineData("heat", "Next Twinge Pause", "-")]
    [InlineData("heat", "Next Twinge Next", "Running")]
    [InlineData("heat", "Next Resume", "-")]
    [InlineData("compression", "Twinge", "-")]
    [InlineData("compression", "Next", "InSession")]
    [InlineData("compression", "Next Next", "-")]
    [InlineData("compression", "Next Pause", "-")]
    [InlineData("compression", "Next Injury", "-")]
    [InlineData("compression", "Skip", "Ready")]
    [InlineData("after-rating", "Pause", "-")]
    [InlineData("after-rating", "Next", "Over")]
    [InlineData("after-rating", "Skip", "Over")]
    public void Each_input_moves_or_is_ignored_with_a_reason(string at, string inputs, string phase)
    {
        var move = new RoutineMove(At(at == "compression" ? "session compression" : at));
        foreach (var input in inputs.Split(' '))
            move = RoutineMachine.Next(move.State, Named(input), TimeSpan.Zero);

        Assert.Equal(phase, move.Ignored is null ? move.State.Phase.ToString() : "-");
    }

    [Fact]
    public void Stop_ends_it_in_every_phase_and_an_ended_one_takes_nothing_more()
    {
        foreach (var state in EveryPhase())
        {
            var stopped = RoutineMachine.Next(state, new StopRoutineInput(), Second).State;

            Assert.Equal((RoutinePhase.Over, RoutineEnding.Stopped, null), (stopped.Phase, stopped.Ending, stopped.Part));
            Assert.All(AllInputs, input => Assert.NotNull(RoutineMachine.Next(stopped, input, Second).Ignored));
        }
    }

    [Fact]
    public void Times_go_by_themselves_left_then_a_change_then_right_and_then_the_next_step()
    {
        var stretch = Move(At("stretch"), new NextRoutineInput(), 10);

        Assert.Equal(BodySide.Left, stretch.Piece!.Side);
        Assert.Equal(Second * 20, stretch.LeftAt(Second * 20));
        var change = Move(stretch, new TickRoutineInput(), 41);
        Assert.True(change.Piece!.IsChange);
        Assert.Equal(Second * 4, change.LeftAt(Second * 41));
        var right = Move(change, new TickRoutineInput(), 46);
        Assert.Equal((BodySide.Right, Second * 29), (right.Piece!.Side, right.LeftAt(Second * 46)));
        Assert.Equal("stretch", Move(right, new TickRoutineInput(), 74.9).Part!.Key);
        // There was no session: nothing is left to rate.
        Assert.Equal(RoutineEnding.Completed, Move(right, new TickRoutineInput(), 75).Ending);
    }

    [Fact]
    public void Repetitions_are_counted_one_by_one()
    {
        var step = Step("shrug", GuidedKind.Movement, Times(3, 8));
        var state = Move(RoutineMachine.Start(RoutinePlan.OfStep(step), new(), TimeSpan.Zero), new NextRoutineInput());

        Assert.Equal([1, 2, 3], new[] { 1, 9, 17 }.Select(at => Move(state, new TickRoutineInput(), at).Piece!.Number));
        Assert.Equal(RoutineEnding.Completed, Move(state, new TickRoutineInput(), 24).Ending);
    }

    [Fact]
    public void A_pause_stops_the_time()
    {
        var paused = Move(Move(At("stretch"), new NextRoutineInput()), new PauseRoutineInput(), 12);
        var later = Move(paused, new TickRoutineInput(), 500);
        var on = Move(later, new ResumeRoutineInput(), 600);

        Assert.Equal(Second * 18, later.LeftAt(Second * 500));
        Assert.Equal(Second * 17, on.LeftAt(Second * 601));
    }

    [Fact]
    public void A_key_that_meant_a_step_which_has_just_ended_by_itself_does_not_begin_the_next_one()
    {
        var step = Move(At("heat"), new NextRoutineInput());
        var late = RoutineMachine.Next(step, new NextRoutineInput(), Second * 900.1);

        Assert.NotNull(late.Ignored);
        Assert.Equal("find", late.State.Part!.Key);
    }

    [Fact]
    public void A_twinge_ends_the_step_with_advice_and_the_next_one_is_offered()
    {
        var twinged = Move(Move(At("stretch"), new NextRoutineInput()), new TwingeRoutineInput(), 5);

        Assert.Contains("pain is not", twinged.Told!.Text, StringComparison.Ordinal);
        Assert.Contains(new PartOutcome("stretch", PartFate.Twinged, null), Move(twinged, new NextRoutineInput(), 6).Outcomes);
        Assert.Equal(RoutinePhase.Twinged, Move(twinged, new TickRoutineInput(), 600).Phase);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void After_a_warning_sign_or_a_motor_that_may_run_only_the_end_is_left(bool warned, bool off)
    {
        var session = Move(At("session compression"), new NextRoutineInput());
        var over = RoutineMachine.Next(session, new SessionOverRoutineInput(new(true, Completed: false, warned, off)), Second).State;

        Assert.Equal(warned || !off ? RoutineEnding.Closed : null, over.Ending);
        Assert.NotNull(over.Told);
        Assert.DoesNotContain(over.Outcomes, outcome => outcome.Key == "stretch");
    }

    [Fact]
    public void After_a_refusal_by_the_past_the_stretch_goes_on_and_nothing_is_rated()
    {
        var over = Move(Move(At("session compression"), new NextRoutineInput()), new SessionOverRoutineInput(RoutineSessionEnd.Refused(closed: false)));

        Assert.Equal("stretch", over.Part!.Key);
        Assert.Equal(PartFate.PassedOver, Move(over, new SkipRoutineInput()).Outcomes[^1].Fate);
    }

    [Fact]
    public void An_injury_gets_cold_and_neither_warmth_nor_session_nor_stretch()
    {
        var state = RoutineMachine.Start(Full, new(), TimeSpan.Zero);
        state = Move(state, new CheckedInRoutineInput(Injury: true, null));
        Assert.Equal("set-up", state.Part!.Key);
        state = Move(state, new NextRoutineInput());
        Assert.Equal("cold", state.Part!.Key);
        state = Move(Move(state, new NextRoutineInput()), new TickRoutineInput(), 1200);

        Assert.Equal(RoutineEnding.Completed, state.Ending);
        Assert.Equal(["heat", "find", "session compression", "stretch", "after-rating"], state.Outcomes.Where(outcome => outcome.Fate == PartFate.PassedOver).Select(outcome => outcome.Key));
    }

    [Fact]
    public void An_injury_that_is_told_in_the_middle_ends_the_warmth_at_once()
    {
        var state = Move(Move(At("heat"), new NextRoutineInput()), new InjuryRoutineInput(), 10);

        Assert.Equal(("cold", RoutinePhase.Ready), (state.Part!.Key, state.Phase));
        Assert.Equal("no warmth on a fresh injury: cold instead", state.Outcomes[^1].Reason!.Text);
    }

    [Fact]
    public void What_the_check_in_closes_ends_the_routine()
    {
        var state = Move(RoutineMachine.Start(Full, new(), TimeSpan.Zero), new CheckedInRoutineInput(false, "a fever"));

        Assert.Equal((RoutineEnding.Closed, "a fever"), (state.Ending, state.Told!.Text));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Warmth_comes_three_times_a_day_at_most(int before, bool offered)
    {
        var state = At("find", new() { Begun = ImmutableDictionary<string, int>.Empty.Add("heat", before) });

        Assert.Equal(offered ? PartFate.Skipped : PartFate.PassedOver, state.Outcomes.Single(outcome => outcome.Key == "heat").Fate);
    }

    [Fact]
    public void Warmth_counts_from_its_beginning_and_once()
    {
        var heat = Move(At("heat"), new NextRoutineInput());
        heat = Move(Move(heat, new PauseRoutineInput(), 1), new NextRoutineInput(), 2);

        Assert.Equal(1, heat.Facts.Begun["heat"]);
        Assert.Empty(At("heat").Facts.Begun.Keys.Intersect(["heat"]));
    }

    private static RoutineState[] EveryPhase()
    {
        var heat = Move(At("heat"), new NextRoutineInput());
        RoutineState[] states = [At("check-in"), At("heat"), heat, Move(heat, new PauseRoutineInput()), Move(heat, new TwingeRoutineInput()), Move(At("session compression"), new NextRoutineInput()), At("after-rating")];
        Assert.Equal(Enum.GetValues<RoutinePhase>().Except([RoutinePhase.Over]), states.Select(state => state.Phase).Distinct().Order());
        return states;
    }

    private static RoutineInput Named(string name) => AllInputs.First(input => input.GetType().Name == $"{name}RoutineInput");
}

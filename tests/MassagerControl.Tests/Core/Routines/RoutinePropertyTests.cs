using MassagerControl.Core.Routines;
using static MassagerControl.Tests.Core.Routines.RoutinePlans;

namespace MassagerControl.Tests.Core.Routines;

/// <summary>Whatever happens in whatever order, what must hold of a routine holds.</summary>
public sealed class RoutinePropertyTests
{
    [Fact]
    public void Two_thousand_random_routines_keep_the_law()
    {
        for (var seed = 0; seed < 2_000; seed++)
            Run(new Random(seed), $"seed {seed}");
    }

#pragma warning disable CA5394 // A seed must give the same routine again.
    private static void Run(Random random, string seed)
    {
        var facts = new RoutineFacts { Injury = random.Next(6) == 0 };
        var (state, now, hurt, closed) = (RoutineMachine.Start(Full, facts, TimeSpan.Zero), TimeSpan.Zero, facts.Injury, false);
        var heat = TimeSpan.Zero;
        for (var i = 0; i < 60; i++)
        {
            now += Second * random.NextDouble() * (random.Next(4) == 0 ? 400 : 5);
            var before = state;
            if (random.Next(15) == 0)
                state = RoutineResuming.Resume(state, Second * random.Next(3_000), now);
            var (input, at) = (AllInputs[random.Next(AllInputs.Length)], state.Phase);
            var move = RoutineMachine.Next(state, input, now);
            hurt |= input is InjuryRoutineInput && move.Ignored is null;
            hurt |= input is CheckedInRoutineInput { Injury: true } && move.Ignored is null;
            closed |= input is SessionOverRoutineInput { Session: { Warned: true } or { ConfirmedOff: false } } && at == RoutinePhase.InSession;
            if (before is { Phase: RoutinePhase.Running, Guided.Kind: GuidedKind.Heat })
                heat = TimeSpan.FromSeconds(Math.Max(heat.TotalSeconds, before.SpentAt(now).TotalSeconds));
            state = move.State;

            Assert.True(state.Index >= before.Index, seed);
            Assert.True(state.Outcomes.Length >= before.Outcomes.Length, seed);
            Assert.True(input is not StopRoutineInput || state.Phase == RoutinePhase.Over, seed);
            Assert.True((state.Ending is not null) == (state.Phase == RoutinePhase.Over), seed);
            Assert.False(hurt && state.Part is PlannedSession or PlannedGuided { Step.Kind: GuidedKind.Heat or GuidedKind.Stretch } && hurt, seed);
            Assert.False(!hurt && state.Guided?.Kind == GuidedKind.Cold, seed);
            Assert.False(closed && state.Ending is null, seed);
            Assert.True(heat <= GuidedLimits.Heat, seed);
            Assert.True(state.Facts.Begun.Values.All(times => times <= 1), seed);
            // A motor has one place: the session, which somebody began.
            Assert.True(state.Phase != RoutinePhase.InSession || state.Part is PlannedSession, seed);
            Assert.True(state.Phase is not (RoutinePhase.Running or RoutinePhase.Paused or RoutinePhase.Twinged) || state.Part is PlannedGuided, seed);
        }
    }
#pragma warning restore CA5394
}

using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Routines;

namespace MassagerControl.Tests.Core.Routines;

/// <summary>Steps and routines for tests.</summary>
internal static class RoutinePlans
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static GuidedStep Step(string id, GuidedKind kind, GuidedDose? dose = null, bool sides = false, int? perDay = null) => new()
    {
        Id = id,
        Name = id,
        Kind = kind,
        Text = ["do it"],
        Dose = dose ?? new OpenDose(),
        Sides = sides,
        PerDay = perDay,
        Picture = id + ".svg",
        Sources = [new("none", "nothing")],
    };

    public static TimedDose For(double seconds) => new(new(Second * seconds, Second * seconds, Second * seconds));

    public static CountedDose Times(int times, double seconds) => new(new(times, times, times), For(seconds).Hold, Breaths: false);

    public static GuidedStep Heat => Step("heat", GuidedKind.Heat, For(900), perDay: 3);

    /// <summary>Check-in, set-up, heat, cold, find, session, a stretch of both sides, after-rating.</summary>
    public static RoutinePlan Full { get; } = new("full", new AreaPlace("lower-back", "right"),
    [
        new PlannedCheckIn(), new PlannedGuided(Step("set-up", GuidedKind.SetUp)), new PlannedGuided(Heat), new PlannedGuided(Step("cold", GuidedKind.Cold, For(1200))),
        new PlannedGuided(Step("find", GuidedKind.Find)), new PlannedSession("compression"), new PlannedGuided(Step("stretch", GuidedKind.Stretch, For(30), sides: true)),
        new PlannedAfterRating(),
    ]);

    public static RoutineSessionEnd Completed { get; } = new(Held: true, Completed: true, Warned: false, ConfirmedOff: true);

    /// <summary>The routine at the step of this key, as a person comes there who skips what is before.</summary>
    public static RoutineState At(string key, RoutineFacts? facts = null)
    {
        var state = RoutineMachine.Start(Full, facts ?? new(), TimeSpan.Zero);
        while (state.Part is { } part && part.Key != key)
            state = part is PlannedSession && key == "after-rating"
                ? Move(Move(state, new NextRoutineInput()), new SessionOverRoutineInput(Completed))
                : Move(state, new SkipRoutineInput());
        return state;
    }

    public static RoutineState Move(RoutineState state, RoutineInput input, double at = 0)
    {
        var move = RoutineMachine.Next(state, input, Second * at);
        Assert.Null(move.Ignored);
        return move.State;
    }

    public static ImmutableArray<RoutineInput> AllInputs { get; } =
    [
        new NextRoutineInput(), new SkipRoutineInput(), new PauseRoutineInput(), new ResumeRoutineInput(), new TwingeRoutineInput(), new InjuryRoutineInput(), new StopRoutineInput(),
        new TickRoutineInput(), new CheckedInRoutineInput(false, null), new CheckedInRoutineInput(true, null), new CheckedInRoutineInput(false, "a fever"),
        new SessionOverRoutineInput(Completed), new SessionOverRoutineInput(Completed with { Completed = false }), new SessionOverRoutineInput(Completed with { Warned = true }),
        new SessionOverRoutineInput(Completed with { ConfirmedOff = false }), new SessionOverRoutineInput(RoutineSessionEnd.Refused(closed: false)),
        new SessionOverRoutineInput(RoutineSessionEnd.Refused(closed: true)), new RatedRoutineInput(),
    ];
}

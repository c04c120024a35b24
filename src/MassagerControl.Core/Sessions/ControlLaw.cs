using System.Collections.Immutable;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>The limits on an output: the person's ceiling, what holds for the whole session, what the ratings allow. Each may only lower it (docs/control-law.md).</summary>
/// <remarks>Pure: the same session gives the same output. Nothing is lowered without a reason.</remarks>
public static class ControlLaw
{
    private static readonly Phrase OwnCeiling = "your own ceiling";
    private static readonly Phrase OneStep = "it rises one step at a time";

    /// <summary>Where the output of the present step is going: everything but the pace of the rise.</summary>
    public static Limited Goal(Session session)
    {
        var requested = Requested(session);
        return Settle(session, requested, Reasons(session, requested));
    }

    /// <summary>The level of <see cref="Goal"/>, without its reasons: what the machine asks after every step.</summary>
    internal static Level GoalLevel(Session session) => session.Plan.Scale.Floor(Allowed(session, Requested(session)));

    /// <summary>The output for this moment: towards the goal, down at once, up by one step at most.</summary>
    public static Limited Now(Session session)
    {
        var (goal, step) = (GoalLevel(session), session.Plan.Scale.Above(session.Commanded));
        if (goal <= step || goal <= session.Commanded)
            return Goal(session);

        var requested = Requested(session);
        var slew = new LimitReason(LimitOrder.Slew, session.Plan.Scale.IntensityOf(step), OneStep);
        return Settle(session, requested, [.. Reasons(session, requested), slew]);
    }

    /// <summary>What the program asks for in the present state; 0 where the motor rests.</summary>
    public static Intensity Requested(Session session) => (session.State, session.Step) switch
    {
        (SessionState.WarmingUp, WarmUpStep step) => session.PatternTarget ?? step.Target,
        (SessionState.Compressing or SessionState.Holding, CycleStep step) => session.PatternTarget ?? step.Target,
        (SessionState.CoolingDown, CoolDownStep step) => session.PatternTarget ?? step.Target,
        _ => Intensity.Zero,
    };

    /// <summary>The level that all limits but the rating cap and the pace would allow in a press of the present cycle.</summary>
    public static Level WithoutRatingCap(Session session) =>
        session.Plan.Scale.Floor(AllowedByCeilings(session, session.Cycle?.Target ?? Intensity.Full));

    /// <summary>What a press of the present cycle may reach by now, whatever the present phase asks for.</summary>
    public static Limited Reach(Session session)
    {
        var target = session.Cycle?.Target ?? Intensity.Full;
        return Settle(session, target, Reasons(session, target));
    }

    /// <summary>The person's ceiling one step up, at most what it was at the start.</summary>
    public static Intensity RaisedCeiling(Session session)
    {
        var scale = session.Plan.Scale;
        return Intensity.Min(scale.IntensityOf(scale.Above(scale.Floor(session.UserCeiling))), session.Plan.UserCeiling);
    }

    /// <summary>Whether another limit than the ratings keeps a raise from being felt.</summary>
    public static bool IsHeldBelowRaise(Session session) =>
        WithoutRatingCap(session.CeilingUpPending ? session with { UserCeiling = RaisedCeiling(session) } : session) <= session.Plan.Scale.Floor(session.RatingCap);

    private static Intensity Allowed(Session session, Intensity requested) => Intensity.Min(AllowedByCeilings(session, requested), session.RatingCap);

    private static Intensity AllowedByCeilings(Session session, Intensity requested)
    {
        var least = Intensity.Min(requested, session.UserCeiling);
        foreach (var ceiling in session.Plan.Ceilings)
            least = Intensity.Min(least, ceiling.Cap);
        return least;
    }

    /// <summary>Every limit that lowers what is requested, each by itself.</summary>
    private static ImmutableArray<LimitReason> Reasons(Session session, Intensity requested)
    {
        var reasons = ImmutableArray.CreateBuilder<LimitReason>(session.Plan.Ceilings.Length + 2);
        if (session.UserCeiling < requested)
            reasons.Add(new(LimitOrder.UserCeiling, session.UserCeiling, OwnCeiling));
        foreach (var ceiling in session.Plan.Ceilings)
            if (ceiling.Cap < requested)
                reasons.Add(ceiling);
        if (session.RatingCap < requested)
            reasons.Add(new(LimitOrder.RatingCap, session.RatingCap, session.CapReason));
        return reasons.DrainToImmutable();
    }

    private static Limited Settle(Session session, Intensity requested, ImmutableArray<LimitReason> reasons)
    {
        var scale = session.Plan.Scale;
        var allowed = requested;
        foreach (var reason in reasons)
            allowed = Intensity.Min(allowed, reason.Cap);
        var level = scale.Floor(allowed);
        var output = new Limited(level, scale.IntensityOf(level), requested, reasons);
        return output with { Reasons = LimitOrder.Of(session, output) };
    }
}

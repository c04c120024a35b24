using System.Collections.Immutable;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Safety;

/// <summary>The limits on an output, as an ordered chain of rules that may only lower it (docs/control-law.md).</summary>
/// <remarks>Pure: the same session gives the same output. Nothing is lowered without a reason.</remarks>
public static class ControlLaw
{
    private delegate IEnumerable<LimitReason> Rule(Session session, Intensity requested);

    private static readonly ImmutableArray<Rule> Rules = [UserCeiling, FixedCeilings, RatingCap];

    /// <summary>Where the output of the present step is going: everything but the pace of the rise.</summary>
    public static Limited Goal(Session session)
    {
        var requested = Requested(session);
        return Settle(session, requested, Reasons(session, requested));
    }

    /// <summary>The output for this moment: towards the goal, down at once, up by one step at most.</summary>
    public static Limited Now(Session session)
    {
        var goal = Goal(session);
        var step = session.Plan.Scale.Above(session.Commanded);
        if (goal.Level <= step || goal.Level <= session.Commanded)
            return goal;

        var slew = new LimitReason(LimitOrder.Slew, session.Plan.Scale.IntensityOf(step), "it rises one step at a time");
        return Settle(session, goal.Requested, [.. Reasons(session, goal.Requested), slew]);
    }

    /// <summary>What the program asks for in the present state; 0 where the motor rests.</summary>
    public static Intensity Requested(Session session) => (session.State, session.Step) switch
    {
        (SessionState.WarmingUp, WarmUpStep step) => step.Target,
        (SessionState.Compressing or SessionState.Holding, CycleStep step) => step.Target,
        (SessionState.CoolingDown, CoolDownStep step) => step.Target,
        _ => Intensity.Zero,
    };

    /// <summary>The level that all limits but the rating cap and the pace would allow in a press of the present cycle.</summary>
    public static Level WithoutRatingCap(Session session)
    {
        var target = session.Cycle?.Target ?? Intensity.Full;
        var lowest = UserCeiling(session, target).Concat(FixedCeilings(session, target))
            .Aggregate(target, (least, reason) => Intensity.Min(least, reason.Cap));
        return session.Plan.Scale.Floor(lowest);
    }

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

    private static ImmutableArray<LimitReason> Reasons(Session session, Intensity requested) =>
        [.. Rules.SelectMany(rule => rule(session, requested)).Where(reason => reason.Cap < requested)];

    private static IEnumerable<LimitReason> UserCeiling(Session session, Intensity requested)
    {
        yield return new(LimitOrder.UserCeiling, session.UserCeiling, "your own ceiling");
    }

    private static IEnumerable<LimitReason> FixedCeilings(Session session, Intensity requested)
    {
        foreach (var ceiling in session.Plan.Ceilings)
            yield return ceiling;
    }

    private static IEnumerable<LimitReason> RatingCap(Session session, Intensity requested)
    {
        yield return new(LimitOrder.RatingCap, session.RatingCap, session.CapReason);
    }

    private static Limited Settle(Session session, Intensity requested, ImmutableArray<LimitReason> reasons)
    {
        var scale = session.Plan.Scale;
        var allowed = reasons.Aggregate(requested, (least, reason) => Intensity.Min(least, reason.Cap));
        var level = scale.Floor(allowed);
        var intensity = scale.IntensityOf(level);
        return new(level, intensity, requested, LimitOrder.Of(session, reasons, new(level, intensity, requested, [])));
    }
}

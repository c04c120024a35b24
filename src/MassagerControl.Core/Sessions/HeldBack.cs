using System.Collections.Immutable;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>A press that ran lower than its program asks for, and the limit that bound it last.</summary>
/// <param name="Step">Index of the step in the plan.</param>
/// <param name="Rep">1-based.</param>
public sealed record HeldPress(int Step, int Rep, LimitReason Limit);

/// <summary>How often one limit held presses back, for whoever looks at the whole session.</summary>
/// <param name="Limit">As it was the last time.</param>
public sealed record HeldBack(LimitReason Limit, int Presses)
{
    /// <summary>The most frequent limit first; of equal ones the one that bound first.</summary>
    public static ImmutableArray<HeldBack> Of(ImmutableArray<HeldPress> presses) =>
        [.. presses.GroupBy(press => press.Limit.Rule).Select(group => new HeldBack(group.Last().Limit, group.Count())).OrderByDescending(held => held.Presses)];

    /// <summary>The session with its present press noted: what binds when it is left, once a rep.</summary>
    internal static Session Noted(Session session)
    {
        var limit = session.Output is { Level.IsOff: false } output ? output.Reasons.FirstOrDefault(static reason => reason.Rule != LimitOrder.Slew) : null;
        return limit is null ? session : session with { Held = Without(session.Held, session.StepIndex, session.Rep).Add(new(session.StepIndex, session.Rep, limit)) };
    }

    private static ImmutableArray<HeldPress> Without(ImmutableArray<HeldPress> presses, int step, int rep) =>
        presses.RemoveAll(press => press.Step == step && press.Rep == rep);
}

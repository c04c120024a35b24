using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Texts;

/// <summary>How long a session has gone on, and how long it still takes if nothing holds it up.</summary>
public static class SessionTime
{
    /// <summary>Both in minutes and seconds; empty before the program begins and after the end.</summary>
    public static Phrase Words(SessionSnapshot snapshot) =>
        snapshot.Session.EverDriven && !snapshot.Session.IsEnding
            ? Phrase.Of($"{Clock(snapshot.At)} gone, {Clock(Left(snapshot))} left")
            : Phrase.Empty;

    public static string Clock(TimeSpan time)
    {
        var seconds = (int)Math.Ceiling(Math.Max(0, time.TotalSeconds));
        return $"{seconds / 60}:{seconds % 60:00}";
    }

    /// <summary>The rest of the present phase and everything after it; what an interrupted phase has left counts whole.</summary>
    public static TimeSpan Left(SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        var steps = session.Plan.Steps.Skip(session.StepIndex + 1).Aggregate(TimeSpan.Zero, (sum, step) => sum + Length(step));
        var reps = session.Cycle is { } cycle ? (cycle.Press + cycle.Release) * Math.Max(0, cycle.Reps - session.Rep) : TimeSpan.Zero;
        return Phase(snapshot) + reps + steps;
    }

    private static TimeSpan Phase(SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        var release = session.Cycle?.Release ?? TimeSpan.Zero;
        if (session.Resume is { } point)
            return point.State == SessionState.Compressing ? point.Left + release : point.Left;
        var ends = session.IsPressing ? session.PressEnds + release : session.PhaseEnds ?? snapshot.At;
        return ends > snapshot.At ? ends - snapshot.At : TimeSpan.Zero;
    }

    private static TimeSpan Length(PlanStep step) => step switch
    {
        WarmUpStep warmUp => warmUp.Duration,
        CycleStep cycle => (cycle.Press + cycle.Release) * cycle.Reps,
        GuidedStep guided => guided.Duration,
        CoolDownStep coolDown => coolDown.Duration,
        _ => TimeSpan.Zero,
    };
}

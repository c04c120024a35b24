using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>When a session next needs the clock.</summary>
public static class Deadlines
{
    /// <summary>The earliest deadline, or null when only an input can change anything.</summary>
    public static TimeSpan? Next(Session session)
    {
        TimeSpan? next = null;
        foreach (var (_, at) in Of(session))
            if (at is { } time && (next is null || time < next))
                next = time;
        return next;
    }

    /// <summary>The trigger whose deadline has come; the earliest first, null when none has.</summary>
    public static SessionTrigger? Due(Session session, TimeSpan now)
    {
        (SessionTrigger Trigger, TimeSpan At)? due = null;
        foreach (var (trigger, at) in Of(session))
            if (at is { } time && time <= now && (due is null || time < due.Value.At))
                due = (trigger, time);
        return due?.Trigger;
    }

    /// <summary>When the session or its press budget is used up.</summary>
    private static TimeSpan? LimitOf(Session session)
    {
        if (!session.State.IsIn(SessionState.Active))
            return null;
        return PressLimitOf(session) is { } press && press < HardLimits.Session ? press : HardLimits.Session;
    }

    /// <summary>Null where the present press fits into the budget, or none is due.</summary>
    private static TimeSpan? PressLimitOf(Session session)
    {
        var left = session.Plan.Budget.Most - session.PressTotal;
        if (session.IsPressing)
            return session.PhaseBegan + left is var end && end < session.PressEnds ? end : null;
        // Nothing is left: the next press does not even begin.
        return left <= TimeSpan.Zero && session.State.IsIn(SessionState.Running) && NextStep.After(session).State == SessionState.Compressing
            ? session.PhaseEnds
            : null;
    }

    // At one instant the order below decides: the limit, then the state's own time, then the rest.
    private static Entries Of(Session session) => new(session);

    private readonly struct Entries(Session session)
    {
        public Enumerator GetEnumerator() => new(session);
    }

    private struct Enumerator(Session session)
    {
        private int _index = -1;

        public readonly (SessionTrigger Trigger, TimeSpan? At) Current => _index switch
        {
            0 => (SessionTrigger.SessionLimitDue, LimitOf(session)),
            1 => (SessionTrigger.PhaseDue, session.PhaseEnds),
            2 => (SessionTrigger.RetryDue, session.RetryDue),
            3 => (SessionTrigger.ReportDue, session.ReportDue),
            4 => (SessionTrigger.RampDue, session.NextRise),
            5 => (SessionTrigger.MomentDue, session.NextMoment),
            _ => (SessionTrigger.PromptDue, session.PromptDue),
        };

        public bool MoveNext() => ++_index < 7;
    }
}

using MassagerControl.Core.Massagers;

namespace MassagerControl.Core.Sessions;

/// <summary>The session as a function: (session, input, now) → next session and what to do outside.</summary>
/// <remarks>Pure. Time is a value, counted from the session's beginning; the caller never lets it go back.</remarks>
public static class SessionMachine
{
    /// <param name="find">The engine of the table: it says which row is taken, and nothing else.</param>
    /// <exception cref="ArgumentException">The input is of a kind that a session does not know.</exception>
    public static SessionStep Next(Session session, SessionInput input, TimeSpan now, FindRow find)
    {
        var trigger = TriggerSorting.Sort(session, input, now);
        var row = find(session, trigger, input, now);
        var context = new StepContext(session.State, input, now, row.Reason);
        TellInput(input, trigger, row, context);
        var next = row.Act is { } act ? act(Entering(Heard(session, input), row, now), context) : Heard(session, input);
        var played = StepPlay.Follow(ConsumeDeadline(next, session, input), context);
        return new(OutputFollowing.Follow(played, context), context.Effects, row);
    }

    private static Session Heard(Session session, SessionInput input)
    {
        if (input is not ReportInput { Report: LevelReported { Level: var level } } || session.IsOver)
            return session;
        var says = session.HasSaidLevel || !level.IsOff;
        return session.LastReport == level && session.ReportedSinceOff && session.HasSaidLevel == says
            ? session
            : session with { LastReport = level, ReportedSinceOff = true, HasSaidLevel = says };
    }

    private static Session Entering(Session session, Transition row, TimeSpan now)
    {
        if (row.To is not { } to)
            return session;
        var noted = session.IsPressing && !to.IsIn(SessionState.Pressing) ? HeldBack.Noted(session) : session;
        return noted with { State = to, PressTotal = session.PressUntil(now) };
    }

    /// <summary>A deadline that has fired and was not set anew is over, whatever its row did.</summary>
    private static Session ConsumeDeadline(Session next, Session before, SessionInput input) => input is not DueInput due
        ? next
        : due.Trigger switch
        {
            SessionTrigger.PhaseDue when next.PhaseEnds == before.PhaseEnds && next.State == before.State => next with { PhaseEnds = null },
            SessionTrigger.RetryDue when next.RetryDue == before.RetryDue => next with { RetryDue = null },
            SessionTrigger.ReportDue when next.ReportDue == before.ReportDue => next with { ReportDue = null, OddReport = null },
            SessionTrigger.PromptDue when next.PromptDue == before.PromptDue => next with { PromptDue = null },
            // The next rise and the next moment are set after every step (OutputFollowing, StepPlay).
            _ => next,
        };

    private static void TellInput(SessionInput input, SessionTrigger trigger, Transition row, StepContext context)
    {
        var accepted = row.Kind is TransitionKind.Move or TransitionKind.Stay;
        switch (input)
        {
            case RatedInput rated when accepted:
                context.Tell(new Rated(rated.Value, rated.Source) { At = context.Now });
                break;
            case RedFlagInput flag when accepted:
                context.Tell(new RedFlagRaised(flag.Kind, flag.Source) { At = context.Now });
                break;
            default:
                if (Kind(input, trigger, row) is { } kind)
                    context.Tell(new InputTaken(kind, accepted, row.Reason) { At = context.Now });
                break;
        }
    }

    /// <returns>Null for what is no input of a person or of the host.</returns>
    private static string? Kind(SessionInput input, SessionTrigger trigger, Transition row) => input switch
    {
        StopInput => "stop",
        PauseInput => "pause",
        ResumeInput => "resume",
        EasedInput => "eased",
        CeilingDownInput => "-",
        CeilingUpInput => "+",
        RatedInput => "rating",
        RedFlagInput => "red-flag",
        ClockJumpedInput => "clock-jump",
        RemotesLostInput => "remotes-lost",
        ReportInput { Report: LevelReported } or DueInput { Trigger: SessionTrigger.ReportDue } => row.Kind switch
        {
            TransitionKind.Move => "device-button",
            TransitionKind.Stay when trigger != SessionTrigger.DeviceEchoed => "device-level",
            _ => null,
        },
        _ => null,
    };
}

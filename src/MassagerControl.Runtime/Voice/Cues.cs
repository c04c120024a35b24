using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Voice;

/// <summary>Decides what is said when: a pure function of what was last looked at and what is there now.</summary>
public static class Cues
{
    private const int CountFrom = 3;

    /// <param name="before">What was looked at last; null at the beginning.</param>
    /// <returns>Null: nothing.</returns>
    public static Cue? Between(SessionSnapshot? before, SessionSnapshot now)
    {
        var (old, session) = (before?.Session, now.Session);
        // Above all else, and also where nothing else changes.
        if (session.MotorMayRun && old is not { MotorMayRun: true })
            return new(CueKind.Stop, "The motor may still run. Press the button on the device.");
        if (old is null || session.State != old.State || session.Pause != old.Pause)
            return session.MotorMayRun && session.IsEnding ? null : OfStep(session, old) ?? OfState(session);
        if (OfStep(session, old) is { } step)
            return step;
        if (now.SecondsLeft() is >= 1 and <= CountFrom and var left && left != before!.SecondsLeft())
            return new(CueKind.Count, Number(left));
        return session.PromptOpen && !old.PromptOpen ? new(CueKind.Ask, "Rate it.") : null;
    }

    /// <summary>What the program's file says at this moment, where it says something new.</summary>
    private static Cue? OfStep(Session session, Session? old) =>
        session.Cue is { } cue && cue != old?.Cue ? new(CueKind.Press, Phrase.Verbatim(cue.Say)) : null;

    private static Cue? OfState(Session session) => session.State switch
    {
        SessionState.Ready => new(CueKind.Ask, "Ready. Press Enter to begin."),
        SessionState.WarmingUp => new(CueKind.Ease, "Warm up. Rest it lightly."),
        SessionState.Compressing => new(CueKind.Press, "Lean in slowly."),
        SessionState.Holding => new(CueKind.Press, "Hold. Breathe slowly."),
        SessionState.Releasing => new(CueKind.Ease, "Ease off."),
        SessionState.Resting => new(CueKind.Ease, "Rest. Move gently."),
        SessionState.CoolingDown => new(CueKind.Ease, "Cool down. Light touch only."),
        SessionState.Paused => new(CueKind.Ask, OfPause(session.Pause)),
        SessionState.Reconnecting => new(CueKind.Stop, "Link lost. Lift off."),
        SessionState.Stopping => new(CueKind.Stop, "Stopping. Lift off."),
        SessionState.Completed => new(CueKind.Stop, "Done."),
        SessionState.Ended => new(CueKind.Stop, "Stopped."),
        SessionState.Faulted => new(CueKind.Stop, "It failed. Lift off."),
        _ => null,
    };

    private static Phrase OfPause(PauseReason reason) => reason switch
    {
        PauseReason.StillThere => "Still there? Rate it, or it ends.",
        PauseReason.Reconnected => "The link is back. Rate it to go on.",
        PauseReason.Asked => "Paused.",
        _ => "Paused. Rate it to go on, or it ends.",
    };

    private static Phrase Number(int left) => left switch
    {
        1 => "One",
        2 => "Two",
        _ => "Three",
    };
}

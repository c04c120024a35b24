using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Texts;

/// <summary>The one word for a phase, what the person shall do, and what a pause waits for.</summary>
/// <remarks>The device cannot press: every level needs its cue.</remarks>
public static class PhaseText
{
    public const string MotorMayRun = "THE MOTOR MAY STILL RUN. PRESS THE BUTTON ON THE DEVICE.";
    public const string RatePrompt = "Rate it: 1–9, 0 = ten";
    public const string ShortRatePrompt = "Rate it: 1–9, 0=ten";

    public static Phrase Word(Session session) => session.State switch
    {
        SessionState.Idle or SessionState.Connecting => "CONNECTING",
        SessionState.Ready => "READY",
        SessionState.WarmingUp => "WARM UP",
        SessionState.Compressing => "LEAN IN",
        SessionState.Holding => "HOLD",
        SessionState.Releasing => "EASE OFF",
        SessionState.Resting => "REST",
        SessionState.CoolingDown => "COOL DOWN",
        SessionState.Paused => "PAUSED",
        SessionState.Reconnecting => "RECONNECTING",
        SessionState.Stopping => "STOPPING",
        SessionState.Completed => "DONE",
        SessionState.Ended => "STOPPED",
        SessionState.Faulted => "FAILED",
        var state => throw new ArgumentException($"A session is never in {state}.", nameof(session)),
    };

    public static Tone ToneOf(Session session) => session.State switch
    {
        SessionState.Compressing or SessionState.Holding => Tone.Press,
        SessionState.Releasing or SessionState.Resting or SessionState.Completed => Tone.Ease,
        _ => Tone.Strong,
    };

    public static Phrase Cue(SessionSnapshot snapshot) => snapshot.Session.State switch
    {
        _ when snapshot.Session.Cue is { } cue => Phrase.Verbatim(cue.Say),
        SessionState.Idle or SessionState.Connecting => "Looking for the massager. This never starts the motor.",
        SessionState.Ready => "Get in place, rest it on the muscle. Press ENTER to begin.",
        SessionState.WarmingUp => "Rest it lightly on the muscle. Do not press yet.",
        SessionState.Compressing => Phrase.Of($"Lean in slowly, up to a {snapshot.Session.Plan.Band}. Keep breathing."),
        SessionState.Holding => "Keep the pressure. Breathe slowly.",
        SessionState.Releasing when snapshot.RestsAfterSevere() => Phrase.Of($"That was too much. {Motor(snapshot.Session)} Lift off and rest."),
        SessionState.Releasing => "Lift off. Let the muscle rest.",
        SessionState.Resting => snapshot.Session.Step is GuidedStep step ? Phrase.Verbatim(step.Text) : "The motor is off. Move gently.",
        SessionState.CoolingDown => "Light touch only. Let go.",
        SessionState.Paused => PauseCue(snapshot.Session),
        SessionState.Reconnecting => LostCue(snapshot.Session.LostBy.InWords()),
        SessionState.Stopping => StoppingCue(snapshot.Session),
        _ => "",
    };

    private static Phrase LostCue(Phrase? by) => by is null
        ? "Link lost. Lift off. Trying again until the seconds run out."
        : Phrase.Of($"Link lost ({by}). Lift off. Trying again until the seconds run out.");

    private static Phrase StoppingCue(Session session) => (session.UncertaintyTold, session.Ending?.Reason) switch
    {
        (true, null) => "Lift off. No answer yet, STOP is sent again and again.",
        (true, { } why) => Phrase.Of($"Lift off. No answer yet, STOP is sent again and again ({why})."),
        (false, null) => "Lift off. Turning the motor off.",
        (false, { } why) => Phrase.Of($"Lift off. Turning the motor off ({why})."),
    };

    private static Phrase PauseCue(Session session) => $"{Motor(session)} {WaitsFor(session.Pause)}";

    private static Phrase WaitsFor(PauseReason pause) => pause switch
    {
        PauseReason.Asked => "You paused. Press R or P to go on.",
        PauseReason.StillThere => "Still there? Rate 1–7 or press R/P, or it ends.",
        PauseReason.Reconnected => "Link is back. Rate 1–7 to go on, or it ends.",
        PauseReason.OwnerLost => "The computer fell behind. Rate 1–7 or press R/P, or it ends.",
        PauseReason.ClockJumped => "The computer slept. Rate 1–7 or press R/P, or it ends.",
        PauseReason.RemotesLost => "No phone answers. Rate 1–7 or press R/P, or it ends.",
        _ => "Press R or P to go on.",
    };

    private static Phrase Motor(Session session) => session.MotorIsOff ? "Motor off." : "Turning the motor off.";
}

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

    public static string Word(Session session) => session.State switch
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

    public static string Cue(SessionSnapshot snapshot, Language language) => snapshot.Session.State switch
    {
        _ when snapshot.Session.Cue is { } cue => language.SayText(cue.Say),
        SessionState.Idle or SessionState.Connecting => "Looking for the massager. This never starts the motor.",
        SessionState.Ready => "Get in place, rest it on the muscle. Press ENTER to begin.",
        SessionState.WarmingUp => "Rest it lightly on the muscle. Do not press yet.",
        SessionState.Compressing => $"Lean in slowly, up to a {snapshot.Session.Plan.Band}. Keep breathing.",
        SessionState.Holding => "Keep the pressure. Breathe slowly.",
        SessionState.Releasing when snapshot.RestsAfterSevere() => $"That was too much. {Motor(snapshot.Session)} Lift off and rest.",
        SessionState.Releasing => "Lift off. Let the muscle rest.",
        SessionState.Resting => snapshot.Session.Step is GuidedStep step ? step.Text : "The motor is off. Move gently.",
        SessionState.CoolingDown => "Light touch only. Let go.",
        SessionState.Paused => PauseCue(snapshot.Session),
        SessionState.Reconnecting => $"Link lost{LostBy(snapshot.Session, language)}. Lift off. Trying again until the seconds run out.",
        SessionState.Stopping => StoppingCue(snapshot.Session, language),
        _ => "",
    };

    private static string LostBy(Session session, Language language) => session.LostBy.InWords() is { } words ? $" ({language.Say(words)})" : "";

    private static string StoppingCue(Session session, Language language)
    {
        var why = session.Ending is { } ending ? $" ({language.Say(ending.Reason)})" : "";
        return session.UncertaintyTold ? $"Lift off. No answer yet, STOP is sent again and again{why}." : $"Lift off. Turning the motor off{why}.";
    }

    private static string PauseCue(Session session) => $"{Motor(session)} " + session.Pause switch
    {
        PauseReason.Asked => "You paused. Press R or P to go on.",
        PauseReason.StillThere => "Still there? Rate 1–7 or press R/P, or it ends.",
        PauseReason.Reconnected => "Link is back. Rate 1–7 to go on, or it ends.",
        PauseReason.OwnerLost => "The computer fell behind. Rate 1–7 or press R/P, or it ends.",
        PauseReason.ClockJumped => "The computer slept. Rate 1–7 or press R/P, or it ends.",
        PauseReason.RemotesLost => "No phone answers. Rate 1–7 or press R/P, or it ends.",
        _ => "Press R or P to go on.",
    };

    private static string Motor(Session session) => session.MotorIsOff ? "Motor off." : "Turning the motor off.";
}

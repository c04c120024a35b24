using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The lines that every layout is made of.</summary>
internal static class Parts
{
    /// <summary>What is driven, and whether it is real, to the left; link and battery to the right.</summary>
    public static ScreenLine Top(SessionSnapshot snapshot, int width, Language language)
    {
        var massager = snapshot.Session.Plan.Massager;
        var banner = massager.Simulated ? ScreenLine.Of($" {language.Say("SIM: no real motor")} ", Tone.Simulated) : ScreenLine.Blank;
        return (banner + ScreenLine.Of($" {massager.Name}")).Opposite(Health(snapshot, language), width);
    }

    public static ScreenLine Health(SessionSnapshot snapshot, Language language)
    {
        var battery = snapshot.BatteryPercent is { } percent ? language.Say($"battery {percent} %") : language.Say("battery unknown");
        var signal = snapshot.SignalDbm is { } dbm ? $"{language.Say($"signal {dbm} dBm")}  " : "";
        return Link(snapshot.Session.State, language) + ScreenLine.Of($"{signal}{battery} ");
    }

    public static ScreenLine Where(Session session, Language language) => ScreenLine.Of($" {language.Say(session.Plan.Place())} · {session.Plan.Program}");

    /// <summary>What must be read first: a motor that may run, what a pause waits for; else the cue.</summary>
    public static IEnumerable<ScreenLine> Urgent(SessionSnapshot snapshot, Language language)
    {
        var session = snapshot.Session;
        if (session.MotorMayRun)
            yield return ScreenLine.Of(language.Say(PhaseText.MotorMayRun), Tone.Alarm);
        yield return ScreenLine.Of(language.Say(PhaseText.Cue(snapshot)), session.State == SessionState.Paused ? Tone.Ask : Tone.Strong);
    }

    /// <summary>The time that is gone and left, and the person's own ceiling where they have one.</summary>
    public static ScreenLine Time(SessionSnapshot snapshot, Language language)
    {
        var session = snapshot.Session;
        string[] parts = [language.Say(SessionTime.Words(snapshot)), session.UserCeiling < Intensity.Full && !session.IsEnding ? language.Say($"your ceiling {session.UserCeiling.Rounded()}") : ""];
        return parts.Where(part => part.Length > 0).ToArray() is { Length: > 0 } told ? ScreenLine.Of(string.Join(" · ", told)) : ScreenLine.Blank;
    }

    public static ScreenLine Prompt(Session session, Language language) =>
        session.PromptOpen ? ScreenLine.Of($" >> {language.Say(PhaseText.RatePrompt)} <<", Tone.Ask) : ScreenLine.Blank;

    /// <summary>The answer to the last key, or what the device wants known.</summary>
    public static ScreenLine Message(SessionSnapshot snapshot, ScreenAid aid) =>
        ScreenLine.Of((aid.Hint ?? aid.Note ?? (snapshot.Notice is { } notice ? aid.Language.Say(notice) : null)) is { } text ? $" {text}" : "", Tone.Strong);

    public static ScreenLine Stop(Session session, Language language) => ScreenLine.Of(KeyText.Stop(session, language), Tone.Stop);

    /// <summary>The rep in words, and a dot for each: done, now, to come.</summary>
    public static IEnumerable<ScreenLine> Reps(Session session, Language language)
    {
        var reps = session.Reps();
        if (reps.Of == 0)
            yield break;

        yield return ScreenLine.Of(language.Say(Words(reps)), Tone.Strong);
        yield return ScreenLine.Of(string.Join("  ", Enumerable.Range(1, reps.Of).Select(rep => Dot(reps, rep))), Tone.Strong);
    }

    /// <summary>Before the program begins: how to lie, and what to mind.</summary>
    public static IEnumerable<ScreenLine> BeforeBegin(SessionSnapshot snapshot, Language language)
    {
        var session = snapshot.Session;
        if (session.State != SessionState.Ready || BodyAreas.Find(session.Plan.Area) is not { } area)
            yield break;

        if (snapshot.LowBattery() is { } low)
            yield return ScreenLine.Of(language.Say(low), Tone.Alarm);

        yield return ScreenLine.Of(language.Say($"Position: {area.Position}"), Tone.Strong);
        if (area.Caution != Phrase.Empty)
            yield return ScreenLine.Of(language.Say($"Mind: {area.Caution}"), Tone.Strong);
    }

    private static Phrase Words(RepCount reps) => reps switch
    {
        { Now: > 0 } => Phrase.Of($"Rep {reps.Now} of {reps.Of}"),
        { Done: > 0, Of: 1 } => "The one rep is done",
        { Done: > 0 } => Phrase.Of($"All {reps.Of} reps done"),
        _ => Phrase.Of($"{Phrase.Count(reps.Of, "rep")} to come"),
    };

    private static char Dot(RepCount reps, int rep) => rep <= reps.Done ? '●' : rep == reps.Now ? '◉' : '○';

    private static ScreenLine Link(SessionState state, Language language) => state switch
    {
        SessionState.Idle or SessionState.Connecting => ScreenLine.Of($"{language.Say("connecting")}  "),
        SessionState.Reconnecting => ScreenLine.Of($" {language.Say("LINK LOST")} ", Tone.Alarm) + ScreenLine.Of("  "),
        // The session does not say whether its link stood when it ended.
        SessionState.Stopping or SessionState.Completed or SessionState.Ended or SessionState.Faulted => ScreenLine.Blank,
        _ => ScreenLine.Of($"{language.Say("link ok")}  "),
    };
}

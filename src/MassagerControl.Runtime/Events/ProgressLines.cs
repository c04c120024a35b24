using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Events;

/// <summary>A session in plain lines, for where no screen is.</summary>
internal static class ProgressLines
{
    private const string Advice = "This area stays locked. Do not treat it again today; if pain, numbness or tingling stays, see a doctor.";

    /// <returns>No line for what only the event log shows.</returns>
    public static IEnumerable<string> Of(SessionEvent told, Language language) => Words(told, language).Select(words => $"{Clock(told.At)}  {words}");

    private static IEnumerable<string> Words(SessionEvent told, Language language) => told switch
    {
        SessionStarted started => [Start(started.Plan)],
        PhaseEntered phase => [Phase(phase, language)],
        LevelAccepted level => [Level(level, language)],
        Rated rated => [$"rated {rated.Value} ({rated.Source})"],
        RedFlagRaised flag => [$"red flag: {flag.Kind.Word()} ({flag.Source})"],
        InputTaken input => [$"{input.Kind}: {(input.Accepted ? "" : "not taken, ")}{language.Say(input.Reason)}"],
        CapChanged cap => [$"cap {cap.Value}: {language.Say(cap.Reason)}"],
        LinkChanged link => [$"link {link.State}{(link.Cause.InWords() is { } words ? $": {language.Say(words)}" : "")}"],
        FaultSeen fault => [$"fault: {language.Say(fault.Detail)} ({fault.Kind})"],
        NoticeTold notice => [$"note: {language.Say(notice.Words)}"],
        StopAsked stop => [$"STOP: {language.Say(stop.Cause)}"],
        SessionEnded ended => End(ended.Result, language),
        _ => [],
    };

    private static string Start(SessionPlan plan)
    {
        var side = plan.Side is { } named ? $" {named}" : "";
        var simulated = plan.Massager.Simulated ? $"SIM  seed {plan.Seed}: " : "";
        return $"{simulated}{plan.Program} with {plan.Massager.Name} ({Phrase.Count(plan.Scale.Count, "level")}), {plan.Area}{side}";
    }

    private static string Phase(PhaseEntered phase, Language language)
    {
        var rep = phase.Rep > 0 ? $" {phase.Rep}/{phase.Of}" : "";
        var cue = phase.Phase switch
        {
            SessionPhase.Compress => ": lean in",
            SessionPhase.Release => ": ease off",
            SessionPhase.Guided or SessionPhase.Paused or SessionPhase.Reconnecting => $": {language.Say(phase.Reason)}",
            _ => "",
        };
        return $"{EventLine.Word(phase.Phase)}{rep}{cue}";
    }

    private static string Level(LevelAccepted level, Language language)
    {
        var output = level.Output;
        if (output.Level.IsOff)
            return "motor off";
        var why = output.Tightest is { } tightest ? $", limited by {tightest.Rule} ({tightest.Cap}): {language.Say(tightest.Reason)}" : "";
        return $"level {output.Level}, {output.Intensity}{why}";
    }

    private static IEnumerable<string> End(SessionResult result, Language language)
    {
        yield return EndSentences.How(result, language);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Phrase.Count(result.Reps, "rep")}, {result.Press.TotalSeconds:0.#} s of press, highest {result.HighestOutput}, ratings {Ratings(result)}");
        if (EndSentences.HeldBack(result) is { } held)
            yield return held;
        if (result.AreaLocked)
            yield return Advice;
        yield return result switch
        {
            { ConfirmedOff: false } => "It is NOT confirmed that the motor is off: press the button on the device now.",
            { OffGround: OffGround.NeverDriven } => "The motor was never told to run.",
            { OffGround: OffGround.StopsUnlinked } => "The device stops by itself without a link: look whether it did.",
            _ => "The motor is off: confirmed.",
        };
    }

    private static string Ratings(SessionResult result) =>
        result.Ratings.IsDefaultOrEmpty ? "none" : string.Join<Discomfort>(" ", result.Ratings);

    private static string Clock(TimeSpan at) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalMinutes,2}:{at.Seconds:00}.{at.Milliseconds / 100}");
}

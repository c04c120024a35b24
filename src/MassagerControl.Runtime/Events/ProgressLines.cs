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
    public static IEnumerable<string> Of(SessionEvent told, Language language) => Words(told).Select(words => $"{Clock(told.At)}  {language.Say(words)}");

    private static IEnumerable<Phrase> Words(SessionEvent told) => told switch
    {
        SessionStarted started => [Start(started.Plan)],
        PhaseEntered phase => [Phase(phase)],
        LevelAccepted level => [Level(level)],
        Rated rated => [$"rated {rated.Value} ({Source(rated.Source)})"],
        RedFlagRaised flag => [$"red flag: {Word(flag.Kind)} ({Source(flag.Source)})"],
        InputTaken input => [input.Accepted ? Phrase.Of($"{Word(input.Kind)}: {input.Reason}") : Phrase.Of($"{Word(input.Kind)}: not taken, {input.Reason}")],
        CapChanged cap => [$"cap {cap.Value}: {cap.Reason}"],
        LinkChanged link => [Link(link)],
        FaultSeen fault => [$"fault: {fault.Detail} ({Fault(fault.Kind)})"],
        NoticeTold notice => [$"note: {notice.Words}"],
        StopAsked stop => [$"STOP: {stop.Cause}"],
        SessionEnded ended => End(ended.Result),
        _ => [],
    };

    private static Phrase Start(SessionPlan plan)
    {
        var side = plan.Side is { } named ? $" {named}" : "";
        var session = Phrase.Of($"{plan.Program} with {plan.Massager.Name} ({Phrase.Count(plan.Scale.Count, "level")}), {plan.Area}{side}");
        return plan.Massager.Simulated ? Phrase.Of($"SIM  seed {plan.Seed}: {session}") : session;
    }

    private static Phrase Phase(PhaseEntered phase)
    {
        var rep = phase.Rep > 0 ? $" {phase.Rep}/{phase.Of}" : "";
        return phase.Phase switch
        {
            SessionPhase.WarmUp => "warm-up",
            SessionPhase.Compress => Phrase.Of($"compress{rep}: lean in"),
            SessionPhase.Hold => Phrase.Of($"hold{rep}"),
            SessionPhase.Release => Phrase.Of($"release{rep}: ease off"),
            SessionPhase.Guided => Phrase.Of($"guided{rep}: {phase.Reason}"),
            SessionPhase.CoolDown => "cool-down",
            SessionPhase.Paused => Phrase.Of($"paused{rep}: {phase.Reason}"),
            SessionPhase.Reconnecting => Phrase.Of($"reconnecting{rep}: {phase.Reason}"),
            _ => Phrase.Verbatim(EventLine.Word(phase.Phase)),
        };
    }

    private static Phrase Link(LinkChanged link) => (link.State, link.Cause.InWords()) switch
    {
        ("connecting", _) => "link connecting",
        ("connected", _) => "link connected",
        ("lost", null) => "link lost",
        ("lost", { } words) => Phrase.Of($"link lost: {words}"),
        var (state, _) => Phrase.Verbatim(state),
    };

    private static Phrase Fault(string kind) => kind switch
    {
        "connection" => "connection",
        "communication" => "communication",
        "refused" => "refused",
        "uncertain-delivery" => "uncertain-delivery",
        _ => Phrase.Verbatim(kind),
    };

    private static Phrase Word(RedFlagKind kind) => kind switch
    {
        RedFlagKind.Sharp => "sharp",
        RedFlagKind.Numb => "numb",
        RedFlagKind.Radiating => "radiating",
    };

    private static Phrase Word(string input) => input switch
    {
        "begin" => "begin",
        "pause" => "pause",
        "resume" => "resume",
        "eased" => "eased",
        "device-button" => "device-button",
        _ => Phrase.Verbatim(input),
    };

    private static Phrase Source(string source) => source switch
    {
        "keyboard" => "keyboard",
        "script" => "script",
        "remote" => "remote",
        "person" => "person",
        _ => Phrase.Verbatim(source),
    };

    private static Phrase Level(LevelAccepted level)
    {
        var output = level.Output;
        if (output.Level.IsOff)
            return "motor off";
        return output.Tightest is { } tightest
            ? Phrase.Of($"level {output.Level}, {output.Intensity}, limited by {tightest.Rule} ({tightest.Cap}): {tightest.Reason}")
            : Phrase.Of($"level {output.Level}, {output.Intensity}");
    }

    private static IEnumerable<Phrase> End(SessionResult result)
    {
        yield return EndSentences.Words(result);
        yield return $"{Phrase.Count(result.Reps, "rep")}, {result.Press.TotalSeconds:0.#} s of press, highest {result.HighestOutput}, ratings {Ratings(result)}";
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

    private static Phrase Ratings(SessionResult result) =>
        result.Ratings.IsDefaultOrEmpty ? "none" : Phrase.Verbatim(string.Join<Discomfort>(" ", result.Ratings));

    private static string Clock(TimeSpan at) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalMinutes,2}:{at.Seconds:00}.{at.Milliseconds / 100}");
}

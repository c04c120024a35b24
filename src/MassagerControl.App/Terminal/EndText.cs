using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>What a person is told when a session is over: how, why, whether the motor is off, and what to do now.</summary>
internal static class EndText
{
    /// <summary>Most important first.</summary>
    public static IEnumerable<ScreenLine> Lines(Session session, SessionResult result, ScreenAid aid)
    {
        yield return result switch
        {
            { ConfirmedOff: false } => ScreenLine.Of(aid.Language.Say(PhaseText.MotorMayRun), Tone.Alarm),
            { OffGround: OffGround.NeverDriven } => ScreenLine.Of(aid.Language.Say("The motor was never told to run."), Tone.Strong),
            { OffGround: OffGround.StopsUnlinked } => ScreenLine.Of(aid.Language.Say("The device stops by itself without a link: look whether it did."), Tone.Strong),
            _ => ScreenLine.Of(aid.Language.Say("The motor is off: the device confirmed it."), Tone.Strong),
        };
        yield return ScreenLine.Of(EndSentences.How(result, aid.Language));
        if (result.AreaLocked)
        {
            yield return ScreenLine.Of(aid.Language.Say("Leave this area alone now: it stays locked until you clear it."), Tone.Strong);
            yield return ScreenLine.Of(aid.Language.Say($"To clear it, on another day: {EndSentences.Unlock(session.Plan, aid.Data)}"));
            yield return ScreenLine.Of(aid.Language.Say("If it does not go away, see a doctor or a physiotherapist."), Tone.Strong);
        }
        yield return ScreenLine.Of(aid.Language.Say(Numbers(result)));
        if (EndSentences.HeldBack(result) is { } held)
            yield return ScreenLine.Of(aid.Language.Say(held));
        if (!result.Ratings.IsDefaultOrEmpty)
            yield return ScreenLine.Of(aid.Language.Say($"Your ratings: {string.Join(", ", result.Ratings)}"));
    }

    /// <summary>The screen went before the session was over, e.g. because the program failed.</summary>
    public static IEnumerable<ScreenLine> Unfinished(bool motorMayRun, ScreenAid aid)
    {
        if (motorMayRun)
            yield return ScreenLine.Of(aid.Language.Say(PhaseText.MotorMayRun), Tone.Alarm);
        yield return ScreenLine.Of(motorMayRun ? aid.Language.Say("The program broke off in the middle of the session.") : aid.Language.Say("The program broke off; the motor was off."));
    }

    private static Phrase Numbers(SessionResult result) =>
        $"{Phrase.Count(result.Reps, "rep")}, {result.Press.TotalSeconds:0} s of press, at most {result.HighestOutput.Rounded()}";
}

using System.Collections.Immutable;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The live screen as a pure function of a session's snapshot.</summary>
internal static class TerminalView
{
    /// <summary>The whole screen: exactly as many lines as the terminal has, none wider than it. STOP is named from two lines on.</summary>
    /// <param name="snapshot">Its time is the present moment.</param>
    public static ImmutableArray<string> Render(SessionSnapshot snapshot, ScreenAid aid, ScreenSize size, TerminalLook look)
    {
        if (size.Width < 1 || size.Height < 1)
            return [];

        var lines = LargeLayout.Fits(size) ? LargeLayout.Lines(snapshot, aid, size) : SmallLayout.Lines(snapshot, aid, size);
        return [.. lines.Select(line => line.Cut(size.Width).Write(look))];
    }

    /// <summary>What stays on the normal screen: how the session ended, or that it did not.</summary>
    public static ImmutableArray<string> Farewell(SessionSnapshot snapshot, int width, TerminalLook look, ScreenAid aid)
    {
        var session = snapshot.Session;
        var page = new Page(Math.Max(1, width));
        var unfinished = session.Result is null && session.EverDriven && !session.MotorIsOff;
        page.Blocks(unfinished
            ? BigText.PressTheButton(page.Width - 1, aid.Language)
            : BigText.Of(session, new ScreenSize(page.Width - 1, BigText.Rows(session)), aid.Language));
        page.Blank();
        if (session.Plan.Massager.Simulated)
            page.Wrapped(ScreenLine.Of(aid.Language.Say("SIM: simulated massager, no real motor"), Tone.Simulated));
        page.Wrapped([.. session.Result is { } result ? EndText.Lines(session, result, aid) : EndText.Unfinished(unfinished, aid)]);
        return [.. page.Lines.Select(line => line.Write(look))];
    }

    /// <summary>The session in one line, for terminals without cursor movement; changes only when something else than the seconds does.</summary>
    public static ScreenLine StatusLine(SessionSnapshot snapshot, Language language)
    {
        var session = snapshot.Session;
        var reps = session.Reps();
        var parts = new List<string> { session.Plan.Massager.Simulated ? language.Say("SIM") : "", language.Say(PhaseText.Word(session)) };
        parts.Add(reps is { Of: > 0, Now: > 0 } ? language.Say($"rep {reps.Now} of {reps.Of}") : "");
        parts.Add(session.MotorMayRun ? language.Say(PhaseText.MotorMayRun) : "");
        parts.Add(language.Say(PhaseText.Cue(snapshot)));
        parts.Add(session.State == SessionState.Ready && snapshot.LowBattery() is { } low ? language.Say(low) : "");
        parts.Add(session.IsOver ? "" : LevelText.Sentence(session, language));
        parts.Add(session.PromptOpen ? language.Say(PhaseText.RatePrompt) : "");
        parts.Add(KeyText.Stop(session, language));
        return ScreenLine.Of(string.Join(" | ", parts.Where(part => part.Length > 0)));
    }
}

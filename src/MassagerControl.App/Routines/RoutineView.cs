using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Routines;

/// <summary>The screen of a routine as a pure function of its state. A session has a screen of its own.</summary>
internal static class RoutineView
{
    private const string Margin = " ";

    /// <param name="hint">What is wrong with the last key; null when nothing is.</param>
    /// <returns>No line wider than the terminal; without blank lines where it is low.</returns>
    public static ImmutableArray<ScreenLine> Lines(RoutineState state, TimeSpan now, Phrase? hint, ScreenSize size, Language language)
    {
        var page = new Page(Math.Max(8, size.Width), Margin);
        var number = Math.Min(state.Index + 1, state.Plan.Parts.Length);
        page.Add(ScreenLine.Of(Margin + language.Say(Phrase.Of($"Step {number} of {state.Plan.Parts.Length}")))
            .Opposite(ScreenLine.Of(language.Say("the motor is off") + Margin), page.Width));
        page.Blank();
        Body(page, state, now, language);
        page.Blank();
        if (state.Told is { } told)
        {
            page.Wrapped(ScreenLine.Of(language.Say(told), Tone.Ask));
            page.Blank();
        }
        page.Wrapped(ScreenLine.Of(language.Say(Keys(state))));
        if (hint is not null)
            page.Wrapped(ScreenLine.Of(language.Say(hint), Tone.Ask));
        return Fitting([.. page.Lines], size);
    }

    private static ImmutableArray<ScreenLine> Fitting(ImmutableArray<ScreenLine> lines, ScreenSize size) =>
        lines.Length < size.Height ? lines : [.. lines.Where(line => !line.Spans.IsEmpty).Take(Math.Max(1, size.Height - 1))];

    private static void Body(Page page, RoutineState state, TimeSpan now, Language language)
    {
        switch (state.Part)
        {
            case PlannedGuided guided:
                Guided(page, guided.Step, state, now, language);
                break;
            case PlannedSession session:
                page.Wrapped(ScreenLine.Of(language.Say(Phrase.Of($"Now the session: {Phrase.Verbatim(session.Program)}")), Tone.Strong));
                page.Blank();
                if (state.Plan.Place is { } place)
                    page.Wrapped(ScreenLine.Of(language.Say(place.InWords())));
                page.Wrapped(ScreenLine.Of(language.Say("Take the massager. Every check comes first; no motor runs before you begin.")));
                break;
        }
    }

    private static void Guided(Page page, GuidedStep step, RoutineState state, TimeSpan now, Language language)
    {
        page.Wrapped(ScreenLine.Of(language.SayText(step.Name), Tone.Strong));
        page.Blank();
        foreach (var line in step.Text)
            page.Wrapped(ScreenLine.Of($"- {language.SayText(line)}"));
        page.Blank();
        if (GuidedStepText.Count(state) is var count && count != Phrase.Empty)
            page.Wrapped(ScreenLine.Of(language.Say(count), Tone.Strong));
        if (state.Phase == RoutinePhase.Paused)
            page.Wrapped(ScreenLine.Of(language.Say("paused"), Tone.Ask));
        if (state.LeftAt(now) is not { } left || state.Phase == RoutinePhase.Twinged)
            return;
        // In letters of the usual size too: what is drawn can be read by eyes only.
        page.Wrapped(ScreenLine.Of(language.Say(Phrase.Of($"time left: {Clock(left)}"))));
        page.Blocks(BigText.Draw(Clock(left), new(page.Width, BlockFont.Rows), Tone.Strong).Select(row => ScreenLine.Of(Margin) + row));
    }

    /// <summary>Seconds, rounded up, so that 0 means over; minutes before them from a hundred on.</summary>
    public static string Clock(TimeSpan left)
    {
        var seconds = (int)Math.Ceiling(Math.Max(0, left.TotalSeconds));
        return seconds < 100
            ? seconds.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
    }

    private static Phrase Keys(RoutineState state) => state.Phase switch
    {
        RoutinePhase.Ready when state.Part is PlannedSession => "ENTER: begin the session   S: skip it   Q or ESC: STOP",
        RoutinePhase.Ready => "ENTER: begin   S: skip   I: it is a fresh injury   Q or ESC: STOP",
        RoutinePhase.Paused => "P or ENTER: go on   S: skip   T: it twinges   Q or ESC: STOP",
        RoutinePhase.Twinged => "ENTER: the next step   Q or ESC: STOP",
        _ => "ENTER: next   P: pause   S: skip   T: it twinges   I: it is a fresh injury   Q or ESC: STOP",
    };
}

using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.CheckIn;

/// <summary>Tells a person whose answers may mean an emergency what to do: large, plain, and before everything else.</summary>
internal static class EmergencyText
{
    /// <summary>As wide as a screen is at least taken to be where nobody knows it.</summary>
    public const int UsualWidth = 80;

    private static readonly Phrase[][] Calls = [["CALL FOR HELP"], ["CALL", "FOR HELP"]];

    /// <summary>As it is printed.</summary>
    /// <param name="terminal">Null where it is no terminal that it is printed to.</param>
    public static IEnumerable<string> Lines(PossibleEmergency emergency, TerminalPort? terminal, Language language) =>
        Lines(emergency.Verdict, emergency.Questions, terminal?.Size().Width ?? UsualWidth, language).Select(line => line.Write(terminal?.Look ?? new TerminalLook { Colour = false, Unicode = false }));

    public static IEnumerable<ScreenLine> Lines(CheckInVerdict verdict, CheckInQuestions questions, int width, Language language)
    {
        var page = new Page(Math.Max(1, width), " ");
        page.Blank();
        page.Blocks(Large(width - 1, language));
        page.Blank();
        page.Wrapped(ScreenLine.Of(language.Say("Call your local emergency number now (112 or 911 in many countries). No massage."), Tone.Strong));
        page.Blank();
        page.Wrapped(ScreenLine.Of(language.Say("You said, or were not sure:")));
        foreach (var sign in verdict.Emergency)
            page.Wrapped(ScreenLine.Of($"- {language.SayText(questions.Find(sign.Question)?.Text ?? "")}: {language.Say(sign.Words)}"));
        page.Blank();
        page.Wrapped(ScreenLine.Of(language.Say("Was it a slip of the finger? Then begin again. The motor was never on.")));
        return page.Lines;
    }

    private static IEnumerable<ScreenLine> Large(int width, Language language)
    {
        foreach (var words in Calls)
        {
            var drawn = words.Select(word => BlockFont.Draw(language.Say(word), new ScreenSize(width - 1, BlockFont.Rows))).ToArray();
            if (drawn.All(rows => rows.Count > 0))
                return drawn.SelectMany((rows, i) => i == 0 ? rows : rows.Prepend("")).Select(row => ScreenLine.Of($" {row}", Tone.Strong));
        }
        return [ScreenLine.Of(language.Say("CALL FOR HELP"), Tone.Alarm)];
    }
}

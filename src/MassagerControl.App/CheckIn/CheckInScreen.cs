using System.Collections.Immutable;
using System.Text;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.CheckIn;

/// <summary>Puts the check-in on a terminal. Nothing has started yet, so a signal may end the program here as it likes.</summary>
internal sealed class CheckInScreen(TerminalPort terminal, Language language)
{
    private const string Clear = "\e[0m\e[2J\e[H";

    /// <summary>Asks a person.</summary>
    /// <returns>Null when they leave.</returns>
    public ImmutableDictionary<string, CheckInAnswer>? Ask(CheckInSubject subject) =>
        Ask(new CheckInDialogue(subject)) is { End: not CheckInEnd.Left } answered ? answered.Answers : null;

    /// <summary>Waits for the keys of a person.</summary>
    /// <returns>The dialogue at its end.</returns>
    public CheckInDialogue Ask(CheckInDialogue dialogue)
    {
        while (dialogue.End is null)
        {
            Show(DialogueView.Lines(dialogue, terminal.Size(), language));
            dialogue = dialogue.Next(NextKey());
        }
        Show([]);
        return dialogue;
    }

    /// <summary>Puts these lines in place of the screen; below it where the cursor cannot be moved.</summary>
    public void Show(IEnumerable<ScreenLine> lines)
    {
        var text = new StringBuilder(terminal.Look.Addressable ? Clear : "");
        foreach (var line in lines)
            text.Append(line.Write(terminal.Look)).Append('\n');
        terminal.Output.Write(text.ToString());
        terminal.Output.Flush();
    }

    private ConsoleKeyInfo? NextKey()
    {
        try
        {
            return terminal.ReadKey();
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            return null;
        }
    }
}

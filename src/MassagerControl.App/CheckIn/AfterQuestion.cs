using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.CheckIn;

/// <summary>Asks on the terminal how much it hurts at the place after the session, by the check-in's own scale. Whoever does not want to say presses Enter.</summary>
/// <param name="keys">What is pressed after the session's screen has gone.</param>
internal sealed class AfterQuestion(TerminalPort terminal, LateKeys keys, Language language)
{
    /// <param name="cancellation">Somebody ends the program: nothing is said.</param>
    /// <returns>Null where the person does not say.</returns>
    public Discomfort? Ask(Discomfort before, CancellationToken cancellation)
    {
        keys.Forget();
        Write($"{language.Say($"How much does it hurt there now? Before it was {before}. 1: hardly at all. 10: the worst.")}\n{language.Say("1-9, 0 = ten, Enter: skip")} > ");
        while (keys.Take(cancellation) is { } key)
        {
            if (Answer(key) is { } answer)
            {
                Write($"{answer}\n{language.Say(PainChanges.Sentence(before, answer))}\n");
                return answer;
            }
            if (key.Key is ConsoleKey.Enter or ConsoleKey.Escape || key.KeyChar is '\r' or '\n' or '\e' or '\u0004')
                break;
        }
        Write($"{language.Say("not said")}\n");
        return null;
    }

    private static Discomfort? Answer(ConsoleKeyInfo key) => key.KeyChar switch
    {
        '0' => Discomfort.From(Discomfort.Highest),
        >= '1' and <= '9' and var digit => Discomfort.From(digit - '0'),
        _ => null,
    };

    private void Write(string text)
    {
        try
        {
            terminal.Output.Write(text);
            terminal.Output.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone: nobody is asked any more.
            keys.End();
        }
    }
}

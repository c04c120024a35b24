using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>Where a command writes, and whether a person sits there.</summary>
/// <param name="Terminal">Where somebody can press a key and read the answer; null when standard input or output is no terminal.</param>
internal sealed record AppConsole(TextWriter Out, TextWriter Error, TerminalPort? Terminal)
{
    /// <summary>Where answers to questions come from, a line each.</summary>
    public TextReader Input { get; init; } = Console.In;

    /// <summary>In which a person is spoken to.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>An answer to a question that ends with <c>[y/N]</c>, or <c>[j/N]</c> in German.</summary>
    public static bool IsYes(string? answer) => answer?.Trim().ToLowerInvariant() is "y" or "yes" or "j" or "ja";

    /// <summary>One line on standard output.</summary>
    public void Say(Phrase words) => Out.WriteLine(Language.Say(words));

    /// <summary>A question on standard output, which the answer follows on the same line.</summary>
    public void Ask(Phrase words)
    {
        Out.Write($"{Language.Say(words)} ");
        Out.Flush();
    }

    /// <summary>What is wrong, on standard error.</summary>
    public void Complain(Phrase words) => Error.WriteLine($"massager: {Language.Say(words)}");
}

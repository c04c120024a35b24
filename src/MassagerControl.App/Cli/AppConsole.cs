using MassagerControl.App.Terminal;

namespace MassagerControl.App.Cli;

/// <summary>Where a command writes, and whether a person sits there.</summary>
/// <param name="Terminal">Where somebody can press a key and read the answer; null when standard input or output is no terminal.</param>
internal sealed record AppConsole(TextWriter Out, TextWriter Error, TerminalPort? Terminal)
{
    /// <summary>Where answers to questions come from, a line each.</summary>
    public TextReader Input { get; init; } = Console.In;
}

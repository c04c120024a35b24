namespace MassagerControl.App.Cli;

/// <summary>Where a command writes, and whether a person sits there.</summary>
/// <param name="IsTerminal">Standard input and output are both a terminal: somebody can press a key and read the answer.</param>
internal sealed record AppConsole(TextWriter Out, TextWriter Error, bool IsTerminal);

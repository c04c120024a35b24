using MassagerControl.App.Cli;

namespace MassagerControl.Tests.App.Cli;

/// <summary>The command line, called in process.</summary>
internal sealed record Massager(int Exit, string Out, string Error)
{
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Massager> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await new CommandLine(new AppConsole(output, error, IsTerminal: false)).RunAsync(args);
        return new(exit, output.ToString(), error.ToString());
    }
}

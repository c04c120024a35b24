using MassagerControl.App.Cli;

namespace MassagerControl.App;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        return new CommandLine(new AppConsole(Console.Out, Console.Error, isTerminal)).RunAsync(args);
    }
}

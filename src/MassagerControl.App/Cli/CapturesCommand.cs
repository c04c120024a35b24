using System.CommandLine;

namespace MassagerControl.App.Cli;

/// <summary><c>massager captures</c>: looks at captures. Nothing is sent to any device.</summary>
internal sealed class CapturesCommand(AppConsole console)
{
    public Command Build() => new("captures", "Shows what a Bluetooth capture holds. Sends nothing.")
    {
        new CapturesCleanCommand(console).Build(),
    };
}

using System.CommandLine;

namespace MassagerControl.App.Cli;

/// <summary><c>massager captures</c>: looks at captures and cleans them. Nothing is sent to any device.</summary>
internal sealed class CapturesCommand(AppConsole console)
{
    public Command Build() => new("captures", "Shows what a Bluetooth capture holds, or cleans one for others. Sends nothing.")
    {
        new CapturesShowCommand(console).Build(), new CapturesPageCommand(console).Build(), new CapturesCleanCommand(console).Build(),
    };
}

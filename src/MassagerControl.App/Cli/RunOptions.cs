using System.Collections.Immutable;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Voice;

namespace MassagerControl.App.Cli;

/// <summary>The command line of <c>run</c>: the session that is wanted, and the files that it is written to.</summary>
internal sealed record RunOptions(SessionOrder Order)
{
    /// <summary>A path, or <c>-</c> for standard output.</summary>
    public string? Events { get; init; }

    /// <summary>A path, or <c>-</c> for standard output.</summary>
    public string? Report { get; init; }

    /// <summary>How the session is to be heard; null: not at all.</summary>
    public VoiceOptions? Voice { get; init; }

    /// <summary>As they were written: <c>NAME[:KEY]</c>.</summary>
    public string[] StopKeyTexts { get; init; } = [];

    /// <summary>The devices whose keys are STOP, once they were found.</summary>
    public ImmutableArray<StopKey> StopKeys { get; init; } = [];

    /// <summary>Standard output is a program's, so that everything for people goes elsewhere.</summary>
    public bool TakesStandardOutput => Events == OutputFile.StandardOutput || Report == OutputFile.StandardOutput;

    /// <summary>The terminal that shows the live screen; null where plain lines do.</summary>
    /// <remarks>Nobody can follow the highest speed, and a log on standard output leaves no room for a screen.</remarks>
    public Terminal.TerminalPort? Screen(Terminal.TerminalPort? terminal) =>
        Order.Speed.Factor is null || Events == OutputFile.StandardOutput ? null : terminal;

    /// <summary>The order, with whether somebody sits at this terminal who can rate and stop.</summary>
    public SessionOrder OrderAt(Terminal.TerminalPort? terminal) => Order with
    {
        Attended = Screen(terminal) is not null,
        Unattended = terminal is not null && Events == OutputFile.StandardOutput
            ? "--events -: a real device needs the screen, and a log on standard output leaves no room for it; name a file"
            : null,
    };
}

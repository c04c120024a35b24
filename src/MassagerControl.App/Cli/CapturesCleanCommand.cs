using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Cleaning;

namespace MassagerControl.App.Cli;

/// <summary><c>massager captures clean</c>: writes a capture that may be shown to others.</summary>
internal sealed class CapturesCleanCommand(AppConsole console)
{
    private readonly Argument<string> _input = new("IN") { Description = "The capture: btsnoop, pcap, pcapng or PacketLogger, also as .gz or in an Android bug report's .zip." };
    private readonly Argument<string> _output = new("OUT") { Description = "The file to write; it must not be there yet." };
    private readonly Option<string?> _device = OptionValues.NotEmpty(
        new Option<string?>("--device") { Description = "Whose packets are kept; the device that was written to most otherwise.", HelpName = "ADDRESS" }, "an address");

    public Command Build()
    {
        var clean = new Command("clean", "Writes a capture with one device's packets only: addresses replaced, keys, pairing and everybody else left out.") { _input, _output, _device };
        clean.SetAction(result => Run(result.GetRequiredValue(_input), result.GetRequiredValue(_output), result.GetValue(_device)));
        return clean;
    }

    private int Run(string input, string output, string? device)
    {
        var (cleaned, problem) = CleanCapture.Write(input, output, device);
        if (cleaned is null)
        {
            console.Complain(problem!);
            return ExitCode.BadInput;
        }
        foreach (var note in cleaned.Notes)
            console.Say(note);
        foreach (var fault in cleaned.Faults)
            console.Complain($"{input}, byte {fault.Offset}: {fault.Reason}");
        if (cleaned.FaultsLeftOut > 0)
            console.Complain($"{input}: {cleaned.FaultsLeftOut} more faults");
        console.Say(Written(output, cleaned));
        return ExitCode.Completed;
    }

    public static Phrase Written(string output, CleanedCapture cleaned) =>
        $"{output}: {Phrase.Count(cleaned.Kept, "packet")} of one device, which is {CleanedCapture.Device} in it; {Phrase.Count(cleaned.LeftOut, "packet")} left out";
}

using System.CommandLine;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Programs;

namespace MassagerControl.App.Cli;

/// <summary><c>massager programs new</c>: writes a program file of one's own to begin from.</summary>
internal sealed class ProgramsNewCommand(AppConsole console, string folder)
{
    private readonly Argument<string> _id = OptionValues.NotEmpty(new Argument<string>("ID") { Description = "Lower-case letters, digits and hyphens." }, "an id");

    private readonly Option<string> _from = new("--from")
    {
        Description = "The program to begin from: an id, or the path of a .json file.",
        HelpName = "PROGRAM",
        DefaultValueFactory = _ => "compression-starter",
    };

    private readonly Option<string?> _name = OptionValues.NotEmpty(new Option<string?>("--name") { Description = "What it is called; its id otherwise.", HelpName = "TEXT" }, "a name");
    private readonly Option<string?> _output = OptionValues.NotEmpty(new Option<string?>("--output") { Description = "The file; ID.json here otherwise.", HelpName = "FILE" }, "a file");

    public Command Build()
    {
        var command = new Command("new", "Writes a program file to begin your own from.") { _id, _from, _name, _output };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var id = result.GetRequiredValue(_id);
        var file = result.GetValue(_output) ?? $"{id}.json";
        var found = ProgramChoice.Find(folder, result.GetRequiredValue(_from));
        if (found.Program is not { } from)
            return Fail([.. found.Errors]);
        if (Path.GetFileName(file) != $"{id}.json")
            return Refuse(Phrase.Of($"{file}: a program's file is named after its id: {id}.json"));
        var json = ProgramSkeleton.Of(from, id, result.GetValue(_name) ?? id) + "\n";
        // As strict with ours as with anybody's.
        var reading = ProgramReader.Parse(file, json);
        return reading.Program is null ? Fail([.. reading.Errors.Select(error => error.InWords())]) : Write(file, json);
    }

    private int Write(string file, string json)
    {
        try
        {
            // What is there is somebody's work.
            using var stream = new FileStream(file, FileMode.CreateNew);
            stream.Write(Encoding.UTF8.GetBytes(json));
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return Refuse(OutputFile.Problem(file, exception));
        }
        console.Say($"{file}: written");
        console.Say($"Next: change it, then: massager programs check {file} and: massager programs try {file}");
        return ExitCode.Completed;
    }

    private int Refuse(Phrase reason)
    {
        console.Complain(reason);
        return ExitCode.BadInput;
    }

    private int Fail(params ReadOnlySpan<Phrase> reasons)
    {
        foreach (var reason in reasons)
            console.Error.WriteLine(console.Language.Say(reason));
        return ExitCode.BadInput;
    }
}

using System.CommandLine;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager programs list|show|check</c>.</summary>
internal sealed class ProgramsCommand(AppConsole console, string folder)
{
    public Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var id = OptionValues.NotEmpty(new Argument<string>("PROGRAM") { Description = "A program's id, or the path of a .json file." }, "an id or the path of a file");
        var files = OptionValues.NotEmpty(new Argument<string[]>("FILE") { Description = "Program files; none checks the whole library.", Arity = ArgumentArity.ZeroOrMore }, "the path of a file");

        var list = new Command("list", "Lists the programs.") { json };
        list.SetAction(result => List(result.GetValue(json)));
        var show = new Command("show", "Shows one program with its sources.") { id, json };
        show.SetAction(result => Show(result.GetRequiredValue(id), result.GetValue(json)));
        var check = new Command("check", "Checks program files and names everything that is wrong.") { files, json };
        check.SetAction(result => Check(result.GetValue(files) ?? [], result.GetValue(json)));
        return new Command("programs", "Lists, shows and checks massage programs.") { list, show, check };
    }

    private int List(bool asJson)
    {
        var library = ProgramLibrary.Load(folder);
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json =>
            {
                json.WriteStartArray();
                foreach (var program in library.Programs)
                    ProgramText.Write(json, program);
                json.WriteEndArray();
            }));
        else
            foreach (var program in library.Programs)
                console.Out.WriteLine(ProgramText.Row(program, console.Language));
        return Complain(library.Errors);
    }

    private int Show(string name, bool asJson)
    {
        var found = ProgramChoice.Find(folder, name);
        if (found.Program is not { } program)
        {
            foreach (var error in found.Errors)
                console.Error.WriteLine(console.Language.Say(error));
            return ExitCode.BadInput;
        }
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => ProgramText.Write(json, program)));
        else
            foreach (var line in ProgramText.Page(program, console.Language))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }

    private int Check(string[] files, bool asJson)
    {
        var errors = files.Length == 0 ? ProgramLibrary.Load(folder).Errors : [.. files.SelectMany(file => ProgramReader.Read(file).Errors)];
        if (asJson)
        {
            console.Out.WriteLine(JsonText.Indented(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("good", errors.IsEmpty);
                json.Errors("errors", errors);
                json.WriteEndObject();
            }));
            return errors.IsEmpty ? ExitCode.Completed : ExitCode.BadInput;
        }
        if (errors.IsEmpty)
            console.Say("All good.");
        return Complain(errors);
    }

    private int Complain(IReadOnlyCollection<FileError> errors)
    {
        foreach (var error in errors)
            console.Error.WriteLine(console.Language.Say(error.InWords()));
        return errors.Count == 0 ? ExitCode.Completed : ExitCode.BadInput;
    }
}

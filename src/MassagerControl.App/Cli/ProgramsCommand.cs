using System.CommandLine;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager programs list|show|check|new|try</c>.</summary>
internal sealed class ProgramsCommand(AppConsole console, AppParts parts)
{
    private readonly string _folder = parts.Programs;

    public Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var id = OptionValues.NotEmpty(new Argument<string>("PROGRAM") { Description = "A program's id, or the path of a .json file." }, "an id or the path of a file");
        var files = OptionValues.NotEmpty(new Argument<string[]>("FILE") { Description = "Program files; none checks the whole library.", Arity = ArgumentArity.ZeroOrMore }, "the path of a file");

        var list = new Command("list", "Lists the programs.") { json };
        list.SetAction(result => List(result.GetValue(json)));
        var svg = ProgramsDrawing.Option();
        var show = new Command("show", "Shows one program, drawn over its time, with its sources.") { id, json, svg };
        show.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(svg) is not null)
                result.AddError("--svg: not together with --json");
        });
        show.SetAction(result => Show(result.GetRequiredValue(id), result.GetValue(json), result.GetValue(svg)));
        var check = new Command("check", "Checks program files and names everything that is wrong.") { files, json };
        check.SetAction(result => Check(result.GetValue(files) ?? [], result.GetValue(json)));
        return new Command("programs", "Lists, shows, checks and tries massage programs, and begins new ones.")
        {
            list, show, check, new ProgramsNewCommand(console, _folder).Build(), new ProgramsTryCommand(console, parts).Build(),
        };
    }

    private int List(bool asJson)
    {
        var library = ProgramLibrary.Load(_folder);
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

    private int Show(string name, bool asJson, string? svg)
    {
        var found = ProgramChoice.Find(_folder, name);
        if (found.Program is not { } program)
        {
            foreach (var error in found.Errors)
                console.Error.WriteLine(console.Language.Say(error));
            return ExitCode.BadInput;
        }
        var drawing = new ProgramsDrawing(console, parts.Language);
        if (svg is not null)
            return drawing.Save(svg, ProgramChart.Of(program), parts.Language.SayText(program.Name));
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => ProgramText.Write(json, program)));
        else
        {
            foreach (var line in ProgramText.Page(program, console.Language))
                console.Out.WriteLine(line);
            console.Out.WriteLine();
            drawing.Write(ProgramChart.Of(program));
        }
        return ExitCode.Completed;
    }

    private int Check(string[] files, bool asJson)
    {
        var errors = files.Length == 0 ? ProgramLibrary.Load(_folder).Errors : [.. files.SelectMany(file => ProgramReader.Read(file).Errors)];
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

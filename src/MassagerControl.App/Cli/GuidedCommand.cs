using System.CommandLine;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager guided list|show|run</c>: steps without the device.</summary>
internal sealed class GuidedCommand(AppConsole console, AppParts parts)
{
    public Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var id = OptionValues.NotEmpty(new Argument<string>("STEP") { Description = "A step's id; see: massager guided list." }, "a step");
        var list = new Command("list", "Lists the guided steps.") { json };
        list.SetAction(result => List(result.GetValue(json)));
        var show = new Command("show", "Shows one guided step with its sources.") { id, json };
        show.SetAction(result => Show(result.GetRequiredValue(id), result.GetValue(json)));
        return new Command("guided", "Steps without the device: warmth, cold, finding the knot, positions, stretches.") { list, show, Run(id) };
    }

    private Command Run(Argument<string> id)
    {
        var speed = OptionValues.Of("--speed", "max", "Go through it at once, without a person.", text => text == "max" ? new Runtime.Intake.SessionSpeed(null) : null, "max");
        var sound = new Option<bool>("--sound") { Description = "Say what to do, with espeak-ng or spd-say where one is installed, else with the terminal's bell." };
        var data = DataOption.Create();
        var run = new Command("run", "Guides through one step with a timer. No motor runs.") { id, speed, sound, data };
        run.SetAction(async (parsed, cancellation) =>
        {
            if (Find(parsed.GetRequiredValue(id)) is not { } step)
                return ExitCode.BadInput;
            var order = new Runtime.Intake.SessionOrder { Program = "", Area = "", Side = "", Profiles = "", Speed = parsed.GetValue(speed) ?? new(1), Data = parsed.GetValue(data) };
            var options = new RunOptions(order) { Voice = parsed.GetValue(sound) ? new(parts.Language, null) : null };
            return await new RoutineRun(console, parts, _ => throw new InvalidOperationException("A guided step has no session.")).RunStepAsync(step, new(options, step.Id, null, Resume: false), cancellation).ConfigureAwait(false);
        });
        return run;
    }

    private int List(bool asJson)
    {
        var library = GuidedStepLibrary.Load(parts.Routines.Steps);
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json =>
            {
                json.WriteStartArray();
                foreach (var step in library.Steps)
                    GuidedStepText.Write(json, step, Language.English);
                json.WriteEndArray();
            }));
        else
            foreach (var step in library.Steps)
                console.Out.WriteLine(GuidedStepText.Row(step, parts.Language));
        foreach (var error in library.Errors)
            console.Error.WriteLine(console.Language.Say(error.InWords()));
        return library.Errors.IsEmpty ? ExitCode.Completed : ExitCode.BadInput;
    }

    private int Show(string id, bool asJson)
    {
        if (Find(id) is not { } step)
            return ExitCode.BadInput;
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => GuidedStepText.Write(json, step, Language.English)));
        else
            foreach (var line in GuidedStepText.Page(step, parts.Language))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }

    /// <returns>Null where there is none, which is told.</returns>
    private GuidedStep? Find(string id)
    {
        var library = GuidedStepLibrary.Load(parts.Routines.Steps);
        if (library.Find(id) is { } step)
            return step;
        var own = library.Errors.Where(error => Path.GetFileNameWithoutExtension(error.File) == id).Select(error => error.InWords()).ToArray();
        foreach (var line in own)
            console.Error.WriteLine(console.Language.Say(line));
        if (own.Length == 0)
            console.Complain($"there is no guided step '{id}'; there are {string.Join(", ", library.Steps.Select(one => one.Id))}");
        return null;
    }
}

using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Cli;

/// <summary><c>massager programs try</c>: runs a program on the simulator as fast as it goes, with a simulated person, and draws what happened.</summary>
internal sealed class ProgramsTryCommand(AppConsole console, AppParts parts)
{
    private readonly Argument<string> _program = OptionValues.NotEmpty(
        new Argument<string>("PROGRAM") { Description = "A program's id, or the path of a .json file." }, "an id or the path of a file");

    private readonly Option<string> _device = new("--device")
    {
        Description = "A simulated device: sim:PROFILE, or the path of a profile's .json file.",
        HelpName = "ID",
        DefaultValueFactory = _ => "sim:therabody-elite",
    };

    private readonly Option<string> _area = new("--area") { Description = "See: massager areas.", HelpName = "AREA", DefaultValueFactory = _ => "between-blades" };

    private readonly Option<Boxed<SimulatedPersonModel>?> _person = OptionValues.Of(
        "--person", "MODEL", $"Who rates: {string.Join(", ", RunCommand.Models)}.", RunCommand.Person, $"one of {string.Join(", ", RunCommand.Models)}");

    private readonly Option<Boxed<int>?> _seed = OptionValues.Of(
        "--seed", "N", "Same seed, same session.", text => Boxed.From(OptionValues.Whole(text, 0, int.MaxValue)), "a whole number from 0");

    private readonly Option<string?> _svg = ProgramsDrawing.Option();
    private readonly Option<string> _profiles = ProfilesFolder.Option();

    public Command Build()
    {
        var command = new Command("try", "Runs a program on the simulator and draws level, cap and ratings.") { _program, _device, _area, _person, _seed, _svg, _profiles };
        command.SetAction((result, _) => RunAsync(result));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        var device = result.GetRequiredValue(_device);
        if (!device.StartsWith("sim:", StringComparison.Ordinal) && !device.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return Fail(ExitCode.BadInput, Phrase.Of($"--device {device}: a program is tried on the simulator only: sim:PROFILE or the path of a profile's .json file is expected"));
        var admission = new SessionIntake(parts.Intake).Admit(Order(result, device));
        if (admission is not Admitted { Setup: var setup })
            return Refuse((Refused)admission);
        var events = new List<SessionEvent>();
        var end = await RunAsync(setup, events).ConfigureAwait(false);
        if (end.Result is not { } ended)
            return Fail(ExitCode.InternalError, Phrase.Of($"internal error: {end.Broken}"));
        foreach (var note in setup.Notes)
            console.Out.WriteLine(note);
        var chart = SessionChart.Of(events);
        new ProgramsDrawing(console, parts.Language).Write(chart);
        console.Out.WriteLine(parts.Language.Say(EndLine(ended)));
        return result.GetValue(_svg) is { } file
            ? new ProgramsDrawing(console, parts.Language).Save(file, chart, $"{setup.Plan.Program}, {setup.Plan.Massager.Name}")
            : ExitCode.Completed;
    }

    private static async Task<RunEnd> RunAsync(RunSetup setup, List<SessionEvent> events)
    {
        var (open, _) = await OpenSession.OpenAsync(setup, screen: false, TimeProvider.System).ConfigureAwait(false);
        await using (open!.ConfigureAwait(false))
        {
            var run = open!.Begin(new(null, null));
            run.Told += events.Add;
            return await new SessionHost().RunAsync(run).ConfigureAwait(false);
        }
    }

    private static Phrase EndLine(SessionResult ended) => Phrase.Of(
        $"{HistoryText.OutcomeInWords(EventLine.Word(ended.Outcome))}: {ended.Reason}; {Phrase.Count(ended.Reps, "rep")}, {ended.Press.TotalSeconds:0.#} s of press, highest {ended.HighestOutput}");

    private SessionOrder Order(ParseResult result, string device) => new()
    {
        Program = result.GetRequiredValue(_program),
        Device = device,
        Area = result.GetRequiredValue(_area),
        Side = "right",
        Person = result.GetValue(_person)?.Value ?? SimulatedPersonModel.Steady,
        Seed = result.GetValue(_seed)?.Value ?? SessionIntake.DefaultSeed,
        Speed = new(null),
        Profiles = result.GetRequiredValue(_profiles),
    };

    private int Refuse(Refused refused)
    {
        foreach (var reason in refused.Reasons)
            console.Error.WriteLine($"massager: {reason}");
        return ExitCode.Of(refused.Kind);
    }

    private int Fail(int exit, Phrase reason)
    {
        console.Complain(reason);
        return exit;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary><c>massager run</c>: its options and their ranges.</summary>
internal sealed class RunCommand(Language language)
{
    // A faster clock than this is no use in real time, and keeps timestamps far from overflowing.
    private const double FastestSpeed = 10_000;

    internal static readonly string[] Models = [.. Enum.GetNames<SimulatedPersonModel>().Select(name => name.ToLowerInvariant())];

    private readonly Argument<string> _program = new("PROGRAM")
    {
        Description = "A program's id, or the path of a .json file.",
        DefaultValueFactory = _ => "compression",
    };

    private readonly Option<string> _profiles = ProfilesFolder.Option();

    private readonly Option<string?> _device = new("--device")
    {
        Description = "A paired device by its name or address, sim:PROFILE or the path of a profile's .json file for the simulator, socket:PATH for massager simulate. "
            + "Otherwise the one paired device, or sim:sim-percussion-gun where none is paired.",
        HelpName = "ID",
    };

    private readonly Option<string> _area = new("--area") { Description = "See: massager areas.", HelpName = "AREA", DefaultValueFactory = _ => "upper-trapezius" };

    private readonly Option<string?> _side = OptionValues.Of(
        "--side", "SIDE", "left or right.", text => text is "left" or "right" ? text : null, "left or right");

    private readonly Option<Boxed<double>?> _ceiling = OptionValues.Of(
        "--ceiling", "PCT", "Your own ceiling; + and - move it.", text => Boxed.From(OptionValues.Number(text, 0, 100)), "a number from 0 to 100 (%)");

    private readonly Option<Boxed<int>?> _reps = OptionValues.Of(
        "--reps", "N", "Presses.", text => Boxed.From(OptionValues.Whole(text, 1, HardLimits.Reps)), $"a whole number from 1 to {HardLimits.Reps}");

    private readonly Option<Boxed<double>?> _press = OptionValues.Of(
        "--press", "SECONDS", "Length of a press.", text => Boxed.From(OptionValues.Number(text, 1, HardLimits.Press.TotalSeconds)), $"a number from 1 to {HardLimits.Press.TotalSeconds:0} (seconds)");

    private readonly Option<SessionSpeed?> _speed = OptionValues.Of(
        "--speed", "N|max", "How fast time goes; the simulator only. A computer that is too slow for it goes as fast as it can, and says so.", Speed, $"max, or a number above 0 up to {FastestSpeed:0}");

    private readonly Option<Boxed<int>?> _seed = OptionValues.Of(
        "--seed", "N", "Same seed, same session; the simulator only.", text => Boxed.From(OptionValues.Whole(text, 0, int.MaxValue)), "a whole number from 0");

    private readonly Option<Boxed<SimulatedPersonModel>?> _person = OptionValues.Of(
        "--person", "MODEL", $"Who rates on the simulator: {string.Join(", ", Models)}.", Person, $"one of {string.Join(", ", Models)}");

    private readonly Option<string?> _ratings = File("--ratings", "Lines 'seconds value' that rate instead of a person.");
    private readonly Option<string?> _faults = File("--faults", "Faults for the simulator to make.");
    private readonly Option<string?> _events = File("--events", "Where the event log goes; - is standard output.");
    private readonly Option<string?> _report = File("--report", "Where the report goes, as JSON; - is standard output.");
    private readonly Option<string?> _ledger = File("--ledger", "A dose ledger to judge by and to write to; the simulator has none otherwise.");
    private readonly Option<string?> _checkIn = File("--check-in", "Answers to the check-in's questions, for a run without a terminal.");
    private readonly Option<string?> _data = DataOption.Create();
    private readonly Option<bool> _sound = new("--sound") { Description = "Say what to do, and count down: with espeak-ng or spd-say where one is installed, else with the terminal's bell." };

    private readonly Option<Boxed<int>?> _volume = OptionValues.Of(
        "--volume", "PCT", "How loud --sound speaks.", text => Boxed.From(OptionValues.Whole(text, 0, 100)), "a whole number from 0 to 100");

    private readonly Option<string?> _voice = OptionValues.Of(
        "--voice", "LANGUAGE", "What --sound speaks; the language of the program otherwise.", text => Language.Find(text) is null ? null : text, $"one of {string.Join(", ", Language.Tags)}");

    private readonly Option<string[]> _stopKey = StopKeyOption.Create();
    private readonly Option<bool> _trace = new("--trace") { Description = "Log every frame that is written." };
    private readonly Option<bool> _noWarmUp = new("--no-warm-up") { Description = "Skip the warm-up." };
    private readonly Option<bool> _noCoolDown = new("--no-cool-down") { Description = "Skip the cool-down." };

    /// <summary>The options of a session, for another command that has one in it.</summary>
    /// <returns>Reads them; the program is the one that is named.</returns>
    public Func<ParseResult, string, RunOptions> AddTo(Command command)
    {
        foreach (var option in (Option[])[_device, _area, _side, _ceiling, _reps, _press, _speed, _seed, _person, _ratings, _faults, _events, _report, _trace, _noWarmUp, _noCoolDown, _ledger, _checkIn, _stopKey, _sound, _volume, _voice, _data, _profiles])
            command.Options.Add(option);
        command.Validators.Add(Sound);
        return Bind;
    }

    /// <returns>Whether the person named the device, the area and the side.</returns>
    public (bool Device, bool Area, bool Side) Named(ParseResult parsed) =>
        (parsed.GetResult(_device) is { Implicit: false }, parsed.GetResult(_area) is { Implicit: false }, parsed.GetResult(_side) is { Implicit: false });

    /// <param name="run">Runs a session and gives the exit code.</param>
    public Command Build(Func<RunOptions, CancellationToken, Task<int>> run)
    {
        _program.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] option }])
                result.AddError($"there is no option '{option}'");
        });
        var command = new Command("run", "Runs a session.")
        {
            _program, _device, _area, _side, _ceiling, _reps, _press, _speed, _seed, _person,
            _ratings, _faults, _events, _report, _trace, _noWarmUp, _noCoolDown, _ledger, _checkIn, _stopKey, _sound, _volume, _voice, _data, _profiles,
        };
        command.Validators.Add(Sound);
        command.SetAction((parsed, cancellation) => run(Bind(parsed, parsed.GetRequiredValue(_program)), cancellation));
        return command;
    }

    private void Sound(CommandResult result)
    {
        if (!result.GetValue(_sound) && (result.GetResult(_volume) ?? result.GetResult(_voice)) is { } given)
            result.AddError($"{given.Option.Name}: only with --sound");
        if (result.GetValue(_sound) && result.GetResult(_speed) is { } && result.GetValue(_speed) is { Factor: null })
            result.AddError("--sound: nobody can follow --speed max");
    }

    private RunOptions Bind(ParseResult parsed, string program) => new(Order(parsed, program))
    {
        Events = parsed.GetValue(_events),
        Report = parsed.GetValue(_report),
        Voice = parsed.GetValue(_sound) ? new(parsed.GetValue(_voice) is { } tag ? Language.Find(tag)! : language, parsed.GetValue(_volume)?.Value) : null,
        StopKeyTexts = parsed.GetRequiredValue(_stopKey),
    };

    private SessionOrder Order(ParseResult parsed, string program) => new()
    {
        Program = program,
        Device = parsed.GetValue(_device),
        Area = parsed.GetRequiredValue(_area),
        Side = parsed.GetValue(_side) ?? "right",
        Ceiling = parsed.GetValue(_ceiling) is { } ceiling ? Intensity.FromPercent(ceiling.Value) : null,
        Reps = parsed.GetValue(_reps)?.Value,
        Press = parsed.GetValue(_press) is { } press ? TimeSpan.FromSeconds(press.Value) : null,
        Speed = parsed.GetValue(_speed) ?? new SessionSpeed(1),
        Seed = parsed.GetValue(_seed)?.Value,
        Person = parsed.GetValue(_person)?.Value,
        Ratings = parsed.GetValue(_ratings),
        Faults = parsed.GetValue(_faults),
        Trace = parsed.GetValue(_trace),
        Profiles = parsed.GetRequiredValue(_profiles),
        WarmUp = !parsed.GetValue(_noWarmUp),
        CoolDown = !parsed.GetValue(_noCoolDown),
        Ledger = parsed.GetValue(_ledger),
        CheckIn = parsed.GetValue(_checkIn),
        Data = parsed.GetValue(_data),
    };

    private static Option<string?> File(string name, string description) => OptionValues.NotEmpty(new Option<string?>(name) { Description = description, HelpName = "FILE" }, "a file");

    private static SessionSpeed? Speed(string text) => text == "max"
        ? new(null)
        : OptionValues.Number(text, 0, FastestSpeed) is { } factor and > 0 ? new(factor) : null;

    internal static Boxed<SimulatedPersonModel>? Person(string text) =>
        Array.IndexOf(Models, text) is var index and >= 0 ? new(Enum.GetValues<SimulatedPersonModel>()[index]) : null;
}

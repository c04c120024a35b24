using System.Collections.Immutable;
using MassagerControl.App.Library;
using MassagerControl.App.Pairing;
using MassagerControl.App.People;
using MassagerControl.App.Ratings;
using MassagerControl.App.Reach;
using MassagerControl.App.Runs;
using MassagerControl.App.Storage;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.App.Cli;

/// <summary>A session that may run, or why it may not.</summary>
/// <param name="Reasons">Every reason against it; empty when there is a setup.</param>
internal sealed record PreparedRun(RunSetup? Setup, int ExitCode, ImmutableArray<string> Reasons)
{
    /// <summary>Printed before the reasons, as it stands.</summary>
    public ImmutableArray<string> Urgent { get; init; } = [];
}

/// <summary>Turns the options of <c>run</c> into a setup: reads what they name, judges it, starts nothing.</summary>
internal sealed class RunPreparation(AppParts parts, TerminalPort? terminal)
{
    /// <summary>What the simulator uses where no seed is given.</summary>
    public const int DefaultSeed = 1;

    private const string UsualDevice = "sim:sim-percussion-gun";

    private readonly List<string> _errors = [];
    private readonly List<string> _notes = [];

    // Told also where no session begins.
    private readonly List<string> _oddities = [];

    public PreparedRun Prepare(RunOptions options)
    {
        var found = ProgramChoice.Find(parts.Programs, options.Program);
        _errors.AddRange(found.Errors);
        var area = Area(options.Area);
        var device = Device(options);
        var script = Script(options.Ratings);
        var ledger = Ledger(options.Ledger);
        if (_errors.Count > 0 || found.Program is not { } program || area is null || device.Traits is not { } traits)
            return new(null, ExitCode.BadInput, [.. _errors]);
        if (Unattended(options, traits).ToImmutableArray() is { IsEmpty: false } unattended)
            return new(null, ExitCode.Refused, unattended);
        _notes.AddRange(device.Notes);

        var (doses, error) = RunDoses.Read(parts, ledger, DataFolder.Of(options.Data, parts.Variable), Keeps(options, traits));
        if (doses is null)
            return new(null, ExitCode.BadInput, [error!]);
        var prepared = Prepare(options, Wish(options, program, area, traits), doses, device, script);
        if (prepared.Setup is null)
            doses.Book?.Dispose();
        return prepared;
    }

    /// <summary>A simulated session is nobody's history, unless a folder is named for it.</summary>
    private static bool Keeps(RunOptions options, MassagerTraits traits) => !traits.Simulated || options.Data is not null;

    private PreparedRun Prepare(RunOptions options, SessionRequest wish, RunDoses doses, ResolvedDevice device, RatingScript? script)
    {
        _oddities.AddRange(doses.Notes);
        _notes.AddRange(_oddities);
        var (limited, refusals) = Limited(wish, doses);
        ImmutableArray<string> against = [.. SessionPlanner.RefusalsBeforeCheckIn(limited), .. refusals];
        var checkIn = new CheckInStep(parts, terminal, doses.Book?.Store)
            .Take(new(new(wish.Area.Id, wish.Side), options.CheckIn, wish.Massager.Simulated, InVain: !against.IsEmpty));
        if (checkIn.ExitCode is ExitCode.BadInput)
            return new(null, ExitCode.BadInput, checkIn.Reasons);
        if (checkIn.ExitCode is not null || !against.IsEmpty)
            return new(null, ExitCode.Refused, [.. _oddities, .. against, .. checkIn.Reasons]) { Urgent = checkIn.Urgent };
        _notes.AddRange(checkIn.Notes);
        var planned = SessionPlanner.Plan(limited with { CheckIn = checkIn.Verdict });
        if (planned.Plan is not { } plan)
            return new(null, ExitCode.Refused, [.. _oddities, .. planned.Refusals]);
        _notes.AddRange(planned.Notes);
        // The whole address: whoever finds the session later has no memory of names.
        var name = device.Reach?.Device ?? device.PairedAs ?? DeviceSetup.NameOf(options.Device ?? UsualDevice);
        return new(Setup(options, plan, device, script) with { Keeping = doses.Keep(plan, name), After = doses.Count ? result => doses.After(plan, result) : null }, ExitCode.Completed, []);
    }

    private void Remember(RunOptions options, string name, int? battery) =>
        new PairedDevices(DataFolder.Of(options.Data, parts.Variable).Path).Saw(name, parts.WallClock.GetUtcNow(), battery);

    private BodyArea? Area(string id)
    {
        var area = BodyAreas.Find(id);
        if (area is null)
            _errors.Add($"there is no area '{id}'; there are {string.Join(", ", BodyAreas.All.Where(a => a.Locked is null).Select(a => a.Id))}");
        return area;
    }

    private ResolvedDevice Device(RunOptions options)
    {
        var folder = DataFolder.Of(options.Data, parts.Variable).Path;
        if ((options.Device ?? Usual(folder)) is not { } id)
            return ResolvedDevice.None();
        var isSocket = id.StartsWith(SocketSetup.Prefix, StringComparison.Ordinal);
        if (isSocket && !options.Speed.IsReal)
            _errors.Add("--speed: a device in another process keeps real time; only 1 works with socket:");
        var device = parts.FindDevice(new(id, options.Faults, options.Trace, options.Profiles) { Data = folder });
        if (!isSocket && device.Reach is not null && !options.Speed.IsReal)
            _errors.Add($"--speed: {ShownName.Of(id, 60)} keeps real time; only 1 works with it");
        _errors.AddRange(device.Errors);
        return device;
    }

    /// <summary>The device that is meant when nobody names one; null, with an error, when several may be.</summary>
    private string? Usual(string folder)
    {
        try
        {
            var paired = new PairedDevices(folder).All();
            if (paired.Length > 1)
                _errors.Add($"several devices are paired: choose one with --device: {string.Join(", ", paired.Select(device => device.Id))}");
            return paired.Length > 1 ? null : paired is [var only] ? only.Id : UsualDevice;
        }
        catch (StoreException exception)
        {
            // A damaged file is set aside, and what was paired is lost with it.
            var opening = MassagerStore.Open(folder);
            opening.Store?.Dispose();
            _oddities.AddRange(opening.Notes);
            if (opening.Notes.IsEmpty)
                _errors.Add(exception.Message);
            return opening.Notes.IsEmpty ? null : UsualDevice;
        }
    }

    /// <summary>Why nobody could rate what a real device does, or stop it.</summary>
    private IEnumerable<string> Unattended(RunOptions options, MassagerTraits traits)
    {
        if (traits.Simulated)
            yield break;
        if (terminal is null)
            yield return $"{traits.Device} is a real device: it runs only where somebody can rate and stop, on a terminal";
        else if (options.Events == OutputFile.StandardOutput)
            yield return "--events -: a real device needs the screen, and a log on standard output leaves no room for it; name a file";
        if (options.Person is not null)
            yield return "--person: only the person who lies there can rate what a real device does";
        if (options.Ratings is not null)
            yield return "--ratings: only the person who lies there can rate what a real device does";
    }

    private RatingScript? Script(string? file)
    {
        if (file is null)
            return null;
        try
        {
            var (script, errors) = RatingScript.Parse(file, BoundedFile.Lines(file, RatingScript.MostBytes));
            _errors.AddRange(errors);
            return script;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            _errors.Add($"{file}: cannot be read: {FileErrorText.Of(exception, file)}");
            return null;
        }
    }

    private ImmutableArray<Dose>? Ledger(string? file)
    {
        if (file is null)
            return null;
        var (doses, errors) = DoseLedgerFile.Read(file);
        _errors.AddRange(errors);
        return doses;
    }

    private static SessionRequest Wish(RunOptions options, MassageProgram program, BodyArea area, MassagerTraits traits) => new()
    {
        Program = program,
        Massager = traits,
        Area = area,
        Side = area.HasSides ? options.Side : null,
        Reps = options.Reps,
        Press = options.Press,
        Ceiling = options.Ceiling,
        WarmUp = options.WarmUp,
        CoolDown = options.CoolDown,
        Seed = traits.Simulated ? options.Seed ?? DefaultSeed : null,
    };

    /// <summary>The wish as the past allows it, and the past's reasons against any session now.</summary>
    private (SessionRequest Wish, ImmutableArray<string> Refusals) Limited(SessionRequest wish, RunDoses doses)
    {
        if (!doses.Count)
            return (wish, []);
        if (doses.Judge(wish, TimeSpan.Zero).FirstInArea)
            wish = AsFirst(wish);
        var verdict = doses.Judge(wish, PressOf(wish));
        return (wish with { DayRoom = verdict.DayRoom }, DoseText.Refusals(verdict, parts.Clock.Local()));
    }

    private SessionRequest AsFirst(SessionRequest wish)
    {
        if (PressOf(wish) <= HardLimits.FirstSessionPress)
            return wish;
        _notes.Add($"the first session here has at most {HardLimits.FirstSessionPress.TotalSeconds:0} s of press: {wish.Program.Starter} runs instead of {wish.Program.Id}");
        var starter = wish.Program.Starter is { } id ? ProgramChoice.Find(parts.Programs, id).Program : null;
        // Without a starter the planner refuses what is too long, with the reason.
        return wish with { Program = starter ?? wish.Program, Reps = null, Press = null, PressPerArea = HardLimits.FirstSessionPress };
    }

    private static TimeSpan PressOf(SessionRequest wish) => wish.Program.Steps.OfType<Cycle>()
        .Aggregate(TimeSpan.Zero, (sum, cycle) => sum + (wish.Press ?? cycle.Press.Usual) * (wish.Reps ?? cycle.Reps.Usual));

    private RunSetup Setup(RunOptions options, SessionPlan plan, ResolvedDevice device, RatingScript? script)
    {
        // Nobody can follow the highest speed, and a log on standard output leaves no room for a screen.
        var screen = options.Speed.Factor is null || options.Events == OutputFile.StandardOutput ? null : terminal;
        var human = screen is not null && options.Person is null && script is null;
        var person = script is not null || human ? (SimulatedPersonModel?)null : options.Person ?? SimulatedPersonModel.Steady;
        if (plan.Massager.Simulated && options.Seed is null)
            _notes.Add($"no --seed: the simulator uses {DefaultSeed}");
        if (person is { } model && options.Person is null)
            _notes.Add($"no --person: the simulated person '{model.ToString().ToLowerInvariant()}' rates");
        return new()
        {
            Plan = plan,
            Massager = device.Make!,
            Reach = device.Reach,
            Seen = device.PairedAs is { } name ? battery => Remember(options, name, battery) : null,
            Speed = options.Speed.Factor,
            Person = person,
            Script = script,
            Screen = screen,
            Data = DataFolder.Of(options.Data, parts.Variable).Option,
            Human = human,
            Notes = [.. _notes],
        };
    }
}

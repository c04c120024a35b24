using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Screening;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Ratings;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Intake;

/// <summary>Decides whether a session may begin: reads what an order names, judges it by the limits, the past and the check-in. Starts nothing.</summary>
public sealed class SessionIntake(IntakeParts parts)
{
    /// <summary>What the simulator uses where no seed is given.</summary>
    public const int DefaultSeed = 1;

    private readonly List<string> _notes = [];

    /// <summary>What comes first: devices that an earlier session left running are stopped before anything is judged.</summary>
    /// <param name="tell">Takes lines for the person about them.</param>
    /// <param name="interruption">Somebody does not wait until they are stopped: no session begins.</param>
    /// <returns>Why no session may begin, or null.</returns>
    public Task<Refused?> StopLeftAsync(SessionOrder order, Action<Phrase> tell, Interruption interruption) =>
        new LeftRunning(parts, tell).StopAsync(order, interruption);

    /// <summary>What follows it. One order; an intake takes no second one.</summary>
    public SessionAdmission Admit(SessionOrder order)
    {
        var reading = OrderReading.Of(order, parts);
        if (reading.Whole is not { } whole)
            return new Refused(RefusalKind.BadInput, reading.Errors);
        if (Unattended(order, whole.Place.Massager).ToImmutableArray() is { IsEmpty: false } unattended)
            return new Refused(RefusalKind.Limit, unattended);
        _notes.AddRange(reading.Device.Notes.Select(parts.Language.Say));

        var (past, error) = PastOf(order, reading, whole.Place);
        if (past is null)
            return new Refused(RefusalKind.BadInput, [parts.Language.Say(error!)]);
        var admission = Guarded(() => Judge(order, Request(order, whole), past, reading), problem => new Refused(RefusalKind.BadInput, [parts.Language.Say(problem)]));
        if (admission is Refused)
            past.Sessions?.Dispose();
        return admission;
    }

    /// <summary>What a data folder that can be read no more comes to.</summary>
    private static T Guarded<T>(Func<T> work, Func<Phrase, T> failed)
    {
        try
        {
            return work();
        }
        catch (StoreException exception)
        {
            return failed(exception.Words);
        }
    }

    /// <summary>For whoever chooses among programs. Asks nobody, takes no device and begins nothing.</summary>
    /// <param name="order">Its program does not count.</param>
    public PlaceForecast Forecast(SessionOrder order, IEnumerable<MassageProgram> programs)
    {
        var reading = OrderReading.OfPlace(order, parts);
        if (reading.Place is not { } place)
            return new(reading.Errors, []);
        var (past, error) = PastOf(order, reading, place);
        if (past is null)
            return new([parts.Language.Say(error!)], []);
        using var sessions = past.Sessions;
        return Guarded(() => Told(order, programs, place, past), problem => new([parts.Language.Say(problem)], []));
    }

    /// <summary>For whoever needs to know before there is a session. Asks nobody, takes no device and begins nothing.</summary>
    /// <returns>Whether the device of an order is a simulated one; or every reason why the order cannot be read.</returns>
    public (bool Simulated, ImmutableArray<string> Errors) Look(SessionOrder order)
    {
        var reading = OrderReading.Of(order, parts);
        return (reading.Device.Traits?.Simulated ?? false, reading.Errors);
    }

    private PlaceForecast Told(SessionOrder order, IEnumerable<MassageProgram> programs, OrderPlace place, SessionPast past)
    {
        ImmutableArray<string> odd = [.. past.Notes.Select(parts.Language.Say)];
        ImmutableArray<ProgramForecast> told = [.. programs.Select(program => Told(Request(order, new(program, place)), past, odd))];
        var at = new AreaPlace(place.Area.Id, place.Area.HasSides ? order.Side : null);
        return new([], told) { Place = at, Massager = place.Massager, Kept = past.Sessions is not null, Gentle = past.Count ? past.Gentle(at) : null };
    }

    private ProgramForecast Told(SessionRequest request, SessionPast past, ImmutableArray<string> odd)
    {
        var notes = new List<string>(odd);
        var (limited, against) = Limited(request, past, notes.Add);
        notes.AddRange(SessionPlanner.Plan(limited).Notes.Select(parts.Language.Say));
        return new(request.Program, against, [.. notes]) { RunsAs = limited.Program, Press = DoseRoom.PressOf(limited), DayRoom = limited.DayRoom };
    }

    /// <summary>The request as the past allows it, and every reason against it before anybody is asked.</summary>
    private (SessionRequest Request, ImmutableArray<string> Against) Limited(SessionRequest request, SessionPast past, Action<string> note)
    {
        var (limited, refusals) = new DoseRoom(parts, past, note).Limit(past.Known(request));
        return (limited, [.. SessionPlanner.RefusalsBeforeCheckIn(limited).Select(parts.Language.Say), .. refusals.Select(parts.Language.Say)]);
    }

    private (SessionPast? Past, Phrase? Error) PastOf(SessionOrder order, OrderReading reading, OrderPlace place) =>
        SessionPast.Read(parts, reading.Ledger, DataFolder.Of(order.Data, parts.Variable), Keeps(order, place.Massager), order.For);

    /// <summary>A simulated session is nobody's history, unless a folder is named for it.</summary>
    private static bool Keeps(SessionOrder order, MassagerTraits traits) => !traits.Simulated || (order.Data is not null && order.KeepsSimulated);

    private SessionAdmission Judge(SessionOrder order, SessionRequest request, SessionPast past, OrderReading reading)
    {
        // Told also where no session begins.
        ImmutableArray<string> oddities = [.. reading.Oddities, .. past.Notes.Select(parts.Language.Say)];
        _notes.AddRange(oddities);
        var (limited, against) = Limited(request, past, _notes.Add);
        var checkIn = new CheckInStep(parts, past.Sessions?.Store, order.For)
            .Take(new(new(request.Area.Id, request.Side), order.CheckIn, request.Massager.Simulated, InVain: !against.IsEmpty) { AsksOnSimulator = order.AsksOnSimulator });
        if (checkIn.Refusal == RefusalKind.BadInput)
            return new Refused(RefusalKind.BadInput, checkIn.Reasons);
        if (checkIn.Refusal is not null || !against.IsEmpty)
            return new Refused(RefusalKind.Limit, [.. oddities, .. against, .. checkIn.Reasons]) { Emergency = checkIn.Emergency };
        _notes.AddRange(checkIn.Notes);
        var planned = SessionPlanner.Plan(limited with { CheckIn = checkIn.Verdict });
        if (planned.Plan is not { } plan)
            return new Refused(RefusalKind.Limit, [.. oddities, .. planned.Refusals.Select(parts.Language.Say)]);
        _notes.AddRange(planned.Notes.Select(parts.Language.Say));
        return new Admitted(Setup(order, plan, reading) with
        {
            Keeping = past.Keep(plan, reading.KeptAs, checkIn.Kept),
            PainBefore = checkIn.Verdict is { } said ? SaidRating.In(said.Answers) : null,
            After = past.Count ? result => past.After(plan, result) : null,
        });
    }

    /// <summary>Why nobody could rate what a real device does, or stop it.</summary>
    private IEnumerable<string> Unattended(SessionOrder order, MassagerTraits traits)
    {
        if (traits.Simulated)
            yield break;
        if (!order.Attended)
            yield return parts.Language.Say(order.Unattended ?? Phrase.Of($"{traits.Device} is a real device: it runs only where somebody can rate and stop, on a terminal"));
        if (order.Person is not null)
            yield return parts.Language.Say("--person: only the person who lies there can rate what a real device does");
        if (order.Ratings is not null)
            yield return parts.Language.Say("--ratings: only the person who lies there can rate what a real device does");
    }

    private static SessionRequest Request(SessionOrder order, WholeOrder whole) => new()
    {
        Program = whole.Program,
        Massager = whole.Place.Massager,
        Area = whole.Place.Area,
        Side = whole.Place.Area.HasSides ? order.Side : null,
        Reps = order.Reps,
        Press = order.Press,
        Ceiling = order.Ceiling,
        WarmUp = order.WarmUp,
        CoolDown = order.CoolDown,
        Seed = whole.Place.Massager.Simulated ? order.Seed ?? DefaultSeed : null,
    };

    private RunSetup Setup(SessionOrder order, SessionPlan plan, OrderReading reading)
    {
        var human = order.Attended && order.Person is null && reading.Script is null;
        if (plan.Massager.Simulated && order.Seed is null)
            _notes.Add(parts.Language.Say($"the simulator uses seed {DefaultSeed}"));
        var device = reading.Device;
        var folder = DataFolder.Of(order.Data, parts.Variable);
        return new()
        {
            Plan = plan,
            Massager = device.Make!,
            Reach = device.Reach,
            Seen = device.PairedAs is { } name ? battery => new PairedDevices(folder.Path).Saw(name, parts.Clock.Wall.GetUtcNow(), battery) : null,
            Speed = order.Speed.Factor,
            Companions = human ? [] : [Rater(order, reading.Script)],
            Data = folder.Option,
            Language = parts.Language,
            Human = human,
            Notes = [.. _notes],
        };
    }

    private SessionCompanion Rater(SessionOrder order, RatingScript? script)
    {
        if (script is not null)
            return RatingScriptPlayer.For(script);
        var model = order.Person ?? SimulatedPersonModel.Steady;
        if (order.Person is null)
            _notes.Add(parts.Language.Say($"no --person: the simulated person '{model.ToString().ToLowerInvariant()}' rates"));
        return SimulatedPerson.For(model);
    }
}

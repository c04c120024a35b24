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
        if (reading.Errors.Length > 0 || reading is not { Program: { } program, Area: { } area, Device: { Traits: { } traits } device })
            return new Refused(RefusalKind.BadInput, reading.Errors);
        if (Unattended(order, traits).ToImmutableArray() is { IsEmpty: false } unattended)
            return new Refused(RefusalKind.Limit, unattended);
        _notes.AddRange(device.Notes.Select(parts.Language.Say));

        var (past, error) = SessionPast.Read(parts, reading.Ledger, DataFolder.Of(order.Data, parts.Variable), Keeps(order, traits));
        if (past is null)
            return new Refused(RefusalKind.BadInput, [parts.Language.Say(error!)]);
        var admission = Judge(order, Request(order, program, area, traits), past, reading);
        if (admission is Refused)
            past.Sessions?.Dispose();
        return admission;
    }

    /// <summary>For whoever chooses. Asks nobody, takes no device and begins nothing. One order; an intake takes no second one.</summary>
    public SessionForecast Forecast(SessionOrder order)
    {
        var reading = OrderReading.Of(order, parts);
        if (reading.Errors.Length > 0 || reading is not { Program: { } program, Area: { } area, Device.Traits: { } traits })
            return new(reading.Errors, []);
        var (past, error) = SessionPast.Read(parts, reading.Ledger, DataFolder.Of(order.Data, parts.Variable), Keeps(order, traits));
        if (past is null)
            return new([parts.Language.Say(error!)], []);
        using var sessions = past.Sessions;
        _notes.AddRange(past.Notes.Select(parts.Language.Say));
        var (limited, refusals) = new DoseRoom(parts, past, _notes.Add).Limit(Request(order, program, area, traits));
        ImmutableArray<string> against = [.. SessionPlanner.RefusalsBeforeCheckIn(limited).Select(parts.Language.Say), .. refusals.Select(parts.Language.Say)];
        return new(against, [.. _notes, .. SessionPlanner.Plan(limited).Notes.Select(parts.Language.Say)]);
    }

    /// <summary>A simulated session is nobody's history, unless a folder is named for it.</summary>
    private static bool Keeps(SessionOrder order, MassagerTraits traits) => !traits.Simulated || (order.Data is not null && order.KeepsSimulated);

    private SessionAdmission Judge(SessionOrder order, SessionRequest request, SessionPast past, OrderReading reading)
    {
        // Told also where no session begins.
        ImmutableArray<string> oddities = [.. reading.Oddities, .. past.Notes.Select(parts.Language.Say)];
        _notes.AddRange(oddities);
        var (limited, refusals) = new DoseRoom(parts, past, _notes.Add).Limit(request);
        ImmutableArray<string> against = [.. SessionPlanner.RefusalsBeforeCheckIn(limited).Select(parts.Language.Say), .. refusals.Select(parts.Language.Say)];
        var checkIn = new CheckInStep(parts, past.Sessions?.Store)
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

    private static SessionRequest Request(SessionOrder order, MassageProgram program, BodyArea area, MassagerTraits traits) => new()
    {
        Program = program,
        Massager = traits,
        Area = area,
        Side = area.HasSides ? order.Side : null,
        Reps = order.Reps,
        Press = order.Press,
        Ceiling = order.Ceiling,
        WarmUp = order.WarmUp,
        CoolDown = order.CoolDown,
        Seed = traits.Simulated ? order.Seed ?? DefaultSeed : null,
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

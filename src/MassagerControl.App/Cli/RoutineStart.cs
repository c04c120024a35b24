using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary>A routine that may begin, or go on.</summary>
/// <param name="Options">With what was kept of an earlier start.</param>
/// <param name="Record">As it stands.</param>
/// <param name="Memory">Where it is kept; null where nothing is.</param>
internal sealed record ReadyRoutine(RoutineOptions Options, string Name, RoutineRecord Record, RoutineMemory? Memory, ImmutableArray<string> Notes);

/// <summary>Finds and reads what a routine needs, and goes on where an earlier one was interrupted.</summary>
internal sealed class RoutineStart(AppParts parts)
{
    private readonly List<string> _notes = [];

    /// <param name="real">A person does the steps: what is done counts.</param>
    /// <param name="now">By the clock of whoever goes through it.</param>
    public (ReadyRoutine? Ready, Refusal? Refusal) Begin(RoutineOptions options, bool real, TimeSpan now)
    {
        var folder = DataFolder.Of(options.Run.Order.Data, parts.Variable);
        if (options.Resume)
            return Opened(folder.Path, memory => Resumed(options, memory, real, now));
        var (planned, refusal) = Plan(options, real);
        return planned is null ? (null, refusal)
            : planned.Keeps ? Opened(folder.Path, memory => Anew(planned, memory, folder.Path, now))
            : (new(planned.Options, planned.Name, new(RoutineMachine.Start(planned.Plan, new(), now), null, null), null, [.. _notes]), null);
    }

    private (ReadyRoutine?, Refusal?) Anew(Planned planned, RoutineMemory memory, string folder, TimeSpan now)
    {
        var (injury, refusal) = Locks(planned, folder);
        if (refusal is not null)
            return (null, refusal);
        var begun = memory.Begun();
        var record = new RoutineRecord(RoutineMachine.Start(planned.Plan, new() { Injury = injury, Begun = begun }, now), null, null);
        var order = planned.Options.Run.Order;
        memory.Begin(new(planned.Name, planned.Plan.Place?.Area, planned.Plan.Place?.Side, order.Device, planned.Options.Program), record, begun, now);
        return (new(planned.Options, planned.Name, record, memory, [.. _notes]), null);
    }

    private (ReadyRoutine?, Refusal?) Resumed(RoutineOptions options, RoutineMemory memory, bool real, TimeSpan now)
    {
        if (memory.Last() is not { } kept)
            return (null, new(RefusalKind.BadInput, ["there is no routine to go on with"]));
        if (kept.Owner.Life() != ProcessLife.Gone)
            return (null, new(RefusalKind.Limit, [Core.Phrase.Of($"the routine goes on in process {kept.Owner.Pid}; end it there first")]));
        if (Differs(options, kept.Beginning) is { } differs)
            return (null, new(RefusalKind.BadInput, [differs]));
        var again = Again(options, kept.Beginning);
        var (planned, refusal) = Plan(again, real);
        if (planned is null)
            return (null, refusal);
        var away = memory.Away(kept);
        var (injury, closed) = Locks(planned, DataFolder.Of(options.Run.Order.Data, parts.Variable).Path);
        if (closed is not null)
            return (null, closed);
        if ((RoutineResuming.Against(away) ?? Changed(kept, planned, memory)) is { } anew)
        {
            _notes.Add(parts.Language.Say(Core.Phrase.Of($"the routine begins anew: {anew}")));
            memory.GiveUp(kept);
            return Anew(planned, memory, DataFolder.Of(options.Run.Order.Data, parts.Variable).Path, now);
        }
        var record = RoutineRecord.Read(kept.State, planned.Plan, memory.Begun())!;
        var state = record.State with { Facts = record.State.Facts with { Injury = record.State.Facts.Injury || injury } };
        record = record with { State = RoutineResuming.Resume(state, away!.Value, now) };
        if (!memory.Take(kept, record, now))
            return (null, new(RefusalKind.Limit, ["another process goes on with the routine"]));
        return (new(planned.Options, planned.Name, record, memory, [.. _notes]), null);
    }

    private static Core.Phrase? Changed(StoredRoutine kept, Planned planned, RoutineMemory memory) =>
        RoutineRecord.Read(kept.State, planned.Plan, memory.Begun()) is null ? "its steps are others today, or what was kept cannot be read" : null;

    private static Core.Phrase? Differs(RoutineOptions options, NewRoutine kept)
    {
        var order = options.Run.Order;
        return options.Name is { } name && name != kept.Name ? Core.Phrase.Of($"the routine to go on with is '{kept.Name}'")
            : options.Named.Area && order.Area != kept.Area ? Core.Phrase.Of($"the routine to go on with is for {kept.Area ?? "no area"}")
            : options.Named.Side && order.Side != kept.Side ? Core.Phrase.Of($"the routine to go on with is for the side {kept.Side ?? "-"}")
            : options.Named.Device && order.Device != kept.Device ? Core.Phrase.Of($"the routine to go on with has the device {kept.Device ?? "-"}")
            : null;
    }

    private static RoutineOptions Again(RoutineOptions options, NewRoutine kept)
    {
        var order = options.Run.Order with { Device = kept.Device, Area = kept.Area ?? options.Run.Order.Area, Side = kept.Side ?? options.Run.Order.Side };
        return options with { Run = options.Run with { Order = order }, Name = kept.Name, Program = kept.Program, Named = (true, kept.Area is not null, kept.Side is not null) };
    }

    /// <summary>Reads the files; what a session needs is read too, so that nobody learns it after a quarter of an hour.</summary>
    private (Planned? Planned, Refusal? Refusal) Plan(RoutineOptions options, bool real)
    {
        var name = options.Name ?? RoutineOptions.Usual;
        var library = RoutineLibrary.Load(parts.Routines with { Own = options.Steps });
        if (options.Steps is not null && !library.Guided.Errors.IsEmpty)
            return (null, new(RefusalKind.BadInput, [.. library.Guided.Errors.Select(error => error.InWords())]));
        var (routine, errors) = library.Find(name);
        if (routine is null)
            return (null, new(RefusalKind.BadInput, errors));
        var session = routine.Steps.OfType<SessionStep>().FirstOrDefault();
        var order = options.Run.Order with { Program = options.Program ?? session?.Program ?? options.Run.Order.Program };
        var simulated = false;
        if (session is not null)
        {
            (simulated, var unread) = new SessionIntake(parts.Intake).Look(order);
            if (!unread.IsEmpty)
                return (null, new(RefusalKind.BadInput, [.. unread.Select(Core.Phrase.Verbatim)]));
        }
        else if (options.Named.Area && BodyAreas.Find(order.Area) is null)
            return (null, new(RefusalKind.BadInput, [Core.Phrase.Of($"there is no area '{order.Area}'")]));
        var place = session is not null || options.Named.Area ? new AreaPlace(order.Area, BodyAreas.Find(order.Area)!.HasSides ? order.Side : null) : null;
        var (plan, reasons) = RoutinePlan.Of(routine, library.Guided.Find, place, options.Program);
        if (plan is null)
            return (null, new(RefusalKind.BadInput, reasons));
        return (new(options with { Run = options.Run with { Order = order } }, name, plan, order.Data is not null || (real && !simulated)), null);
    }

    /// <summary>A place that a warning sign has locked gets no routine; one that an injury closes gets cold.</summary>
    private (bool Injury, Refusal? Refusal) Locks(Planned planned, string folder)
    {
        if (planned.Plan.Place is not { } place)
            return (false, null);
        var (locks, error) = PlaceLocks.Read(folder, parts.Clock, parts.Questions);
        if (error is not null)
            return (false, new(RefusalKind.BadInput, [error]));
        PlaceLock[] here = [.. locks.Where(one => one.IsAt(place))];
        return here.Any(one => one.Kind != PlaceLock.Injury)
            ? (false, new(RefusalKind.Limit, [Core.Phrase.Of($"{place.InWords()} is locked: no session, no stretch. See: massager areas")]))
            : (here.Length > 0, null);
    }

    private (ReadyRoutine? Ready, Refusal? Refusal) Opened(string folder, Func<RoutineMemory, (ReadyRoutine?, Refusal?)> use)
    {
        var (memory, notes, error) = RoutineMemory.Open(folder, parts.Clock);
        if (memory is null)
            return (null, new(RefusalKind.BadInput, [error!]));
        _notes.AddRange(notes.Select(parts.Language.Say));
        try
        {
            var (ready, refusal) = use(memory);
            if (ready is null)
                memory.Dispose();
            return (ready, refusal);
        }
        catch (StoreException exception)
        {
            memory.Dispose();
            return (null, new(RefusalKind.BadInput, [exception.Words]));
        }
    }

    /// <param name="Keeps">It is written down.</param>
    private sealed record Planned(RoutineOptions Options, string Name, RoutinePlan Plan, bool Keeps);
}

using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>What a session is judged by: the sessions of the data folder, those of a ledger file, or nothing.</summary>
internal sealed class SessionPast
{
    private readonly IntakeParts _parts;
    private readonly ImmutableArray<Dose> _ledger;
    private readonly ImmutableArray<Dose> _kept;
    private readonly ImmutableArray<Setback> _setbacks;
    private readonly DataFolder _folder;
    private readonly ClinicPerson? _person;

    private SessionPast(IntakeParts parts, ImmutableArray<Dose>? ledger, DataFolder folder, SessionStore? sessions, DosePast? past, ClinicPerson? person)
    {
        (_parts, _folder, Sessions, _person) = (parts, folder, sessions, person);
        (_ledger, _kept) = (ledger ?? [], past?.Doses ?? []);
        _setbacks = [.. past?.Setbacks ?? [], .. _ledger.Where(dose => dose.Locked).Select(dose => Setback.OfLock(new(dose.Area, dose.Side), dose.Ended, null))];
        if (person?.Forecast?.Setback is { } told)
            _setbacks = _setbacks.Add(told);
        Count = ledger is not null || sessions is not null;
        Notes = past?.Notes ?? [];
    }

    public SessionStore? Sessions { get; }

    /// <summary>There is something to judge by; the simulator has nothing unless it is given.</summary>
    public bool Count { get; }

    public ImmutableArray<Phrase> Notes { get; }

    /// <param name="ledger">The doses of <c>--ledger</c>, or null.</param>
    /// <param name="keeps">The session is kept in the data folder.</param>
    /// <param name="person">Whose past, in a room of a clinic; null where nobody is told apart.</param>
    /// <returns>Null and the reason when the data folder cannot be used.</returns>
    public static (SessionPast? Doses, Phrase? Error) Read(IntakeParts parts, ImmutableArray<Dose>? ledger, DataFolder folder, bool keeps, ClinicPerson? person)
    {
        if (!keeps)
            return (new(parts, ledger, folder, null, null, null), null);
        var opening = SessionStore.Open(folder, parts.Clock);
        if (opening.Sessions is not { } sessions)
            return (null, opening.Error);
        try
        {
            var past = sessions.Past(person);
            return (new(parts, ledger, folder, sessions, past with
            {
                Notes = [.. opening.Notes, .. past.Notes],
                Setbacks = [.. past.Setbacks, .. sessions.Store.Read(work => PastInjuries.Of(work, parts, person)).Select(injury => Setback.OfInjury(injury.Place, injury.Since, injury.ClosedUntil))],
            }, person), null);
        }
        catch (StoreException exception)
        {
            sessions.Dispose();
            return (null, exception.Words);
        }
    }

    /// <summary>The request with what the sessions so far say of it.</summary>
    /// <exception cref="StoreException">The data folder cannot be read.</exception>
    public SessionRequest Known(SessionRequest request) => Sessions is null
        ? request
        : request with { SessionsDone = Sessions.Store.Write(work => new SessionTable(work).Completed(request.Program.Id, request.Area.Id, request.Side, _person?.Id)) };

    /// <returns>Null where sessions at the place are as usual.</returns>
    public GentleSpell? Gentle(AreaPlace place) => GentleTime.At(_setbacks, place, _parts.Clock.Wall.GetLocalNow());

    public DoseVerdict Judge(SessionRequest request, TimeSpan planned) => Judge(_kept, new(request.Area.Id, request.Side, planned));

    /// <param name="device">As on the command line, the same for every process.</param>
    /// <param name="checkIn">The check-in that the session follows, where it is kept.</param>
    public SessionKeeping? Keep(SessionPlan plan, string device, long? checkIn)
    {
        if (Sessions is null)
            return null;
        var request = new DoseRequest(plan.Area, plan.Side, plan.PressPlanned);
        var traits = plan.Massager;
        var beginning = new NewSession(
            _parts.Clock.Now(), device, traits.Profile, plan.Area, plan.Side, plan.Program, traits.Simulated, PlanJson.Of(plan), plan.PressPlanned, OwnerProcess.Own)
        {
            CheckIn = checkIn,
            Person = _person?.Id,
        };
        return new(Sessions, beginning, kept => DoseText.Refusals(Judge(kept, request), _parts.Clock.Local())) { Person = _person };
    }

    /// <summary>What follows from the session that has just ended, whose own dose the data folder has by now.</summary>
    /// <exception cref="StoreException">The data folder cannot be read.</exception>
    public NextSession After(SessionPlan plan, SessionResult result)
    {
        // The clinic was asked before the session: what this room knows of the person says when the next one is possible here.
        var own = _person is null ? null : _person with { Forecast = null };
        var kept = Sessions?.Store.Write(work => StoredPast.Of(work, _parts.Clock.Now(), own).Doses)
            ?? [new(_parts.Clock.Wall.GetUtcNow(), plan.Area, plan.Side, result.Press, result.AreaLocked)];
        return NextSession.Of([.. _ledger, .. kept], new(plan.Area, plan.Side, plan.PressPlanned), _parts.Clock) with { Data = _folder.Option, Language = _parts.Language };
    }

    private DoseVerdict Judge(ImmutableArray<Dose> kept, DoseRequest request)
    {
        var here = DoseLedger.Judge([.. _ledger, .. kept], request, _parts.Clock.Wall.GetUtcNow());
        return _person?.Forecast is { } clinic ? clinic.Join(here, request) : here;
    }
}

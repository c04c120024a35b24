using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Runs;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Sessions;

/// <summary>All sessions of the service: starts them, hands inputs to them, stops them, and remembers the last that are over.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class ServedSessions : IDisposable
{
    /// <summary>How many that are over are still shown.</summary>
    public const int MostOver = 5;

    // A third of a second at most is lost beside the silence itself.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly SessionHost _host;
    private readonly IntakeParts _parts;
    private readonly StopReach _reach;
    private readonly ServiceTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly HashSet<Task> _ending = [];
    private ImmutableArray<ServedSession> _sessions = [];
    private int _last;

    /// <param name="time">Real time.</param>
    public ServedSessions(SessionHost host, IntakeParts parts, StopReach reach, ServiceTelemetry telemetry, TimeProvider time)
    {
        (_host, _parts, _reach, _telemetry, _time) = (host, parts, reach, telemetry, time);
        _timer = time.CreateTimer(_ => LookAfterAll(), null, Look, Look);
    }

    /// <summary>The clinic that this room belongs to; null where it belongs to none.</summary>
    public ClinicRoom? Clinic { get; init; }

    /// <summary>Raised after each change of a session, on any thread; must return at once and not throw.</summary>
    public event Action? Changed;

    /// <summary>Raised with each event of a session, on a thread of that session's watcher; must not throw.</summary>
    public event Action<ServedSession, SessionEvent>? Told;

    /// <summary>Those that run, the newest first, then the last that are over.</summary>
    public ImmutableArray<ServedSession> All
    {
        get
        {
            lock (_gate)
                return [.. _sessions.Where(session => !session.IsOver), .. _sessions.Where(session => session.IsOver)];
        }
    }

    /// <returns>Null: the newest that is not over, or none.</returns>
    public ServedSession? Find(int? id) => id is { } one ? All.FirstOrDefault(session => session.Id == one) : All.FirstOrDefault(session => !session.IsOver);

    /// <summary>Stops what was left running, judges the order, takes the device and begins.</summary>
    /// <param name="remote">The id of the remote that asks.</param>
    /// <param name="notes">Takes what the person should know.</param>
    public async Task<StartResult> StartAsync(SessionOrder order, IntakeParts parts, string remote, Action<string> notes)
    {
        var intake = new SessionIntake(parts);
        if (await intake.StopLeftAsync(order, words => notes(parts.Language.Say(words)), default).ConfigureAwait(false) is { } motorFirst)
            return new(null, motorFirst);
        var (known, unknown) = await KnownAsync(order, intake).ConfigureAwait(false);
        if (known is null)
            return Refused(unknown, parts);
        var admission = intake.Admit(known);
        if (admission is not Admitted { Setup: var setup })
            return new(null, (Refused)admission);
        var (booked, against) = await BookedAsync(setup).ConfigureAwait(false);
        if (booked is null)
            return Refused(against, parts);
        setup = booked;
        if (await HeldElsewhereAsync(setup).ConfigureAwait(false) is { IsEmpty: false } held)
            return Refused(held, parts);
        foreach (var note in setup.Notes)
            notes(note);
        // The page has asked for it when the person was in place.
        setup = setup with { Human = false };
        var (open, refusal) = await OpenSession.OpenAsync(setup, screen: false, _time).ConfigureAwait(false);
        if (open is not null)
            return new(Begin(open, setup, remote), null);
        GiveUp(setup);
        await GiveBackAsync(setup).ConfigureAwait(false);
        return new(null, new(refusal!.Kind, [.. refusal.Reasons.Select(parts.Language.Say)]));
    }

    /// <summary>Hands an input to one session.</summary>
    /// <returns>What came of it.</returns>
    public async Task<InputReply> PostAsync(ServedSession session, SessionInput input, string remote)
    {
        if (input is StopInput)
            CountStop(session);
        else
            session.Join(remote);
        var answer = new TaskCompletionSource<InputReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Run.Post(input, (reply, _) => answer.TrySetResult(reply));
        // Where time has come to its end, nobody answers any more.
        await Task.WhenAny(answer.Task, session.Over).ConfigureAwait(false);
        return answer.Task.IsCompleted ? await answer.Task.ConfigureAwait(false) : new(false, "the session is over");
    }

    /// <summary>Stops one session, or all.</summary>
    /// <param name="session">Null: all.</param>
    /// <returns>Those that are told to stop.</returns>
    public ImmutableArray<int> Stop(int? session, Phrase cause)
    {
        var running = All.Where(one => !one.IsOver && (session is null || one.Id == session)).ToImmutableArray();
        foreach (var one in running)
        {
            CountStop(one);
            one.Run.Post(new StopInput(cause));
        }
        return [.. running.Select(one => one.Id)];
    }

    /// <summary>How much it hurts at the place after a session; of two answers the later one counts. What is not kept is remembered as long as the session is shown.</summary>
    /// <returns>Why it is not taken; null where it is.</returns>
    public Phrase? Rate(ServedSession session, Discomfort pain)
    {
        var plan = session.Setup.Plan;
        if (session.End is null)
            return "the session is not over";
        if (All.Any(later => later.Id > session.Id && later.Setup.Plan.Area == plan.Area && later.Setup.Plan.Side == plan.Side))
            return "a later session here has begun";
        if (session is { Kept: { } kept, Setup.Keeping: { } keeping } && PainAfter.Keep(keeping.Sessions.Folder, kept, pain, _parts.Clock.Wall) is { } problem)
            return problem;
        session.PainAfter = pain;
        Changed?.Invoke();
        return null;
    }

    /// <summary>Nobody is left of this remote.</summary>
    public void Forget(string remote)
    {
        foreach (var session in All)
            session.Leave(remote);
    }

    /// <returns>Completes when no session is left that has not ended.</returns>
    public async Task AllEndedAsync()
    {
        while (true)
        {
            Task[] ending;
            lock (_gate)
                ending = [.. _ending];
            if (ending.Length == 0)
                return;
            await Task.WhenAll(ending).ConfigureAwait(false);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>In a room of a clinic, what counts is somebody's, and the clinic says whose past they have.</summary>
    private async Task<(SessionOrder? Order, ImmutableArray<Phrase> Against)> KnownAsync(SessionOrder order, SessionIntake intake)
    {
        var counts = Clinic is not null && (!intake.Look(order).Simulated || (order.Data is not null && order.KeepsSimulated));
        if (!counts)
            return (order with { For = null }, []);
        if (order.For is not { } said)
            return (null, ["this room belongs to a clinic: say who lies there, by the id that the clinic gave them"]);
        if (BodyAreas.Find(order.Area) is not { } area)
            return (order, []);
        var (person, against) = await Clinic!.MeetAsync(said.Id, new(area.Id, area.HasSides ? order.Side : null), CancellationToken.None).ConfigureAwait(false);
        return person is null ? (null, against) : (order with { For = person }, []);
    }

    /// <summary>What the session plans is reserved at the clinic before anything of it begins.</summary>
    private async Task<(RunSetup? Setup, ImmutableArray<Phrase> Against)> BookedAsync(RunSetup setup)
    {
        if (Clinic is null || setup.Keeping is not { Person: not null } keeping)
            return (setup, []);
        var booked = await Clinic.BookAsync(keeping, CancellationToken.None).ConfigureAwait(false);
        if (booked.Keeping is { } kept)
            return (setup with { Keeping = kept, Notes = booked.Note is { } note ? setup.Notes.Add(setup.Language.Say(note)) : setup.Notes }, []);
        keeping.Sessions.Dispose();
        return (null, booked.Against);
    }

    /// <summary>A device that several rooms share is one room's at a time: the clinic knows whose.</summary>
    /// <returns>Why this room does not have it; then what was reserved is given up.</returns>
    private async Task<ImmutableArray<Phrase>> HeldElsewhereAsync(RunSetup setup)
    {
        if (Shared(setup) is not { } device)
            return [];
        var against = await Clinic!.TakeDeviceAsync(device, CancellationToken.None).ConfigureAwait(false);
        if (!against.IsEmpty)
            GiveUp(setup);
        return against;
    }

    /// <summary>The session did not begin.</summary>
    private void GiveUp(RunSetup setup)
    {
        if (setup.Keeping is not { } unused)
            return;
        Clinic?.GiveUp(unused);
        unused.Sessions.Dispose();
    }

    private Task GiveBackAsync(RunSetup setup) => Shared(setup) is { } device ? Clinic!.GiveDeviceBackAsync(device) : Task.CompletedTask;

    private string? Shared(RunSetup setup) => Clinic is not null && setup.Keeping is { Person: not null } ? setup.Reach?.LockName : null;

    private static StartResult Refused(ImmutableArray<Phrase> against, IntakeParts parts) => new(null, new(RefusalKind.Limit, [.. against.Select(parts.Language.Say)]));

    private ServedSession Begin(OpenSession open, RunSetup setup, string remote)
    {
        var run = open.Begin(new SessionOutput(null, null) { Language = setup.Language });
        ServedSession session;
        lock (_gate)
        {
            session = new(++_last, setup, remote) { Run = run, Kept = open.Kept };
            _sessions = [session, .. _sessions.Where(one => !one.IsOver), .. _sessions.Where(one => one.IsOver).Take(MostOver - 1)];
        }
        var feed = SessionFeed.Of(run, Watcher(session), _time);
        run.Told += told => CountOff(session, told);
        _telemetry.Meters.SessionBegan();
        _telemetry.Log.SessionBegan(session.Id, setup.Plan.Massager.Profile);
        // A session at the highest speed never gives its thread back.
        var ending = Task.Run(() => RunAsync(session, open, feed));
        lock (_gate)
            _ending.Add(ending);
        _ = ending.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Changed?.Invoke();
        return session;
    }

    private SessionWatcher Watcher(ServedSession session) => new($"the remotes of session {session.Id}", _ => Changed?.Invoke())
    {
        Tell = told => Told?.Invoke(session, told),
        Dropped = _ =>
        {
            _telemetry.Meters.WatcherDropped();
            _telemetry.Log.WatcherDropped(session.Id);
        },
    };

    private void CountStop(ServedSession session)
    {
        _telemetry.Meters.Stop();
        session.StopAsked(_time.GetTimestamp());
    }

    // On the session's own thread.
    private void CountOff(ServedSession session, SessionEvent told)
    {
        if (told is LevelAccepted { Output.Level.Number: 0 } && session.StopObeyed() is { } asked)
            _telemetry.Meters.Stopped(_time.GetElapsedTime(asked));
    }

    private async Task RunAsync(ServedSession session, OpenSession open, SessionFeed feed)
    {
        using var sessions = session.Setup.Keeping?.Sessions;
        await using var closing = open.ConfigureAwait(false);
        var end = await _host.RunAsync(session.Run).ConfigureAwait(false);
        feed.Dispose();
        session.Ended(end, Conclude(session, open, end));
        Clinic?.Wake();
        _telemetry.Meters.SessionEnded();
        _telemetry.Log.SessionEnded(session.Id, session.Setup.Plan.Massager.Profile, EndWords.Of(end.Result?.Outcome), end.Result is { ConfirmedOff: true });
        Changed?.Invoke();
        await GiveBackAsync(session.Setup).ConfigureAwait(false);
    }

    private ImmutableArray<string> Conclude(ServedSession session, OpenSession open, RunEnd end)
    {
        Phrase?[] problems =
        [
            end.Broken is { } broken ? Phrase.Of($"internal error: {broken}") : null,
            open.Close(end) is { } lost ? Phrase.Of($"the history is not complete: {lost}") : null,
            open.Remember(),
        ];
        var next = open.After(end)?.Lines(session.Setup.Plan, _parts.Clock.Local()) ?? [];
        return [.. problems.OfType<Phrase>().Select(session.Setup.Language.Say), .. next];
    }

    private void Forget(Task ended)
    {
        lock (_gate)
            _ending.Remove(ended);
    }

    private void LookAfterAll()
    {
        ImmutableArray<ServedSession> running = [.. All.Where(session => !session.IsOver)];
        foreach (var session in running)
            session.Look(_reach, alone: running.Length == 1);
    }
}

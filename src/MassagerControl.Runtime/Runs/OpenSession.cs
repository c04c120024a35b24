using MassagerControl.Core;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Runs;

/// <summary>A session that is ready to run: its device is taken and guarded, and its journal has begun.</summary>
public sealed class OpenSession : IAsyncDisposable
{
    private readonly RunSetup _setup;
    private readonly DeviceWatch? _watch;
    private readonly RunJournal _journal;
    private SessionRun? _run;

    private OpenSession(RunSetup setup, DeviceWatch? watch)
    {
        (_setup, _watch) = (setup, watch);
        _journal = RunJournal.Begin(setup.Keeping, stop => _run?.Post(stop));
    }

    /// <summary>Takes the device, starts its guard and begins the journal.</summary>
    /// <param name="screen">The session has a screen, in which the guard's words must not stand.</param>
    /// <returns>The session, which the caller disposes of; or why it may not begin.</returns>
    public static async Task<(OpenSession? Session, Refusal? Refusal)> OpenAsync(RunSetup setup, bool screen, TimeProvider time)
    {
        var watched = setup.Reach is { } reach
            ? await DeviceWatch.TakeAsync(new(reach, screen, KeptIn(setup)) { Language = setup.Language }, time).ConfigureAwait(false)
            : WatchTry.NotNeeded;
        if (watched.Refusal is { } refusal)
            return (null, new(watched.MayRun ? RefusalKind.MotorMayRun : RefusalKind.Limit, [refusal]));
        var session = new OpenSession(setup, watched.Watch);
        if (session._journal.Refusal is not { } against)
            return (session, null);
        await session.DisposeAsync().ConfigureAwait(false);
        return (null, against);
    }

    /// <summary>Its number in the history; null where it is not kept.</summary>
    public long? Kept => _journal.Journal?.Id;

    /// <summary>Puts the session together. Once.</summary>
    /// <param name="recorders">Told everything, on the session's own thread.</param>
    public SessionRun Begin(SessionOutput recorders)
    {
        var journal = _journal.Journal;
        return _run = new(_setup with { MayRun = journal is null ? null : journal.MayRun }, recorders with { Journal = journal }, _watch);
    }

    /// <summary>Writes the end down.</summary>
    /// <returns>Why the history is not complete; null where it is.</returns>
    public Phrase? Close(RunEnd end) => _journal.End(end, _run!.Snapshot);

    /// <summary>Remembers that a paired device was there, and its battery.</summary>
    /// <returns>Why that is not written; null where it is.</returns>
    public Phrase? Remember()
    {
        var last = _run!.Snapshot;
        try
        {
            if (last.BatteryPercent is not null || last.Session.EverDriven)
                _setup.Seen?.Invoke(last.BatteryPercent);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Words;
        }
    }

    /// <summary>What comes next; null where the session counts for nothing, or the folder fails, which <see cref="Close"/> has told.</summary>
    public NextSession? After(RunEnd end)
    {
        try
        {
            return end.Result is { } result ? _setup.After?.Invoke(result) : null;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <summary>Gives the device back: a guard that has taken over goes on without this process.</summary>
    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        if (_watch is not null)
            await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private static KeptSession? KeptIn(RunSetup setup) => setup.Keeping is { } keeping ? new(keeping.Sessions.Folder, keeping.Beginning.Device) : null;
}

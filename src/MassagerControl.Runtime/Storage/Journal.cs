using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;

namespace MassagerControl.Runtime.Storage;

/// <summary>Writes down what happens in one session, as it happens, on a thread of its own.</summary>
/// <remarks>
/// Members may be called from any thread. <see cref="Tell"/> and <see cref="Grow"/> return at once; what they bring is on the disk as
/// soon as the one before is. <see cref="MayRun"/> and <see cref="End"/> return when it is on the disk.
/// </remarks>
public sealed class Journal : IDisposable
{
    // A session has some hundreds of events: a queue as long as this is a disk that does not answer.
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    private readonly SessionStore _sessions;
    private readonly BegunSession _session;
    private readonly Action<Phrase> _failed;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private List<StoredEvent> _waiting = [];
    private TimeSpan? _press;
    private TimeSpan _grown;
    private long? _waitingSince;
    private int _seq;
    private long? _running;
    private string? _lock;
    private bool _closing;
    private Phrase? _failure;
    private bool _told;

    /// <param name="failed">Told once, on any thread, why nothing more can be written; must return at once and not throw.</param>
    public Journal(SessionStore sessions, BegunSession session, Action<Phrase> failed)
    {
        (_sessions, _session, _failed) = (sessions, session, failed);
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>The session's number in the history.</summary>
    public long Id => _session.Id;

    /// <summary>Why nothing more is written, or null.</summary>
    public Phrase? Failure
    {
        get
        {
            lock (_gate)
                return _failure;
        }
    }

    /// <summary>A red flag or a 9–10 was told.</summary>
    public bool SawRedFlag
    {
        get
        {
            lock (_gate)
                return _lock is not null;
        }
    }

    public void Tell(SessionEvent told)
    {
        if (told is FrameTraced)
            return;
        lock (_gate)
        {
            if (_closing)
                return;
            _lock ??= told.Locks;
            _waiting.Add(new(++_seq, told.At, EventLine.Type(told), EventLine.Of(told)));
            Wake();
        }
        GiveUpOnASlowDisk();
    }

    /// <summary>The press time so far: counted as it grows, so that a crash loses a second of it at most.</summary>
    public void Grow(TimeSpan press)
    {
        lock (_gate)
        {
            if (_closing || press <= _grown)
                return;
            _press = _grown = press;
            Wake();
        }
        GiveUpOnASlowDisk();
    }

    /// <summary>Writes down that the device may be running from now on.</summary>
    /// <returns>Why that is not written, and the motor must not start; or null.</returns>
    public Phrase? MayRun()
    {
        lock (_gate)
        {
            if (_running is not null)
                return null;
        }
        try
        {
            var (beginning, now) = (_session.Beginning, _sessions.Clock.Now());
            var id = _sessions.Store.Write(work => new RunningDevices(work).Mark(beginning.Device, beginning.Profile, Id, beginning.Owner, now.Wall));
            lock (_gate)
                _running = id;
            return null;
        }
        catch (StoreException exception)
        {
            lock (_gate)
                _failure ??= exception.Words;
            return exception.Words;
        }
    }

    /// <summary>Writes down the end, after everything else: session, dose, lock, and that the device is off where it confirmed that.</summary>
    /// <param name="locks">The area stays locked.</param>
    /// <returns>Why that is not written, or null.</returns>
    public Phrase? End(SessionClosing closing, bool locks)
    {
        Close();
        try
        {
            var now = _sessions.Clock.Now();
            _sessions.Store.Write(work => Close(work, closing with { Ended = now.Wall }, locks, now));
            _sessions.Store.Write(work => _sessions.Copies.Match(work));
            return Failure;
        }
        catch (StoreException exception)
        {
            return Failure ?? exception.Words;
        }
    }

    public void Dispose() => Close();

    private void Close(Transaction work, SessionClosing closing, bool locks, ClockReading now)
    {
        var (beginning, press) = (_session.Beginning, closing.Press);
        var first = new SessionTable(work).End(Id, closing);
        new DoseTable(work).Save(_session.Dose(now, press));
        var locked = locks ? _lock ?? LockKind.Rating : null;
        if (locked is not null)
            new AreaLockTable(work).Lock(beginning.Area, beginning.Side, now.Wall, locked, Id);
        new ClinicBookings(work).Settle(beginning, new DoseTable(work).Find(_session.Mark)!, locked);
        if (first && ClinicRecord.Of(work, Id, beginning, closing) is { } record)
            new ClinicOutbox(work).Add(record);
        if (_running is { } running && closing.ConfirmedOff)
            new RunningDevices(work).Clear(running, now.Wall, "confirmed by the device");
    }

    private void Close()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join(LongestWrite);
    }

    private void Run()
    {
        try
        {
            while (Next() is { } batch)
                Write(batch);
        }
        catch (StoreException exception)
        {
            Fail(exception.Words);
        }
    }

    /// <summary>Waits until something is there and takes all of it: the slower the disk, the larger the batch.</summary>
    /// <returns>Null when closed and nothing is left.</returns>
    private (ImmutableArray<StoredEvent> Events, TimeSpan? Press)? Next()
    {
        lock (_gate)
        {
            // What was taken before is on the disk now.
            _waitingSince = null;
            while (_waiting.Count == 0 && _press is null && !_closing)
                Monitor.Wait(_gate);
            if (_waiting.Count == 0 && _press is null)
                return null;
            _waitingSince = _sessions.Clock.Wall.GetTimestamp();
            (ImmutableArray<StoredEvent>, TimeSpan?) batch = ([.. _waiting], _press);
            (_waiting, _press) = ([], null);
            return batch;
        }
    }

    private void Write((ImmutableArray<StoredEvent> Events, TimeSpan? Press) batch) => _sessions.Store.Write(work =>
    {
        foreach (var told in batch.Events)
            new SessionTable(work).Append(Id, told);
        if (batch.Press is { } press)
            new DoseTable(work).Save(_session.Dose(_sessions.Clock.Now(), press));
    });

    // Within the gate.
    private void Wake()
    {
        _waitingSince ??= _sessions.Clock.Wall.GetTimestamp();
        Monitor.Pulse(_gate);
    }

    /// <summary>A disk that does not answer is one that cannot be written: a crash would lose more than a second.</summary>
    private void GiveUpOnASlowDisk()
    {
        lock (_gate)
        {
            if (_closing || _waitingSince is not { } since || (_waiting.Count < MostWaiting && _sessions.Clock.Wall.GetElapsedTime(since) < LongestWrite))
                return;
        }
        Fail($"{_sessions.Store.File}: it takes too long to write");
    }

    private void Fail(Phrase reason)
    {
        lock (_gate)
        {
            if (_told)
                return;
            (_failure, _closing, _told) = (_failure ?? reason, true, true);
            _waiting.Clear();
            _press = null;
            Monitor.Pulse(_gate);
        }
        _failed(reason);
    }
}

using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Runs;

/// <summary>Brings a session to one watcher, on a thread of its own through a bounded queue. A watcher that throws, blocks or is slow is dropped with the reason and harms nobody.</summary>
/// <remarks><see cref="Offer(SessionSnapshot)"/> and <see cref="Offer(SessionEvent)"/> may be called from any thread and return at once.</remarks>
public sealed class SessionFeed : IDisposable
{
    /// <summary>Far more than a whole session has.</summary>
    public const int MostEventsWaiting = 2_000;

    /// <summary>A watcher that is busy with one thing for so long is dropped.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    // Real time: what a watcher has not taken by then is not worth the wait.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly SessionWatcher _watcher;
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private Queue<SessionEvent> _events = new();
    private SessionSnapshot? _latest;
    private long? _busySince;
    private bool _closed;

    /// <param name="time">Real time, by which a watcher that blocks is noticed.</param>
    public SessionFeed(SessionWatcher watcher, TimeProvider time)
    {
        (_watcher, _time) = (watcher, time);
        _thread = new Thread(Run) { IsBackground = true, Name = $"{watcher.Name} feed" };
        _thread.Start();
    }

    /// <summary>A watcher who joins a session.</summary>
    public static SessionCompanion For(SessionWatcher watcher, TimeProvider time) => session => Of(session, watcher, time);

    /// <summary>Shows a session to a watcher from now on.</summary>
    public static SessionFeed Of(SessionRun session, SessionWatcher watcher, TimeProvider time)
    {
        var feed = new SessionFeed(watcher, time);
        session.Changed += feed.Offer;
        if (watcher.Tell is not null)
            session.Told += feed.Offer;
        return feed;
    }

    public void Offer(SessionSnapshot snapshot) => Offer(() => _latest = snapshot);

    public void Offer(SessionEvent told) => Offer(() => _events.Enqueue(told));

    /// <summary>Brings what is left and ends; a watcher that blocks is not waited for.</summary>
    public void Dispose()
    {
        Close();
        if (Thread.CurrentThread != _thread)
            _thread.Join(LongestFarewell);
    }

    private void Offer(Action add)
    {
        Phrase? slow;
        lock (_gate)
        {
            if (_closed)
                return;
            slow = Slow();
            if (slow is null)
            {
                add();
                Monitor.Pulse(_gate);
            }
        }
        if (slow is not null)
            Drop(slow);
    }

    // Within the gate.
    private Phrase? Slow()
    {
        if (_events.Count >= MostEventsWaiting)
            return $"it is {MostEventsWaiting} events behind";
        return _busySince is { } since && _time.GetElapsedTime(since) >= LongestCall
            ? Phrase.Of($"it has been busy with one thing for {LongestCall.TotalSeconds:0} s")
            : null;
    }

    private void Run()
    {
        try
        {
            while (Next() is var (events, latest))
            {
                foreach (var told in events)
                    _watcher.Tell!(told);
                if (latest is not null)
                    _watcher.Show(latest);
            }
        }
#pragma warning disable CA1031 // A watcher may break in any way: the session goes on without it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Drop(Phrase.Verbatim(exception.Message));
        }
    }

    /// <returns>Null when closed and nothing is left.</returns>
    private (Queue<SessionEvent> Events, SessionSnapshot? Latest)? Next()
    {
        lock (_gate)
        {
            _busySince = null;
            while (_events.Count == 0 && _latest is null && !_closed)
                Monitor.Wait(_gate);
            if (_events.Count == 0 && _latest is null)
                return null;
            _busySince = _time.GetTimestamp();
            var next = (_events, _latest);
            (_events, _latest) = (new(), null);
            return next;
        }
    }

    private void Drop(Phrase reason)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _events.Clear();
            _latest = null;
        }
        Close();
        _watcher.Dropped($"{_watcher.Name} is shown nothing more: {reason}");
    }

    private void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}

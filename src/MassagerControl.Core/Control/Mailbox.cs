using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>Inputs on their way to the session: STOP before answers of the device, these before everything else.</summary>
/// <remarks>Any thread may add, and waits for none; one at a time does everything else.</remarks>
internal sealed class Mailbox
{
    private readonly Queue<QueuedInput> _stops = new();
    private readonly Queue<QueuedInput> _answers = new();
    private readonly Queue<QueuedInput> _inputs = new();

    // What nobody has sorted yet, the newest first.
    private Added? _added;

    /// <summary>Nothing waits; another thread may add something the next moment.</summary>
    public bool IsEmpty => Volatile.Read(ref _added) is null && _stops.Count == 0 && _answers.Count == 0 && _inputs.Count == 0;

    public void Add(QueuedInput queued)
    {
        var added = new Added(queued);
        Added? before;
        do
            // Once it is in, whoever sorts turns its link round: only the local is still ours to compare with.
            added.Before = before = Volatile.Read(ref _added);
        while (Interlocked.CompareExchange(ref _added, added, before) != before);
    }

    public bool TryTake(out QueuedInput queued) => TryTakeStop(out queued) || _answers.TryDequeue(out queued) || _inputs.TryDequeue(out queued);

    public bool TryTakeStop(out QueuedInput queued)
    {
        Sort();
        return _stops.TryDequeue(out queued);
    }

    private void Sort()
    {
        if (Volatile.Read(ref _added) is null)
            return;
        Added? oldest = null;
        var newest = Interlocked.Exchange(ref _added, null);
        while (newest is not null)
        {
            var before = newest.Before;
            newest.Before = oldest;
            (oldest, newest) = (newest, before);
        }
        for (; oldest is not null; oldest = oldest.Before)
            LaneOf(oldest.Queued.Input).Enqueue(oldest.Queued);
    }

    private Queue<QueuedInput> LaneOf(SessionInput input) => input switch
    {
        StopInput => _stops,
        ConnectedInput or ConnectFailedInput or OutputAcceptedInput or OutputFailedInput or OffConfirmedInput or OffFailedInput or ReportInput => _answers,
        _ => _inputs,
    };

    private sealed class Added(QueuedInput queued)
    {
        public QueuedInput Queued { get; } = queued;

        /// <summary>The one that was added before this; turned round, the one after.</summary>
        public Added? Before { get; set; }
    }
}

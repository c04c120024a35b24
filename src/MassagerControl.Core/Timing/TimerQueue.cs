namespace MassagerControl.Core.Timing;

/// <summary>A binary heap of timers by (due, sequence), each of which knows its place: arming again moves it, nothing is allocated.</summary>
internal sealed class TimerQueue
{
    private ScheduledTimer[] _heap = new ScheduledTimer[16];
    private int _count;
    private long _sequence;

    /// <summary>The next timer to fire, or null.</summary>
    public ScheduledTimer? First => _count == 0 ? null : _heap[0];

    /// <summary>Puts the timer in, or moves it: it is now the last of its instant.</summary>
    public void Set(ScheduledTimer timer, long due)
    {
        timer.Due = due;
        timer.Sequence = _sequence++;
        if (timer.Index < 0)
        {
            if (_count == _heap.Length)
                Array.Resize(ref _heap, _count * 2);
            Put(timer, _count++);
        }
        Settle(timer);
    }

    public void Remove(ScheduledTimer timer)
    {
        var hole = timer.Index;
        if (hole < 0)
            return;
        timer.Index = -1;
        var last = _heap[--_count];
        _heap[_count] = null!;
        if (last == timer)
            return;
        Put(last, hole);
        Settle(last);
    }

    private void Settle(ScheduledTimer timer)
    {
        Up(timer);
        Down(timer);
    }

    private void Up(ScheduledTimer timer)
    {
        while (timer.Index > 0 && _heap[(timer.Index - 1) / 2] is var parent && Before(timer, parent))
            Swap(timer, parent);
    }

    private void Down(ScheduledTimer timer)
    {
        while (EarlierChild(timer.Index) is { } child && Before(child, timer))
            Swap(timer, child);
    }

    private ScheduledTimer? EarlierChild(int index)
    {
        var left = 2 * index + 1;
        if (left >= _count)
            return null;
        var right = left + 1;
        return right < _count && Before(_heap[right], _heap[left]) ? _heap[right] : _heap[left];
    }

    private void Swap(ScheduledTimer one, ScheduledTimer other)
    {
        var index = one.Index;
        Put(one, other.Index);
        Put(other, index);
    }

    private void Put(ScheduledTimer timer, int index)
    {
        _heap[index] = timer;
        timer.Index = index;
    }

    private static bool Before(ScheduledTimer one, ScheduledTimer other) =>
        one.Due != other.Due ? one.Due < other.Due : one.Sequence < other.Sequence;
}

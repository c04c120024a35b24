using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Events;

/// <summary>Puts the events of a session into lines: those of one instant (a millisecond) in the order of their rank.</summary>
/// <remarks>Members may be called from any thread and return at once.</remarks>
public sealed class EventLog(Action<string> write, bool trace)
{
    private readonly Lock _gate = new();
    private readonly List<SessionEvent> _instant = [];
    private long _at;
    private long? _ended;

    /// <summary>Takes an event; it is written when its instant is over. What comes after the session's end is no part of the session.</summary>
    public void Add(SessionEvent told)
    {
        if (told is FrameTraced && !trace)
            return;
        lock (_gate)
        {
            var at = JsonText.Milliseconds(told.At);
            if (_ended < at)
                return;
            if (told is SessionEnded)
                _ended = at;
            Advance(told.At);
            // Time may have passed already when an event of the moment before arrives: that one has an instant of its own.
            var place = _instant.Count;
            while (place > 0 && Follows(_instant[place - 1], told))
                place--;
            _instant.Insert(place, told);
        }
    }

    /// <summary>Writes what was before now.</summary>
    /// <param name="now">Since the session began.</param>
    public void Pass(TimeSpan now)
    {
        lock (_gate)
            Advance(now);
    }

    /// <summary>Writes what is left.</summary>
    public void Finish()
    {
        lock (_gate)
            WriteInstant();
    }

    private static bool Follows(SessionEvent other, SessionEvent told) =>
        (JsonText.Milliseconds(other.At), other.Rank).CompareTo((JsonText.Milliseconds(told.At), told.Rank)) > 0;

    private void Advance(TimeSpan now)
    {
        var at = JsonText.Milliseconds(now);
        if (at <= _at)
            return;
        WriteInstant();
        _at = at;
    }

    private void WriteInstant()
    {
        foreach (var told in _instant)
            write(EventLine.Of(told));
        _instant.Clear();
    }
}

using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Doses;

/// <summary>What a session whose process died counts for, from what it had written down.</summary>
public static class DoseRecovery
{
    /// <summary>What a crash may lose: the journal is written at least this often while a press goes on.</summary>
    public static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(1);

    /// <summary>Nobody leads a session for longer: it lasts twenty minutes; the rest is for connecting before it and stopping after it.</summary>
    public static readonly TimeSpan Longest = HardLimits.Session + TimeSpan.FromMinutes(10);

    /// <summary>It began so long ago that nobody can lead it any more, also where nobody can look for its process.</summary>
    public static bool MustBeOver(ClockReading began, ClockReading now) => now.Wall - DoseClock.EndOf(began, null, now) > Longest;

    /// <param name="told">Its journal, in order.</param>
    /// <param name="counted">Its dose as far as it was counted; null where it was not.</param>
    /// <param name="planned">Press time of the whole plan.</param>
    public static RecoveredDose Of(IReadOnlyList<JournaledEvent> told, ClockReading began, DoseEntry? counted, TimeSpan planned)
    {
        var last = told.Count > 0 ? told[^1].At : TimeSpan.Zero;
        var presses = told.Where(e => e.Pressing is not null).Select(e => (e.At, e.Pressing!.Value));
        return new(
            End(began, last, counted?.Ended),
            PressOf(presses, last, counted?.Press ?? TimeSpan.Zero, planned),
            told.Select(e => e.Lock).OfType<string>().FirstOrDefault(),
            told.Select(e => e.Rep).DefaultIfEmpty().Max(),
            told.Select(e => e.Intensity).DefaultIfEmpty().Max());
    }

    /// <param name="changes">Each moment at which a press began (true) or something else did, in order, since the session began.</param>
    /// <param name="lastWritten">The last moment that was written.</param>
    /// <param name="counted">Press time that was counted already; the answer is never below.</param>
    /// <param name="planned">The whole plan; the answer is never above.</param>
    public static TimeSpan PressOf(IEnumerable<(TimeSpan At, bool Pressing)> changes, TimeSpan lastWritten, TimeSpan counted, TimeSpan planned)
    {
        var (total, began) = (TimeSpan.Zero, (TimeSpan?)null);
        foreach (var (at, pressing) in changes)
        {
            total += at - (began ?? at);
            began = pressing ? at : null;
        }
        if (began is { } open)
            total += (lastWritten > open ? lastWritten - open : TimeSpan.Zero);
        // What was counted while the press went on may be later than the last event.
        total = total > counted ? total : counted;
        if (began is not null)
            total += Unwritten;
        return total < planned ? total : planned;
    }

    /// <summary>The later of the last event and the last count, and the second that a crash may lose.</summary>
    private static ClockReading End(ClockReading began, TimeSpan last, ClockReading? counted)
    {
        var told = Later(began, last + Unwritten);
        return counted is null || counted.Wall + Unwritten <= told.Wall ? told : Later(counted, Unwritten);
    }

    private static ClockReading Later(ClockReading reading, TimeSpan by) => reading with { Wall = reading.Wall + by, Up = reading.Up + by };
}

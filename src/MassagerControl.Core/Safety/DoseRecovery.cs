namespace MassagerControl.Core.Safety;

/// <summary>The press time of a session whose process died, from what it had written down.</summary>
public static class DoseRecovery
{
    /// <summary>What a crash may lose: the journal is written at least this often while a press goes on.</summary>
    public static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(1);

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
}

namespace MassagerControl.Devices.Protocols;

/// <summary>What a device has said last of its motor, over all links and drivers.</summary>
/// <remarks>
/// One that has said that it runs must say itself that it stopped: until then its acknowledgements prove nothing, to whoever stops it next. So whoever
/// does that in another process must be handed this word. Safe from any thread.
/// </remarks>
/// <param name="runs">Handed over: it runs.</param>
/// <param name="changed">Told of each new word, and of the first that repeats what was handed over; whoever stops the motor waits for it: must return at once and not throw.</param>
public sealed class LastWord(bool runs = false, Action<bool>? changed = null)
{
    private readonly Lock _gate = new();
    private volatile bool _runs = runs;
    private volatile bool _repeats = !runs;

    /// <summary>False also of a device that has said nothing.</summary>
    public bool Runs => _runs;

    internal void Take(bool runs)
    {
        if (_runs == runs && _repeats)
            return;
        lock (_gate)
        {
            if (_runs == runs && _repeats)
                return;
            (_runs, _repeats) = (runs, true);
            changed?.Invoke(runs);
        }
    }
}

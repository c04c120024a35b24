namespace MassagerControl.Devices.Simulation;

/// <summary>The order and the time in which a virtual device says things.</summary>
/// <remarks>Not safe for threads: called by whoever has the device's gate.</remarks>
/// <param name="now">Since the device began.</param>
internal sealed class SimulatedSpeech(FaultState faults, SimulatedTimers timers, Outbox outbox, Func<TimeSpan> now)
{
    private TimeSpan _lastSaid;
    private int _toSay;

    /// <summary>What the device says takes its time, or never arrives, but does not overtake what it said before.</summary>
    public void Later(Action say)
    {
        var said = now();
        if (faults.Mute(said))
            return;
        var due = said + faults.Delay(said);
        if (due < _lastSaid)
            due = _lastSaid;
        _lastSaid = due;
        if (due == said && _toSay == 0)
        {
            outbox.Add(say);
            return;
        }
        SayAt(due - said, say);
    }

    private void SayAt(TimeSpan wait, Action say)
    {
        _toSay++;
        timers.After(wait, () =>
        {
            _toSay--;
            outbox.Add(say);
        });
    }
}

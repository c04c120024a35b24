using MassagerControl.App.Events;
using MassagerControl.App.Storage;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Runs;

/// <summary>Where the events of a session go: the event log, and plain lines.</summary>
/// <remarks>Called on the session's own thread, so everything here returns at once.</remarks>
/// <param name="line">Takes plain lines; null where a screen shows the session.</param>
/// <param name="journal">Keeps the session; null where nothing is kept.</param>
internal sealed class SessionOutput(EventLog? log, Action<string>? line, Journal? journal = null)
{
    // In real time an event's own time and the heartbeat's differ by what the code between them takes.
    private static readonly TimeSpan SurelyOver = TimeSpan.FromMilliseconds(100);

    public void Tell(SessionEvent told)
    {
        log?.Add(told);
        journal?.Tell(told);
        if (line is null)
            return;
        foreach (var text in ProgressLines.Of(told))
            line(text);
    }

    /// <summary>Says something that is no event of the session.</summary>
    public void Note(string text) => line?.Invoke(text);

    /// <summary>Writes what was told before now, and how long the presses took so far.</summary>
    /// <param name="now">Since the session began.</param>
    public void Pass(TimeSpan now, Session session)
    {
        log?.Pass(now - SurelyOver);
        journal?.Grow(session.PressUntil(now));
    }

    public void Finish() => log?.Finish();
}

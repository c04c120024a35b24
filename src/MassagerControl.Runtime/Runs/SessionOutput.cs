using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Runs;

/// <summary>Where the events of a session are written down: the event log, plain lines, the journal.</summary>
/// <remarks>Called on the session's own thread, so everything here returns at once. Whoever only watches has a <see cref="SessionFeed"/>.</remarks>
/// <param name="Line">Takes plain lines; null where a screen shows the session.</param>
public sealed record SessionOutput(EventLog? Log, Action<string>? Line)
{
    // In real time an event's own time and the renewal's differ by what the code between them takes.
    private static readonly TimeSpan SurelyOver = TimeSpan.FromMilliseconds(100);

    /// <summary>Keeps the session; null where nothing is kept.</summary>
    public Journal? Journal { get; init; }

    /// <summary>Of the plain lines.</summary>
    public Language Language { get; init; } = Language.English;

    public void Tell(SessionEvent told)
    {
        Log?.Add(told);
        Journal?.Tell(told);
        if (Line is not { } line)
            return;
        foreach (var text in ProgressLines.Of(told, Language))
            line(text);
    }

    /// <summary>Says something that is no event of the session.</summary>
    public void Note(Phrase text) => Line?.Invoke(Language.Say(text));

    /// <summary>Writes what was told before now, and how long the presses took so far.</summary>
    /// <param name="now">Since the session began.</param>
    public void Pass(TimeSpan now, Session session)
    {
        Log?.Pass(now - SurelyOver);
        Journal?.Grow(session.PressUntil(now));
    }

    public void Finish() => Log?.Finish();
}

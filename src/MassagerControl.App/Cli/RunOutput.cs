using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Cli;

/// <summary>What a run writes while its session goes on: lines for people, and the event log where one is asked for.</summary>
internal sealed class RunOutput : IDisposable
{
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    private readonly LineWriter _lines;
    private readonly LineWriter? _events;
    private readonly EventLog? _log;
    private Action<SessionInput>? _post;

    /// <param name="people">Takes the lines for people.</param>
    /// <param name="events">Takes the event log; null for none.</param>
    public RunOutput(TextWriter people, TextWriter? events, bool trace)
    {
        _lines = new LineWriter(people, _ => { });
        if (events is null)
            return;
        _events = new LineWriter(events, reason => _post?.Invoke(new StopInput($"the event log cannot be written: {reason}")));
        _log = new EventLog(_events.Post, trace);
    }

    /// <summary>Why the event log is not complete; null where it is.</summary>
    public Phrase? Missing { get; private set; }

    /// <param name="screen">A screen shows the session, so that plain lines do not.</param>
    public SessionOutput Recorders(bool screen) => new(_log, screen ? null : _lines.Post);

    /// <summary>From now on a log that cannot be written stops this session.</summary>
    public void Stops(SessionRun run) => _post = run.Post;

    public void Tell(string line) => _lines.Post(line);

    /// <summary>The session is over: waits until everything is written.</summary>
    public void Close()
    {
        _log?.Finish();
        if (_events is not null && !(_events.Close(LongestWrite) && _events.Failure is null))
            Missing = _events.Failure ?? "it takes too long to write";
        _lines.Close(LongestWrite);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _events?.Dispose();
    }
}

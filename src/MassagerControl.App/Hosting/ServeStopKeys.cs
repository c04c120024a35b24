using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Hosting;

/// <summary>Joins the keys that are STOP to a service: a press stops every session that runs, and what becomes of a key is told here and in each session.</summary>
internal sealed class ServeStopKeys
{
    private readonly SessionHost _sessions;
    private readonly Action<Phrase> _say;

    /// <param name="say">Takes a line for the person at this computer; may be called on any thread.</param>
    public ServeStopKeys(StopKeyWatch watch, SessionHost sessions, Action<Phrase> say)
    {
        (_sessions, _say) = (sessions, say);
        watch.Told += Tell;
        watch.HandTo(Take);
        foreach (var words in watch.Missing)
            Tell(words);
    }

    private void Take(SessionInput input)
    {
        if (input is StopInput stop)
            _say($"STOP: {stop.Cause} (sessions that run: {_sessions.StopRunning(stop)})");
        // Whose discomfort it is can only be known of one.
        else if (_sessions.Sessions is [var only])
            only.Post(input);
        else
            _say("a number key rates only while exactly one session runs");
    }

    private void Tell(Phrase words)
    {
        _say(words);
        foreach (var session in _sessions.Sessions)
            session.Post(new ReportInput(new MassagerNotice(words)));
    }
}

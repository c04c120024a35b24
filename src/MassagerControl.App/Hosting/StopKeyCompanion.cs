using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Hosting;

/// <summary>Joins the keys that are STOP to a session: what is pressed goes there, what is gone or back is a notice of it.</summary>
internal static class StopKeyCompanion
{
    /// <param name="alone">Nobody else can stop: the session has no screen. Without the keys it pauses.</param>
    /// <param name="time">Real time.</param>
    public static SessionCompanion For(StopKeyWatch watch, bool alone, TimeProvider time) => session =>
    {
        watch.HandTo(session.Post);
        return new Joined(watch, session, alone, time);
    };

    private sealed class Joined : IDisposable
    {
        private readonly StopKeyWatch _watch;
        private readonly SessionRun _session;
        private readonly ITimer? _timer;

        public Joined(StopKeyWatch watch, SessionRun session, bool alone, TimeProvider time)
        {
            (_watch, _session) = (watch, session);
            watch.Told += Tell;
            // Gone while the device was taken.
            foreach (var words in watch.Missing)
                Tell(words);
            // Again and again: a session that somebody lets go on without them pauses anew.
            if (alone)
                _timer = time.CreateTimer(_ => Look(), null, StopKeyWatch.LookAgain, StopKeyWatch.LookAgain);
        }

        public void Dispose()
        {
            _timer?.Dispose();
            _watch.Told -= Tell;
        }

        private void Tell(Phrase words) => _session.Post(new ReportInput(new MassagerNotice(words)));

        private void Look()
        {
            if (!_watch.IsThere && _session.Snapshot.Session.State.IsIn(SessionState.Running))
                _session.Post(new RemotesLostInput());
        }
    }
}

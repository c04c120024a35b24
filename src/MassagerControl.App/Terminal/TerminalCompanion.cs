using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.App.Terminal;

/// <summary>Joins the live screen to a session.</summary>
internal static class TerminalCompanion
{
    /// <param name="aid">What the screen shows besides the session, before the first key.</param>
    /// <param name="late">Takes what is pressed after the session.</param>
    /// <param name="time">Real time.</param>
    public static SessionCompanion For(TerminalPort terminal, ScreenAid aid, LateKeys late, TimeProvider time) => session =>
    {
        var screen = new TerminalScreen(terminal, session.Time, session.Post) { Aid = aid, Late = late };
        var feed = SessionFeed.Of(session, new("the screen", screen.Show) { Dropped = reason => session.Post(new StopInput(reason)) }, time);
        session.Noted += screen.Note;
        screen.Start();
        return new Both(feed, screen);
    };

    /// <summary>The feed first: the last that it brings is what the screen leaves on the terminal.</summary>
    private sealed class Both(SessionFeed feed, TerminalScreen screen) : IDisposable
    {
        public void Dispose()
        {
            feed.Dispose();
            screen.Dispose();
        }
    }
}

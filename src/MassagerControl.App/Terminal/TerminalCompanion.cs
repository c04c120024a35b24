using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The live screen of a session: shows it, and hands its keys to it.</summary>
internal static class TerminalCompanion
{
    /// <param name="aid">What the screen shows besides the session, before the first key.</param>
    /// <param name="time">Real time.</param>
    public static SessionCompanion For(TerminalPort terminal, ScreenAid aid, TimeProvider time) => session =>
    {
        TerminalScreen? screen = null;
        screen = new TerminalScreen(terminal, session.Time, input => session.Post(input, reply => Answer(screen!, input, reply, session, aid.Language))) { Aid = aid };
        var feed = SessionFeed.Of(session, new("the screen", screen.Show) { Dropped = reason => session.Post(new StopInput(reason)) }, time);
        session.Noted += screen.Note;
        screen.Start();
        return new Both(feed, screen);
    };

    private static void Answer(TerminalScreen screen, SessionInput input, InputReply reply, SessionRun session, Language language)
    {
        if (InputAnswers.To(input, reply, session.Snapshot.Session, language) is { } answer)
            screen.Hint(answer);
    }

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

using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Voice;

namespace MassagerControl.App.Hosting;

/// <summary>Joins a voice to a session: a watcher like any other, whose trouble harms nobody.</summary>
internal static class VoiceCompanion
{
    // The seconds that are counted are whole ones.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <param name="folders">Where programs are looked for, as PATH has them.</param>
    /// <param name="terminal">Has a bell; null for none.</param>
    /// <param name="time">Real time.</param>
    public static RunSetup Join(RunSetup setup, VoiceOptions options, string? folders, TerminalPort? terminal, TimeProvider time)
    {
        var program = VoiceProgram.Find(folders);
        return setup with
        {
            Companions = setup.Companions.Add(For(program is null ? null : VoiceProcess.With(program, options), options, terminal, time)),
            Notes = setup.Notes.Add(Words(program, terminal)),
        };
    }

    internal static SessionCompanion For(StartSentence? speak, VoiceOptions options, TerminalPort? terminal, TimeProvider time) => session =>
    {
        var language = options.German ? Language.German : Language.English;
        var voice = new SessionVoice(speak, language, count => Ring(terminal, count), why => Tell(session, why), time);
        var feed = SessionFeed.Of(session, new("the voice", voice.Show) { Dropped = why => Tell(session, why) }, time);
        return new Joined(feed, voice, time.CreateTimer(_ => feed.Offer(session.Present), null, Tick, Tick));
    };

    private static string Words(VoiceProgram? program, TerminalPort? terminal) => program is not null
        ? $"voice: {program.Name}"
        : terminal is not null ? "no voice here (espeak-ng, spd-say): bell" : "no voice here (espeak-ng, spd-say), and no terminal with a bell: no sound";

    private static void Tell(SessionRun session, string why) => session.Post(new ReportInput(new MassagerNotice(Phrase.Verbatim(why))));

    private static void Ring(TerminalPort? terminal, int count)
    {
        if (terminal is null)
            return;
        try
        {
            terminal.Output.Write(new string('\a', count));
            terminal.Output.Flush();
        }
        catch (IOException)
        {
            // A terminal that is gone is the screen's matter.
        }
    }

    private sealed class Joined(SessionFeed feed, SessionVoice voice, ITimer timer) : IDisposable
    {
        public void Dispose()
        {
            timer.Dispose();
            feed.Dispose();
            voice.Dispose();
        }
    }
}

using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Voice;

namespace MassagerControl.App.Hosting;

/// <summary>A voice, or the bell, for one session: a watcher like any other, whose trouble harms nobody.</summary>
/// <remarks>Disposed of after the session, which waits for no sentence.</remarks>
internal sealed class VoiceCompanion : IDisposable
{
    // The seconds that are counted are whole ones.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly SessionVoice _voice;
    private readonly TerminalPort? _terminal;
    private readonly TimeProvider _time;
    private SessionRun? _session;

    /// <param name="folders">Where programs are looked for, as PATH has them.</param>
    /// <param name="terminal">Has a bell; null for none.</param>
    /// <param name="time">Real time.</param>
    public VoiceCompanion(VoiceOptions options, string? folders, TerminalPort? terminal, TimeProvider time)
    {
        (_terminal, _time) = (terminal, time);
        var program = VoiceProgram.Find(folders);
        Words = WordsOf(program, terminal);
        _voice = new(program is null ? null : VoiceProcess.With(program, options), options.Language, Ring, Tell, time);
    }

    /// <summary>Which voice it is, for the person.</summary>
    public Phrase Words { get; }

    /// <summary>Joins the session.</summary>
    public IDisposable Join(SessionRun session)
    {
        _session = session;
        var feed = SessionFeed.Of(session, new("the voice", _voice.Show) { Dropped = Tell }, _time);
        return new Joined(feed, _time.CreateTimer(_ => feed.Offer(session.Present), null, Tick, Tick));
    }

    public void Dispose() => _voice.Dispose();

    private static Phrase WordsOf(VoiceProgram? program, TerminalPort? terminal) => program is not null
        ? Phrase.Of($"voice: {program.Name}")
        : terminal is not null ? "no voice here (espeak-ng, spd-say): bell" : "no voice here (espeak-ng, spd-say), and no terminal with a bell: no sound";

    private void Tell(Phrase why) => _session?.Post(new ReportInput(new MassagerNotice(why)));

    private void Ring(int count)
    {
        if (_terminal is null)
            return;
        try
        {
            _terminal.Output.Write(new string('\a', count));
            _terminal.Output.Flush();
        }
        catch (IOException)
        {
            // A terminal that is gone is the screen's matter.
        }
    }

    private sealed class Joined(SessionFeed feed, ITimer timer) : IDisposable
    {
        public void Dispose()
        {
            timer.Dispose();
            feed.Dispose();
        }
    }
}

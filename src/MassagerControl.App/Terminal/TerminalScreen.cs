using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The live screen of a session on a terminal: shows snapshots, turns keys into inputs.</summary>
/// <remarks>
/// Keys and drawing have a thread each, and neither is of the pool: STOP waits for no busy pool and for no blocked terminal.
/// <see cref="Show"/> returns at once on any thread. The terminal is restored by <see cref="Dispose"/>, and at the end of the process.
/// </remarks>
internal sealed class TerminalScreen : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan HintStays = TimeSpan.FromSeconds(4);

    // Real time: a terminal that does not take the last lines by then will not take them at all.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(1);

    private readonly TerminalPort _terminal;
    private readonly TimeProvider _time;
    private readonly Action<SessionInput, Action<InputReply, Session>> _post;
    private readonly IPainter _painter;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _drawing;

    private SessionSnapshot? _snapshot;
    private long _receivedAt;
    private ScreenAid _aid = ScreenAid.None;
    private long _hintSince;
    private bool _redraw;
    private volatile bool _closing;
    private ITimer? _timer;
    private IDisposable? _signals;

    /// <param name="time">The session's own time: the seconds between two snapshots are counted with it.</param>
    /// <param name="post">Hands an input to the session, and its answer back with the session after it. Called on the key thread; must return at once and not throw.</param>
    public TerminalScreen(TerminalPort terminal, TimeProvider time, Action<SessionInput, Action<InputReply, Session>> post)
    {
        (_terminal, _time, _post) = (terminal, time, post);
        _painter = terminal.Look.Addressable ? new ScreenPainter(terminal) : new LinePainter(terminal);
        _drawing = new Thread(Draw) { IsBackground = true, Name = "terminal drawing" };
    }

    /// <summary>What the screen shows besides the session, before the first key.</summary>
    public ScreenAid Aid
    {
        init => _aid = value;
    }

    /// <summary>Takes what is pressed after the end; null where nobody asks for it.</summary>
    public LateKeys? Late { get; init; }

    /// <summary>Takes the terminal: keys are read and the screen is drawn from now on. Once.</summary>
    public void Start()
    {
        AppDomain.CurrentDomain.ProcessExit += AtProcessEnd;
        AppDomain.CurrentDomain.UnhandledException += AtProcessEnd;
        _signals = _terminal.Signals?.Invoke(Post);
        _drawing.Start();
        new Thread(ReadKeys) { IsBackground = true, Name = "terminal keys" }.Start();
        _timer = _time.CreateTimer(_ => _wake.Set(), null, Tick, Tick);
    }

    /// <summary>Shows the session from now on; never waits for the terminal.</summary>
    public void Show(SessionSnapshot snapshot)
    {
        lock (_gate)
            (_snapshot, _receivedAt) = (snapshot, _time.GetTimestamp());
        _wake.Set();
    }

    /// <summary>Shows a sentence for a few seconds, e.g. why an input was refused.</summary>
    public void Hint(string text)
    {
        lock (_gate)
            (_aid, _hintSince) = (_aid with { Hint = text }, _time.GetTimestamp());
        _wake.Set();
    }

    /// <summary>Shows a sentence until the end, e.g. what the guard wants known.</summary>
    public void Note(Phrase text)
    {
        lock (_gate)
            _aid = _aid with { Note = _aid.Language.Say(text) };
        _wake.Set();
    }

    /// <summary>Restores the terminal and leaves the last message on it as plain text.</summary>
    public void Dispose()
    {
        _closing = true;
        AppDomain.CurrentDomain.ProcessExit -= AtProcessEnd;
        AppDomain.CurrentDomain.UnhandledException -= AtProcessEnd;
        _timer?.Dispose();
        _signals?.Dispose();
        _wake.Set();
        if (_drawing.IsAlive && Thread.CurrentThread != _drawing)
            _drawing.Join(LastLines);
    }

    private void AtProcessEnd(object? sender, EventArgs e) => Dispose();

    private void ReadKeys()
    {
        while (NextKey() is { } key)
        {
            // What is pressed after the end is read all the same, so that it does not land in the shell.
            if (!_closing)
                Obey(KeyMap.Read(key, Present()));
            else
                Late?.Add(key);
        }
        Late?.End();
        if (!_closing)
            Post(new StopInput("terminal lost"));
    }

    /// <summary>Whatever breaks the source of keys: without keys nobody can stop, so it counts as its end.</summary>
    private ConsoleKeyInfo? NextKey()
    {
        try
        {
            return _terminal.ReadKey();
        }
        catch (Exception)
        {
            return null;
        }
    }

    private void Obey(KeyMeaning meaning)
    {
        switch (meaning)
        {
            case SendInput { Input: StopInput } stop:
                Post(stop.Input);
                Hint(_aid.Language.Say(stop.Echo));
                break;
            case SendInput send:
                // Before the session answers: a refusal must not be hidden by the echo.
                Hint(_aid.Language.Say(send.Echo));
                Post(send.Input);
                break;
            case ShowHint hint:
                Hint(_aid.Language.Say(hint.Text));
                break;
            case ToggleHelp:
                lock (_gate)
                    _aid = _aid with { HelpOpen = !_aid.HelpOpen, Hint = null };
                break;
            case RedrawAll:
                lock (_gate)
                    _redraw = true;
                break;
        }
        _wake.Set();
    }

    private void Post(SessionInput input) => _post(input, (reply, after) => Answer(input, reply, after));

    private void Answer(SessionInput input, InputReply reply, Session after)
    {
        if (InputAnswers.To(input, reply, after, _aid.Language) is { } answer)
            Hint(answer);
    }

    private void Draw()
    {
        try
        {
            _painter.Enter();
            while (!_closing)
            {
                Paint();
                _wake.WaitOne();
            }
        }
        catch (Exception)
        {
            // Nobody sees the session any more, whatever the cause.
            Post(new StopInput("terminal lost"));
        }
        Leave();
    }

    private void Paint()
    {
        if (Present() is not { } snapshot)
            return;

        var (aid, redraw) = TakeAid();
        if (redraw)
            _painter.Forget();
        _painter.Paint(snapshot, aid);
    }

    private void Leave()
    {
        try
        {
            _painter.Leave();
            if (Present() is { } last)
                WriteFarewell(last);
        }
        catch (Exception)
        {
            // The terminal is gone: there is nothing left to restore, and the motor must not depend on it.
        }
    }

    private void WriteFarewell(SessionSnapshot last)
    {
        foreach (var line in TerminalView.Farewell(last, _terminal.Size().Width, _terminal.Look, _aid))
            _terminal.Output.WriteLine(line);
        _terminal.Output.Flush();
    }

    /// <summary>The session as it is now: the last snapshot with the time that has passed since.</summary>
    private SessionSnapshot? Present()
    {
        lock (_gate)
            return _snapshot is { } shown ? shown with { At = shown.At + _time.GetElapsedTime(_receivedAt) } : null;
    }

    private (ScreenAid Aid, bool Redraw) TakeAid()
    {
        lock (_gate)
        {
            if (_aid.Hint is not null && _time.GetElapsedTime(_hintSince) >= HintStays)
                _aid = _aid with { Hint = null };
            var redraw = _redraw;
            _redraw = false;
            return (_aid, redraw);
        }
    }
}

using MassagerControl.Core;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Guarding;

/// <summary>The session's side of the pipe to its guard.</summary>
/// <remarks>Renewing never waits for the guard: one that hangs must not hold up the session. Members may be called from any thread.</remarks>
public sealed class GuardLink : IDisposable
{
    /// <summary>So many renewals without an answer (300 ms apart), and the guard counts as lost.</summary>
    public const int MostUnheard = 4;

    private readonly LineWriter _words;
    private readonly TextReader _fromGuard;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Phrase?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<(long Number, TaskCompletionSource Heard)> _awaited = [];
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<Phrase> _lost = _ => { };
    private readonly Queue<Phrase> _notes = [];
    private Action<Phrase>? _noted;
    private Phrase? _whyLost;
    private long _said;
    private long _heard;
    private bool _over;

    public GuardLink(TextReader fromGuard, TextWriter toGuard)
    {
        _fromGuard = fromGuard;
        _words = new LineWriter(toGuard, reason => Lose($"it cannot be reached: {reason}"));
        new Thread(Listen) { IsBackground = true, Name = "guard" }.Start();
    }

    /// <summary>Completes when the guard is ready: with null; or with the reason why it will never be.</summary>
    public Task<Phrase?> Ready => _ready.Task;

    /// <summary>Completes when the guard has closed its end.</summary>
    public Task Gone => _gone.Task;

    /// <summary>The guard ended or went silent during the session.</summary>
    public bool IsLost
    {
        get
        {
            lock (_gate)
                return _whyLost is not null;
        }
    }

    /// <param name="lost">Told once why the guard is lost, even when that was before; must return at once.</param>
    /// <param name="noted">Told what the guard wants the person to know.</param>
    public void Observe(Action<Phrase> lost, Action<Phrase> noted)
    {
        Phrase? why;
        lock (_gate)
            (_lost, _noted, why) = (lost, noted, _whyLost);
        TellNotes();
        if (why is not null)
            lost(why);
    }

    /// <summary>The motor may run from now on. No motor may be told to before this completes.</summary>
    /// <returns>Completes when the guard has heard it; never, when it is lost before.</returns>
    public Task ArmAsync() => AskAsync(OwnerMessageKind.Arm);

    /// <summary>The session's loop has just answered.</summary>
    public void Renew() => Say(OwnerMessageKind.Beat);

    /// <summary>The same, for whoever wants to know that the guard has heard it.</summary>
    /// <returns>Completes when it has; never, when it is lost before.</returns>
    public Task RenewAsync() => AskAsync(OwnerMessageKind.Beat);

    /// <summary>The session is over and the motor is confirmed off.</summary>
    public void Done() => End(OwnerMessageKind.Done);

    /// <summary>The session is over and off is not confirmed: the guard goes on.</summary>
    public void HandOver() => End(OwnerMessageKind.HandOver);

    /// <summary>After <see cref="HandOver"/>: the session's last page stands, and the guard may write below it.</summary>
    /// <returns>Completes when the guard has said what it had to say until now; never, when it is gone.</returns>
    public Task LeaveAsync()
    {
        long number;
        var heard = Heard();
        lock (_gate)
            _awaited.Enqueue((number = ++_said, heard));
        _words.Post(new OwnerMessage(OwnerMessageKind.Left, number).Line());
        return heard.Task;
    }

    public void Dispose()
    {
        lock (_gate)
            _over = true;
        _words.Dispose();
    }

    private Task AskAsync(OwnerMessageKind says)
    {
        var heard = Heard();
        Say(says, heard);
        return heard.Task;
    }

    private static TaskCompletionSource Heard() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="heard">Completed when the guard answers; null where nobody waits for that.</param>
    private void Say(OwnerMessageKind says, TaskCompletionSource? heard = null)
    {
        bool silent;
        long number;
        lock (_gate)
        {
            if (_over)
                return;
            number = ++_said;
            if (heard is not null)
                _awaited.Enqueue((number, heard));
            silent = _said - _heard > MostUnheard;
        }
        // Also to a guard that seems lost: frozen, it reads this when it wakes, and does not take over from a session that lives.
        _words.Post(new OwnerMessage(says, number).Line());
        if (silent)
            Lose("it does not answer");
    }

    private void End(OwnerMessageKind says)
    {
        lock (_gate)
        {
            if (_over)
                return;
            _over = true;
        }
        _words.Post(new OwnerMessage(says).Line());
    }

    private void Listen()
    {
        Phrase why = "its process has ended";
        try
        {
            while (_fromGuard.ReadLine() is { } line)
                if (GuardMessage.Read(line) is { } word)
                    Take(word);
        }
#pragma warning disable CA1031 // A guard that cannot be heard counts as lost, whatever the cause.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            why = Phrase.Verbatim(exception.Message);
        }
        _ready.TrySetResult($"the guard: {why}");
        Lose(why);
        _gone.TrySetResult();
    }

    private void Take(GuardMessage word)
    {
        switch (word.Says)
        {
            case GuardMessageKind.Ready:
                _ready.TrySetResult(null);
                break;
            case GuardMessageKind.Refused:
                _ready.TrySetResult(Phrase.Verbatim(word.Text));
                break;
            case GuardMessageKind.Heard:
                Heard(word.Number);
                break;
            case GuardMessageKind.Note:
                lock (_gate)
                    _notes.Enqueue(Phrase.Verbatim(word.Text));
                TellNotes();
                break;
        }
    }

    private void Heard(long number)
    {
        lock (_gate)
        {
            _heard = Math.Max(_heard, number);
            // Whoever waits goes on on another thread.
            while (_awaited.TryPeek(out var first) && first.Number <= _heard)
                _awaited.Dequeue().Heard.SetResult();
        }
    }

    private void TellNotes()
    {
        while (true)
        {
            Action<Phrase>? noted;
            Phrase? note;
            lock (_gate)
                if ((noted = _noted) is null || !_notes.TryDequeue(out note))
                    return;
            noted(note);
        }
    }

    private void Lose(Phrase why)
    {
        Action<Phrase> lost;
        lock (_gate)
        {
            if (_over || _whyLost is not null)
                return;
            (_whyLost, lost) = (why, _lost);
        }
        lost(why);
    }
}

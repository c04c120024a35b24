using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Voice;

/// <summary>Says the cues of a session, each in place of the one before; a voice that fails or hangs gives way to the bell for good.</summary>
/// <remarks><see cref="Show"/> is for one thread; it waits for no sentence.</remarks>
public sealed class SessionVoice : IDisposable
{
    /// <summary>Far longer than the longest sentence takes.</summary>
    public static readonly TimeSpan LongestSentence = TimeSpan.FromSeconds(10);

    // Real time, after everything else has ended: a word that was begun may be finished.
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    private readonly StartSentence? _speak;
    private readonly Language _language;
    private readonly Action<int> _ring;
    private readonly Action<Phrase> _failed;
    private readonly TimeProvider _time;
    private SessionSnapshot? _before;
    private SpokenSentence? _speaking;
    private ITimer? _patience;
    private int _mute;

    /// <param name="speak">Null: there is no voice, so the bell rings.</param>
    /// <param name="ring">Rings the bell so often; may block, must not throw.</param>
    /// <param name="failed">Told once, on any thread, why the bell rings from now on; must not throw.</param>
    /// <param name="time">Real time.</param>
    public SessionVoice(StartSentence? speak, Language language, Action<int> ring, Action<Phrase> failed, TimeProvider time)
    {
        (_speak, _language, _ring, _failed, _time) = (speak, language, ring, failed, time);
        _mute = speak is null ? 1 : 0;
    }

    /// <summary>Looks at the session as it is now, and says what that calls for.</summary>
    public void Show(SessionSnapshot now)
    {
        var cue = Cues.Between(_before, now);
        _before = now;
        if (cue is null)
            return;
        Cut();
        if (Volatile.Read(ref _mute) != 0 || !Speak(cue))
            _ring(Rings(cue.Kind));
    }

    /// <summary>Nothing more is said; the last sentence may come to its end, for two seconds at most. Not before the motor is off and the device given back.</summary>
    public void Dispose()
    {
        _patience?.Dispose();
        if (Interlocked.Exchange(ref _speaking, null) is { } last && !last.Ended.Wait(LastWord))
            last.Cut();
    }

    private bool Speak(Cue cue)
    {
        if (_speak!(_language.Say(cue.Words)) is not { } sentence)
        {
            Fail("it cannot be started");
            return false;
        }
        _speaking = sentence;
        _patience = _time.CreateTimer(_ => GiveUp(sentence), null, LongestSentence, Timeout.InfiniteTimeSpan);
        _ = HearAsync(sentence);
        return true;
    }

    // One that is cut ends badly, which says nothing of the voice.
    private void Cut()
    {
        _patience?.Dispose();
        if (Interlocked.Exchange(ref _speaking, null) is { Ended.IsCompleted: false } sentence)
            sentence.Cut();
    }

    private async Task HearAsync(SpokenSentence sentence)
    {
        var spoken = await sentence.Ended.ConfigureAwait(false);
        if (Interlocked.CompareExchange(ref _speaking, null, sentence) == sentence && !spoken)
            Fail("it ended with an error");
    }

    private void GiveUp(SpokenSentence sentence)
    {
        if (Interlocked.CompareExchange(ref _speaking, null, sentence) != sentence)
            return;
        sentence.Cut();
        Fail("it hangs");
    }

    private void Fail(Phrase why)
    {
        if (Interlocked.Exchange(ref _mute, 1) == 0)
            _failed($"the voice fails, {why}: the bell rings instead");
    }

    private static int Rings(CueKind kind) => kind switch
    {
        CueKind.Ease => 2,
        CueKind.Stop => 3,
        _ => 1,
    };
}

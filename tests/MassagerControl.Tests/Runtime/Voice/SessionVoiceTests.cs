using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Voice;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Voice;

public sealed class SessionVoiceTests : IDisposable
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<(string Text, TaskCompletionSource<bool> Ended)> _sentences = [];
    private readonly List<string> _cut = [];
    private readonly List<int> _rings = [];
    private readonly List<string> _failures = [];
    private readonly SessionVoice _voice;
    private bool _absent;

    public SessionVoiceTests() => _voice = new(Start, Language.Find("de")!, _rings.Add, why => _failures.Add(why.Text), _time);

    public void Dispose() => _voice.Dispose();

    [Fact]
    public void Each_sentence_takes_the_place_of_the_one_before_which_is_no_failure()
    {
        _voice.Show(Samples.LeanIn);
        _voice.Show(Samples.Hold);
        _voice.Show(Samples.Hold);
        Assert.Equal(["Langsam drücken.", "Halten. Ruhig atmen."], _sentences.Select(sentence => sentence.Text));
        Assert.Equal(["Langsam drücken."], _cut);

        // One that has ended is not cut, and time does nothing to it.
        _sentences[1].Ended.SetResult(true);
        _time.Advance(2 * SessionVoice.LongestSentence);
        _voice.Show(Samples.EaseOff);
        Assert.Equal(["Langsam drücken."], _cut);
        Assert.Equal(3, _sentences.Count);
        Assert.Empty(_rings);
        Assert.Empty(_failures);
    }

    [Fact]
    public void A_voice_that_ends_with_an_error_gives_way_to_the_bell_and_says_so_once()
    {
        _voice.Show(Samples.LeanIn);
        _sentences[0].Ended.SetResult(false);
        Assert.Equal(["the voice fails, it ended with an error: the bell rings instead"], _failures);

        _voice.Show(Samples.Hold);
        _voice.Show(Samples.EaseOff);
        _voice.Show(Samples.Hold with { Session = Samples.Hold.Session with { State = SessionState.Ended } });
        Assert.Equal([1, 2, 3], _rings);
        Assert.Single(_sentences);
        Assert.Single(_failures);
    }

    [Fact]
    public void A_voice_that_hangs_is_ended_and_gives_way_to_the_bell()
    {
        _voice.Show(Samples.LeanIn);
        _time.Advance(SessionVoice.LongestSentence);
        Assert.Equal(["Langsam drücken."], _cut);
        Assert.Equal(["the voice fails, it hangs: the bell rings instead"], _failures);

        _voice.Show(Samples.Hold);
        Assert.Equal([1], _rings);
    }

    [Fact]
    public void A_voice_that_cannot_be_started_rings_for_that_very_cue()
    {
        _absent = true;
        _voice.Show(Samples.EaseOff);

        Assert.Equal([2], _rings);
        Assert.Equal(["the voice fails, it cannot be started: the bell rings instead"], _failures);
    }

    [Fact]
    public void At_the_end_a_sentence_that_is_over_soon_is_heard_out_and_one_that_is_not_is_cut()
    {
        _voice.Show(Samples.LeanIn);
        var ending = Task.Run(() => _sentences[0].Ended.TrySetResult(true));
        _voice.Dispose();
        Assert.Empty(_cut);

        using var other = new SessionVoice(Start, Language.Find("de")!, _rings.Add, why => _failures.Add(why.Text), _time);
        other.Show(Samples.Hold);
        other.Dispose();
        Assert.Equal(["Halten. Ruhig atmen."], _cut);
        Assert.Empty(_failures);
        ending.Ignore();
    }

    [Fact]
    public void Without_a_voice_the_bell_rings_and_nothing_has_failed()
    {
        using var bell = new SessionVoice(null, Language.English, _rings.Add, why => _failures.Add(why.Text), _time);
        bell.Show(Samples.LeanIn);

        Assert.Equal([1], _rings);
        Assert.Empty(_failures);
    }

    private SpokenSentence? Start(string text)
    {
        if (_absent)
            return null;
        // Told at once: what follows is seen before the test goes on.
        var ended = new TaskCompletionSource<bool>();
        _sentences.Add((text, ended));
        return new(ended.Task, () =>
        {
            _cut.Add(text);
            ended.TrySetResult(false);
        });
    }
}

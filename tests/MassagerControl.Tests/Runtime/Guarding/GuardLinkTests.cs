using System.Threading.Channels;
using MassagerControl.Runtime.Guarding;

namespace MassagerControl.Tests.Runtime.Guarding;

public sealed class GuardLinkTests : IDisposable
{
    private readonly GuardRunTests.LineEnd _fromGuard = new();
    private readonly GuardRunTests.AnswerWriter _toGuard = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _noted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GuardLink _link;

    public GuardLinkTests() => _link = new(_fromGuard, _toGuard);

    [Fact]
    public async Task It_is_ready_when_the_guard_says_so()
    {
        _fromGuard.Say("ready");

        Assert.Null(await _link.Ready);
    }

    [Fact]
    public async Task A_guard_that_refuses_says_why()
    {
        _fromGuard.Say("refused it is busy");

        Assert.Equal("it is busy", (await _link.Ready)?.Text);
    }

    [Fact]
    public async Task A_guard_that_ends_before_it_is_ready_never_will_be()
    {
        _fromGuard.End();

        Assert.Equal("the guard: its process has ended", (await _link.Ready)?.Text);
    }

    [Fact]
    public async Task It_is_armed_when_the_guard_has_heard_that_very_word()
    {
        _link.Renew();
        var armed = _link.ArmAsync();
        await _toGuard.SaysAsync("arm 2");
        _fromGuard.Say("heard 1");
        _fromGuard.Say("note x");
        await NotedAsync();
        Assert.False(armed.IsCompleted);
        _fromGuard.Say("heard 2");

        await armed;
    }

    [Fact]
    public async Task Four_renewals_may_be_unanswered_and_no_more()
    {
        Observe();
        for (var i = 0; i < GuardLink.MostUnheard; i++)
            _link.Renew();
        Assert.False(_link.IsLost);
        _link.Renew();

        Assert.Equal("it does not answer", await _lost.Task);
    }

    [Fact]
    public async Task An_answer_makes_up_for_all_renewals_before()
    {
        var notes = Channel.CreateUnbounded<string>();
        _link.Observe(_ => { }, note => notes.Writer.TryWrite(note.Text));
        for (var i = GuardLink.MostUnheard; i <= 20; i += GuardLink.MostUnheard)
        {
            for (var n = 0; n < GuardLink.MostUnheard; n++)
                _link.Renew();
            _fromGuard.Say($"heard {i}");
            // Words are taken in their order: with this one the other was taken too.
            _fromGuard.Say("note x");
            await notes.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(_link.IsLost);
    }

    [Fact]
    public async Task A_full_pipe_holds_nobody_up_and_the_guard_counts_as_lost()
    {
        _toGuard.Full = true;
        Observe();
        for (var i = 0; i < 1000; i++)
            _link.Renew();

        Assert.Equal("it does not answer", await _lost.Task);
        _toGuard.Full = false;
    }

    [Fact]
    public async Task A_frozen_guard_that_wakes_reads_that_the_session_goes_on()
    {
        Observe();
        for (var i = 0; i < 6; i++)
            _link.Renew();
        _link.Done();

        await _toGuard.SaysAsync("done");
        Assert.EndsWith("beat 5\nbeat 6\ndone\n", _toGuard.ToString());
    }

    [Fact]
    public async Task A_guard_whose_process_ends_is_lost_and_whoever_asks_later_is_told_too()
    {
        _fromGuard.End();
        await _link.Gone;
        Observe();

        Assert.Equal("its process has ended", await _lost.Task);
        Assert.True(_link.IsLost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guard_that_leaves_after_the_session_is_not_lost(bool confirmed)
    {
        Observe();
        if (confirmed)
            _link.Done();
        else
            _link.HandOver();
        await _toGuard.SaysAsync(confirmed ? "done" : "hand-over");
        _fromGuard.End();
        await _link.Gone;
        _link.Renew();

        Assert.False(_link.IsLost);
        Assert.DoesNotContain("beat", _toGuard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_from_before_are_told_too()
    {
        _fromGuard.Say("note keep the lid open");
        _fromGuard.Say("ready");
        await _link.Ready;
        Observe();

        Assert.Equal("keep the lid open", await _noted.Task);
    }

    public void Dispose()
    {
        _fromGuard.End();
        _link.Dispose();
        _toGuard.Dispose();
    }

    private void Observe() => _link.Observe(why => _lost.TrySetResult(why.Text), note => _noted.TrySetResult(note.Text));

    private Task<string> NotedAsync()
    {
        Observe();
        return _noted.Task;
    }
}

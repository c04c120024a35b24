using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Radio.InTheHand.Tests;

public sealed class LinkStateTests
{
    private readonly LinkState _state = new();

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_request_is_refused_until_the_first_is_answered()
    {
        var answer = new TaskCompletionSource<int>();
        var first = _state.RequestAsync(() => answer.Task, Test);

        var refused = await Assert.ThrowsAsync<GattException>(() => _state.RequestAsync(() => Task.FromResult(2), Test));
        answer.SetResult(1);

        Assert.Equal(GattFailure.Refused, refused.Failure);
        Assert.Equal(1, await first);
        Assert.Equal(3, await _state.RequestAsync(() => Task.FromResult(3), Test));
    }

    [Fact]
    public async Task A_request_that_nobody_waits_for_any_more_is_still_unanswered()
    {
        var answer = new TaskCompletionSource<int>();
        using var impatient = new CancellationTokenSource();
        var first = _state.RequestAsync(() => answer.Task, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        await Assert.ThrowsAsync<GattException>(() => _state.RequestAsync(() => Task.FromResult(2), Test));
        answer.SetException(new TimeoutException());

        Assert.Equal(3, await _state.RequestAsync(() => Task.FromResult(3), Test));
    }

    [Fact]
    public async Task A_loss_ends_the_request_and_is_told_once()
    {
        var told = new TaskCompletionSource<string>();
        _state.Observe(told.SetResult);
        var unanswered = _state.RequestAsync(() => new TaskCompletionSource<int>().Task, Test);

        _state.Lose("out of range");
        _state.Lose("again");

        var lost = await Assert.ThrowsAsync<GattException>(() => unanswered);
        Assert.Equal((GattFailure.LinkLost, "out of range"), (lost.Failure, lost.Message));
        await Assert.ThrowsAsync<GattException>(() => _state.RequestAsync(() => Task.FromResult(2), Test));
        // A second call of the observer would throw.
        Assert.Equal("out of range", await told.Task);
        var late = "";
        _state.Observe(reason => late = reason);
        Assert.Equal("out of range", late);
    }

    [Fact]
    public async Task Closing_tells_nobody_and_ends_what_is_heard()
    {
        var told = new List<string>();
        _state.Observe(told.Add);

        Assert.True(_state.Close());
        Assert.False(_state.Close());
        _state.Lose("late");
        _state.Hear(_ => told.Add("a value"), [1]);

        await _state.Lost;
        Assert.Empty(told);
    }

    [Fact]
    public async Task Values_arrive_in_order_and_a_blocked_receiver_holds_up_nobody()
    {
        using var blocked = new SemaphoreSlim(0);
        var heard = new List<int>();
        var done = new TaskCompletionSource();
        void Receive(ReadOnlyMemory<byte> value)
        {
            blocked.Wait(Test);
            heard.Add(BitConverter.ToInt32(value.Span));
            if (heard[^1] == 4_999)
                done.SetResult();
        }

        for (var number = 0; number < 5_000; number++)
            _state.Hear(Receive, BitConverter.GetBytes(number));
        blocked.Release(5_000);
        await done.Task.WaitAsync(Test);

        // The flood is bounded: the oldest values are gone, the newest is not.
        Assert.InRange(heard.Count, 1_024, 1_026);
        Assert.Equal(heard.Order(), heard);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_receiver_that_throws_ends_the_link()
    {
        _state.Hear(_ => throw new InvalidOperationException("a bug"), [1]);

        Assert.Contains("a bug", await _state.Lost.WaitAsync(Test), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_at_its_limit()
    {
        var time = new VirtualTimeProvider();
        var call = new TaskCompletionSource<int>().Task.Within(TimeSpan.FromSeconds(5), time, Test);

        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Whoever_waits_does_not_go_on_on_the_librarys_thread()
    {
        var answer = new TaskCompletionSource<int>();
        var waiting = WaitAsync(answer.Task);
        var library = new Thread(() => answer.SetResult(1));
        library.Start();

        Assert.True(await waiting, "it went on on the thread that answered");

        static async Task<bool> WaitAsync(Task<int> call)
        {
            await call.Within(Timeout.InfiniteTimeSpan, TimeProvider.System, Test).ConfigureAwait(false);
            return Thread.CurrentThread.IsThreadPoolThread;
        }
    }
}

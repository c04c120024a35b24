using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class SessionFeedTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly TaskCompletionSource<string> _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public void A_watcher_gets_every_event_in_order_and_the_last_snapshot()
    {
        var told = new List<TimeSpan>();
        var shown = new List<TimeSpan>();
        var feed = new SessionFeed(new("a screen", snapshot => shown.Add(snapshot.At)) { Tell = one => told.Add(one.At) }, _time);

        for (var second = 1; second <= 50; second++)
        {
            feed.Offer(Event(second));
            feed.Offer(Snapshot(second));
        }
        feed.Dispose();

        Assert.Equal(Enumerable.Range(1, 50), told.Select(at => (int)at.TotalSeconds));
        Assert.Equal(50, shown[^1].TotalSeconds);
        Assert.Equal(shown.Order(), shown);
    }

    [Fact]
    public async Task A_watcher_that_throws_is_dropped_with_the_reason()
    {
        using var feed = new SessionFeed(new("a screen", _ => throw new InvalidOperationException("no paper")) { Dropped = why => _dropped.SetResult(why.Text) }, _time);

        feed.Offer(Snapshot(1));

        Assert.Equal("a screen is shown nothing more: no paper", await _dropped.Task);
        feed.Offer(Snapshot(2));
    }

    [Fact]
    public async Task A_watcher_that_blocks_holds_nobody_up_and_is_dropped()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var feed = new SessionFeed(new("a phone", Block) { Dropped = why => _dropped.SetResult(why.Text) }, _time);

        feed.Offer(Snapshot(1));
        await entered.Task;
        feed.Offer(Snapshot(2));
        Assert.False(_dropped.Task.IsCompleted);
        _time.Advance(SessionFeed.LongestCall);
        feed.Offer(Snapshot(3));

        Assert.Equal("a phone is shown nothing more: it has been busy with one thing for 10 s", await _dropped.Task);
        blocked.Set();

        void Block(SessionSnapshot snapshot)
        {
            entered.TrySetResult();
            blocked.Wait();
        }
    }

    [Fact]
    public async Task A_watcher_that_is_too_slow_for_the_events_is_dropped()
    {
        using var slow = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var feed = new SessionFeed(new("a monitor", _ => { }) { Tell = Take, Dropped = why => _dropped.SetResult(why.Text) }, _time);

        feed.Offer(Event(0));
        // It has taken the first one: all others wait.
        await entered.Task;
        for (var number = 0; number <= SessionFeed.MostEventsWaiting; number++)
            feed.Offer(Event(number));

        Assert.Equal($"a monitor is shown nothing more: it is {SessionFeed.MostEventsWaiting} events behind", await _dropped.Task);
        slow.Set();

        void Take(SessionEvent told)
        {
            entered.TrySetResult();
            slow.Wait();
        }
    }

    private static CapChanged Event(int second) => new(MassagerControl.Core.Intensity.Zero, "") { At = TimeSpan.FromSeconds(second) };

    private static SessionSnapshot Snapshot(int second) => new(Session.For(Plans.Bare()), TimeSpan.FromSeconds(second), null, null);
}

using System.Collections.Concurrent;
using MassagerControl.Core.Timing;

namespace MassagerControl.Tests.Core.Timing;

public sealed class DeadlineTimeProviderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<Exception> _thrown = [];
    private readonly DeadlineTimeProvider _time;

    public DeadlineTimeProviderTests() => _time = new DeadlineTimeProvider(_thrown.Enqueue);

    public void Dispose() => _time.Dispose();

    [Fact]
    public void A_timer_fires_while_every_thread_of_the_pool_is_blocked()
    {
        using var release = new ManualResetEventSlim();
        using var fired = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 64).Select(_ => Task.Run(release.Wait, TestContext.Current.CancellationToken)).ToArray();
        try
        {
            using var timer = _time.CreateTimer(_ => fired.Set(), null, TimeSpan.FromMilliseconds(30), Timeout.InfiniteTimeSpan);
            Assert.True(fired.Wait(Patience, TestContext.Current.CancellationToken));
            Assert.Contains(blocked, task => !task.IsCompleted);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public void Callbacks_run_on_one_thread_outside_the_pool_in_order_and_never_early()
    {
        var fired = new BlockingCollection<(int Name, long At, Thread On, bool Pool)>();
        var began = _time.GetTimestamp();
        var timers = new[] { 60, 20, 40 }
            .Select(due => _time.CreateTimer(_ => fired.Add((due, _time.GetTimestamp(), Thread.CurrentThread, Thread.CurrentThread.IsThreadPoolThread)), null, TimeSpan.FromMilliseconds(due), Timeout.InfiniteTimeSpan))
            .ToArray();
        var made = _time.GetElapsedTime(began);

        var all = timers.Select(_ => Next(fired)).ToArray();

        // Where making them took longer than lies between two of them, either may be first.
        if (made < TimeSpan.FromMilliseconds(20))
            Assert.Equal([20, 40, 60], all.Select(f => f.Name));
        Assert.Single(all.Select(f => f.On).Distinct());
        Assert.All(all, f => Assert.False(f.Pool));
        Assert.All(all, f => Assert.True(_time.GetElapsedTime(began, f.At) >= TimeSpan.FromMilliseconds(f.Name)));
    }

    [Fact]
    public void An_earlier_timer_wakes_the_thread()
    {
        using var fired = new ManualResetEventSlim();
        using var late = _time.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        using var early = _time.CreateTimer(_ => fired.Set(), null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);

        Assert.True(fired.Wait(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_throwing_callback_is_told_and_the_thread_goes_on()
    {
        using var fired = new ManualResetEventSlim();
        using var bad = _time.CreateTimer(_ => throw new InvalidOperationException("bad"), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        using var good = _time.CreateTimer(_ => fired.Set(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);

        Assert.True(fired.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.Equal("bad", Assert.Single(_thrown).Message);
    }

    [Fact]
    public void A_period_repeats_until_the_callback_disposes_of_the_timer()
    {
        using var done = new ManualResetEventSlim();
        using var after = new ManualResetEventSlim();
        var count = 0;
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                if (++count < 4)
                    return;
                timer!.Dispose();
                done.Set();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5));

        Assert.True(done.Wait(Patience, TestContext.Current.CancellationToken));
        using var later = _time.CreateTimer(_ => after.Set(), null, TimeSpan.FromMilliseconds(30), Timeout.InfiniteTimeSpan);
        Assert.True(after.Wait(Patience, TestContext.Current.CancellationToken));

        Assert.Equal(4, count);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Disposing_asynchronously_waits_for_the_callback_that_runs()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var left = false;
        var timer = _time.CreateTimer(
            _ =>
            {
                inside.Set();
                leave.Wait();
                Volatile.Write(ref left, true);
            },
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        Assert.True(inside.Wait(Patience, TestContext.Current.CancellationToken));

        var disposal = timer.DisposeAsync();
        Assert.False(disposal.IsCompleted);
        leave.Set();
        await disposal;

        Assert.True(Volatile.Read(ref left));
    }

    [Fact]
    public async Task A_speed_of_ten_runs_ten_times_as_fast()
    {
        using var fast = new DeadlineTimeProvider(_thrown.Enqueue, speed: 10);
        using var fired = new ManualResetEventSlim();
        var armed = fast.GetTimestamp();
        var timer = fast.CreateTimer(_ => fired.Set(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(fired.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.True(fast.GetElapsedTime(armed) >= TimeSpan.FromSeconds(1));
        await timer.DisposeAsync();

        // No deadline is left that it would wait for.
        var began = Reading.Of(fast);
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(began.After) > TimeSpan.FromMilliseconds(20));
        var ended = Reading.Of(fast);

        var scaled = fast.GetElapsedTime(began.Fast, ended.Fast).TotalSeconds / 10;
        Assert.InRange(scaled, Seconds(began.After, ended.Before) - 0.001, Seconds(began.Before, ended.After) + 0.001);
    }

    private static double Seconds(long from, long to) => TimeProvider.System.GetElapsedTime(from, to).TotalSeconds;

    /// <summary>A clock, and the system's just before and after it: wherever this machine stands still, one is on the safe side.</summary>
    private readonly record struct Reading(long Before, long Fast, long After)
    {
        public static Reading Of(TimeProvider fast) => new(TimeProvider.System.GetTimestamp(), fast.GetTimestamp(), TimeProvider.System.GetTimestamp());
    }

    /// <summary>However late the thread is, and however long a callback takes: at another speed than 1 no deadline is passed before it is kept.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(10_000)]
    public void At_another_speed_time_waits_for_its_deadlines(double speed)
    {
        using var fast = new DeadlineTimeProvider(_thrown.Enqueue, speed);
        using var done = new ManualResetEventSlim();
        var (began, kept, stood) = (fast.GetTimestamp(), new List<double>(), new List<bool>());
        var late = 0;
        using var slow = fast.CreateTimer(
            _ =>
            {
                var before = fast.GetTimestamp();
                // Real time goes on, as on a computer that is busy with other things.
                var real = TimeProvider.System.GetTimestamp();
                SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(real) > TimeSpan.FromMilliseconds(20));
                if (++late > 10)
                    return;
                kept.Add(fast.GetElapsedTime(began).TotalSeconds);
                stood.Add(fast.GetTimestamp() == before);
                if (late == 10)
                    done.Set();
            },
            null,
            TimeSpan.FromSeconds(0.3),
            TimeSpan.FromSeconds(0.3));

        Assert.True(done.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => Math.Round(0.3 * i, 3)), kept.Select(at => Math.Round(at - (kept[0] - 0.3), 3)));
        Assert.All(stood, Assert.True);
    }

    [Fact]
    public void A_speed_that_this_computer_cannot_reach_is_told()
    {
        using var fast = new DeadlineTimeProvider(_thrown.Enqueue, speed: 10_000);
        using var done = new ManualResetEventSlim();
        var ticks = 0;
        using var timer = fast.CreateTimer(
            _ =>
            {
                var real = TimeProvider.System.GetTimestamp();
                SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(real) > TimeSpan.FromMilliseconds(5));
                if (++ticks == 40)
                    done.Set();
            },
            null,
            TimeSpan.FromSeconds(0.3),
            TimeSpan.FromSeconds(0.3));

        Assert.True(done.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.InRange(fast.SpeedReached, 0.001, 9_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_speed_that_is_no_speed_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeadlineTimeProvider(_ => { }, speed));

    [Fact]
    public void After_its_disposal_nothing_fires_and_no_timer_can_be_armed()
    {
        var fired = false;
        var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        _time.Dispose();

        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        Assert.Throws<ObjectDisposedException>(() => _time.CreateTimer(_ => { }, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        Assert.False(fired);
    }

    [Fact]
    public void The_wall_clock_at_speed_one_is_the_systems_own()
    {
        var before = TimeProvider.System.GetUtcNow();
        var now = _time.GetUtcNow();
        var after = TimeProvider.System.GetUtcNow();

        Assert.InRange(now, before, after);
    }

    private static T Next<T>(BlockingCollection<T> queue)
    {
        Assert.True(queue.TryTake(out var item, Patience));
        return item!;
    }
}

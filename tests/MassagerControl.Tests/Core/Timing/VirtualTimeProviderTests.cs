using MassagerControl.Core.Timing;

namespace MassagerControl.Tests.Core.Timing;

public sealed class VirtualTimeProviderTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_due_time_and_then_of_arming()
    {
        After(2, "c");
        After(1, "a");
        After(1, "b");

        while (_time.RunNext()) { }

        Assert.Equal(["a@1", "b@1", "c@2"], _fired);
    }

    [Fact]
    public void Run_next_moves_to_one_timer_only_and_says_when_nothing_is_left()
    {
        After(1, "a");
        After(2, "b");

        Assert.True(_time.RunNext());
        Assert.Equal(TimeSpan.FromSeconds(1), _time.Elapsed);
        Assert.True(_time.RunNext());
        Assert.False(_time.RunNext());
        Assert.Equal(TimeSpan.FromSeconds(2), _time.Elapsed);
    }

    [Fact]
    public void Arming_again_replaces_the_earlier_deadline()
    {
        var timer = After(1, "a");
        After(2, "b");

        Assert.True(timer.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["b@2", "a@3"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _time.Elapsed);
    }

    [Fact]
    public void A_timer_armed_again_in_its_own_callback_fires_again()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                Note("a");
                if (_fired.Count < 3)
                    timer!.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(["a@1", "a@3", "a@5"], _fired);
    }

    [Fact]
    public void A_period_keeps_its_grid_until_the_timer_is_disposed_in_its_callback()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                Note("a");
                if (_fired.Count == 3)
                    timer!.Dispose();
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(["a@1", "a@11", "a@21"], _fired);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void An_infinite_due_time_disarms_and_a_period_of_zero_fires_once()
    {
        var timer = After(1, "a");
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.False(_time.RunNext());

        timer.Change(TimeSpan.Zero, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a@0"], _fired);
    }

    [Fact]
    public async Task A_disposed_timer_of_the_same_instant_does_not_fire()
    {
        ITimer? second = null;
        using var first = _time.CreateTimer(_ => second!.Dispose(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        second = After(1, "b");

        _time.Advance(TimeSpan.FromSeconds(1));
        await second.DisposeAsync();

        Assert.Empty(_fired);
    }

    [Fact]
    public void Run_until_stops_at_the_instant_in_which_the_task_completes()
    {
        var done = new TaskCompletionSource();
        using var timer = _time.CreateTimer(_ => done.SetResult(), null, TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        After(4, "later");

        _time.RunUntil(done.Task);

        Assert.Equal(TimeSpan.FromSeconds(4), _time.Elapsed);
        Assert.Empty(_fired);
    }

    [Fact]
    public void Run_until_refuses_to_wait_for_what_cannot_happen()
    {
        After(1, "a");
        var thrown = Assert.Throws<InvalidOperationException>(() => _time.RunUntil(new TaskCompletionSource().Task));
        Assert.Equal("nothing left to happen", thrown.Message);
        Assert.Equal(["a@1"], _fired);
    }

    [Fact]
    public async Task Delays_and_elapsed_times_of_the_class_library_work_with_it()
    {
        var began = _time.GetTimestamp();
        var utc = _time.GetUtcNow();
        var delay = Task.Delay(TimeSpan.FromSeconds(90), _time, TestContext.Current.CancellationToken);

        _time.RunUntil(delay);
        await delay;

        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetElapsedTime(began));
        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetUtcNow() - utc);
    }

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(0, -2)]
    [InlineData(4_294_967_295, 0)]
    public void Times_that_no_timer_takes_are_refused(long dueMilliseconds, long periodMilliseconds)
    {
        var (due, period) = (TimeSpan.FromMilliseconds(dueMilliseconds), TimeSpan.FromMilliseconds(periodMilliseconds));
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.CreateTimer(_ => { }, null, due, period));
    }

    [Fact]
    public void Time_does_not_move_backwards() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public void Arming_again_a_hundred_thousand_times_allocates_nothing()
    {
        var timers = Enumerable.Range(0, 64).Select(i => After(i + 1, "x")).ToArray();
        Rearm(timers, 64);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Rearm(timers, 100_000);

        // The runtime itself may take a little meanwhile; the smallest object of each arming would be 2.4 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_thousand_shuffled_timers_fire_in_order()
    {
        var random = new Random(11);
        var due = new List<TimeSpan>();
        for (var i = 0; i < 1000; i++)
        {
            var timer = _time.CreateTimer(_ => due.Add(_time.Elapsed), null, TimeSpan.FromMilliseconds(random.Next(500)), Timeout.InfiniteTimeSpan);
            if (random.Next(3) == 0)
                timer.Change(TimeSpan.FromMilliseconds(random.Next(500)), Timeout.InfiniteTimeSpan);
            if (random.Next(10) == 0)
                timer.Dispose();
        }

        while (_time.RunNext()) { }

        Assert.InRange(due.Count, 800, 999);
        Assert.Equal(due.Order(), due);
    }

    private static void Rearm(ITimer[] timers, int times)
    {
        for (var i = 0; i < times; i++)
            timers[i % timers.Length].Change(TimeSpan.FromSeconds(1 + i % 7), Timeout.InfiniteTimeSpan);
    }

    private ITimer After(int seconds, string name) =>
        _time.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name}@{_time.Elapsed.TotalSeconds:0}");
}

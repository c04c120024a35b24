using MassagerControl.Clinic.Stops;
using MassagerControl.Clinic.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Clinic.Stops;

/// <summary>What one silo knows of STOP.</summary>
public sealed class StopBoardTests
{
    private readonly TestClock _clock = new();
    private readonly StopBoard _board;

    public StopBoardTests() => _board = new(new ClinicClock(_clock));

    [Fact]
    public async Task Those_who_are_meant_hear_of_it_at_once_and_others_wait_on()
    {
        var (one, again, two) = (Wait("one"), Wait("one"), Wait("two"));

        Assert.Equal(["one"], _board.Post(new("one", _board.Next("ann"))));

        Assert.Equal("ann", (await one)!.By);
        Assert.Equal(await one, await again);
        Assert.False(two.IsCompleted);
        Assert.Equal(["two"], _board.Post(new(null, _board.Next("ben"))));
        Assert.Equal("ben", (await two)!.By);
        Assert.Empty(_board.Listening());
    }

    [Fact]
    public async Task Who_comes_too_late_hears_of_it_for_a_minute()
    {
        var stop = _board.Next("ann");
        _board.Post(new("one", stop));

        Assert.Equal(stop, _board.Last("one"));
        Assert.Equal(stop, await Wait("one"));
        Assert.False(Wait("one", stop.Number).IsCompleted);
        Assert.Null(_board.Last("two"));
        _clock.Pass(1.0 / 60);
        Assert.Null(_board.Last("one"));
        Assert.False(Wait("one").IsCompleted);
    }

    [Fact]
    public async Task Numbers_grow_and_one_STOP_that_is_posted_twice_stays_one()
    {
        var first = _board.Next("ann");
        _board.Post(new(null, first));
        _board.Post(new(null, first));
        var second = _board.Next("ann");
        Assert.True(second.Number > first.Number);
        var waiting = Wait("one", first.Number);
        _board.Post(new(null, second));

        Assert.Equal(second, await waiting);
        Assert.Equal(second, _board.Last("one"));
    }

    /// <summary>Two silos have two clocks.</summary>
    [Fact]
    public async Task A_number_from_a_clock_that_is_behind_is_a_new_one_to_the_room()
    {
        var known = _board.Next("ann").Number + TimeSpan.TicksPerSecond;
        var waiting = Wait("one", known);

        _board.Post(new("one", _board.Next("ben")));

        Assert.Equal(known + 1, (await waiting)!.Number);
    }

    [Fact]
    public async Task A_request_that_ends_waits_no_more()
    {
        using var end = new CancellationTokenSource();
        var waiting = _board.WaitAsync("one", 0, end.Token);
        Assert.Equal(["one"], _board.Listening());

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Empty(_board.Listening());
    }

    private Task<RoomStop?> Wait(string room, long after = 0) => _board.WaitAsync(room, after, TestContext.Current.CancellationToken);
}

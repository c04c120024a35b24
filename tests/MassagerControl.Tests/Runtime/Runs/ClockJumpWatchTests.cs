using MassagerControl.Core.Safety;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class ClockJumpWatchTests
{
    [Theory]
    [InlineData(3600)]
    [InlineData(2.1)]
    [InlineData(-2.1)]
    [InlineData(-86400)]
    public void A_wall_clock_that_jumps_by_more_than_two_seconds_is_told_once(double seconds)
    {
        var time = new JumpingTime();
        var jumps = new List<TimeSpan>();
        using var looks = Looks(time, new ClockJumpWatch(time, jumps.Add));

        time.Inner.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(jumps);
        time.Shift += TimeSpan.FromSeconds(seconds);
        time.Inner.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(seconds, Assert.Single(jumps).TotalSeconds, 3);
    }

    [Fact]
    public void A_clock_that_is_slewed_does_not_jump()
    {
        var time = new JumpingTime();
        var jumps = new List<TimeSpan>();
        using var looks = Looks(time, new ClockJumpWatch(time, jumps.Add));
        using var slewing = time.CreateTimer(_ => time.Shift += TimeSpan.FromMilliseconds(1), null, HardLimits.Renewal, HardLimits.Renewal);

        time.Inner.Advance(TimeSpan.FromHours(1));

        Assert.True(time.Shift > TimeSpan.FromSeconds(10));
        Assert.Empty(jumps);
    }

    [Fact]
    public void A_sleep_that_the_wall_clock_does_not_show_is_told_too()
    {
        var time = new VirtualTimeProvider();
        var slept = TimeSpan.Zero;
        var jumps = new List<TimeSpan>();
        using var looks = Looks(time, new ClockJumpWatch(time, jumps.Add, () => time.Elapsed + slept));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(jumps);
        slept = TimeSpan.FromMinutes(10);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromMinutes(10), Assert.Single(jumps));
    }

    [Fact]
    public void A_clock_since_the_start_that_comes_and_goes_is_no_sleep()
    {
        var time = new VirtualTimeProvider();
        var asked = 0;
        var jumps = new List<TimeSpan>();
        using var looks = Looks(time, new ClockJumpWatch(time, jumps.Add, () => asked++ % 2 == 0 ? null : time.Elapsed));

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(jumps);
    }

    /// <summary>As a session looks: with each renewal of its lease.</summary>
    private static LeaseRenewal Looks(TimeProvider time, ClockJumpWatch watch) => new(time, watch.Look);

    private sealed class JumpingTime : TimeProvider
    {
        public VirtualTimeProvider Inner { get; } = new();

        public TimeSpan Shift { get; set; }

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override long GetTimestamp() => Inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow() + Shift;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Inner.CreateTimer(callback, state, dueTime, period);
    }
}

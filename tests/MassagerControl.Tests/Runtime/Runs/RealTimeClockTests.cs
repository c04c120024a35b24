using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class RealTimeClockTests
{
    /// <summary>Whoever runs a session stops the motor once more then.</summary>
    [Fact]
    public async Task A_callback_that_fails_ends_the_time_in_one_way_whatever_it_threw()
    {
        using var clock = new RealTimeClock(1);
        await using var timer = clock.Time.CreateTimer(_ => throw new NotSupportedException("bug"), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => clock.RunUntilAsync(new TaskCompletionSource().Task));

        Assert.Equal("bug", failure.Message);
    }
}

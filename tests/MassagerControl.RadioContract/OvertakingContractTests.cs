using System.Collections.Concurrent;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.RadioContract;

/// <summary>What a radio that can write a command past an unanswered request must do.</summary>
public abstract class OvertakingContractTests : RadioBenchTests
{
    [Fact(Timeout = Limit)]
    public async Task One_request_at_a_time_and_a_command_goes_past_an_unanswered_one()
    {
        await using var bench = await StartAsync("""{ "write": 2, "kind": "loseWrite" }""");
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        await link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
        await bench.ReachedAsync(3);
        var unanswered = link.WriteAsync(Control(link), Frame(4), WriteMode.WithResponse, Token);

        var second = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token));
        await link.WriteAsync(Control(link), Stop, WriteMode.WithoutResponse, Token);
        await bench.ReachedAsync(0);

        Assert.Equal(GattFailure.Refused, second.Failure);
        Assert.False(unanswered.IsCompleted);
        Assert.Equal([3, 0], bench.Motor);
        await link.DisposeAsync();
        Assert.Equal(GattFailure.LinkLost, (await Assert.ThrowsAsync<GattException>(() => unanswered)).Failure);
    }

    [Fact(Timeout = Limit)]
    public async Task After_a_command_went_past_a_request_requests_work_again()
    {
        await using var bench = await StartAsync("""{ "write": 1, "kind": "delayAnswers", "by": 0.4, "seconds": 0.3 }""");
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        var slow = link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token);
        await bench.ReachedAsync(3);

        await link.WriteAsync(Control(link), Stop, WriteMode.WithoutResponse, Token);
        await bench.ReachedAsync(0);
        await slow;
        await link.WriteAsync(Control(link), Frame(2), WriteMode.WithResponse, Token);

        Assert.Equal([3, 0, 2], bench.Motor);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_overtakes_a_level_that_is_not_answered()
    {
        // The writes: status, stop while connecting, the level.
        await using var bench = await StartAsync("""{ "write": 3, "kind": "loseAnswer" }""");
        var reports = new ConcurrentQueue<MassagerReport>();
        await using var driver = Driver(bench, reports);
        await driver.ConnectAsync(Token);
        var level = driver.SetIntensityAsync(Intensity.FromPercent(60), Token);
        await bench.ReachedAsync(3);

        await driver.StopAsync(Token);

        await Assert.ThrowsAsync<MassagerException>(() => level);
        Assert.Equal([3, 0], bench.Motor);
    }
}

using System.Collections.Concurrent;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.RadioContract;

/// <summary>What every radio must do when the device does not answer a request, or drops the link under one.</summary>
public abstract class UnansweredContractTests : RadioBenchTests
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

    [Fact(Timeout = Limit)]
    public async Task A_lost_link_is_told_once_and_fails_everything()
    {
        await using var bench = await StartAsync("""{ "write": 1, "kind": "dropLink", "seconds": 0.1 }""");
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        var told = new ConcurrentQueue<string>();
        link.ObserveLoss(told.Enqueue);

        var unanswered = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token));
        var later = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token));
        var command = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithoutResponse, Token));
        var late = new TaskCompletionSource<string>();
        link.ObserveLoss(late.SetResult);
        await link.DisposeAsync();

        Assert.All([unanswered, later, command], failed => Assert.Equal(GattFailure.LinkLost, failed.Failure));
        Assert.NotEmpty(Assert.Single(told));
        Assert.Equal(told.Single(), await late.Task);
    }

    [Fact(Timeout = Limit)]
    public async Task After_a_lost_link_a_new_one_can_be_made()
    {
        await using var bench = await StartAsync("""{ "write": 1, "kind": "dropLink", "seconds": 0.2 }""");
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Token);
        await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(Control(link), Third, WriteMode.WithResponse, Token));

        await using var again = await bench.Radio.ConnectAsync(bench.Address, Token);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await again.SubscribeAsync(Status(again), _ => told.TrySetResult(), Token);
        await again.WriteAsync(Control(again), Stop, WriteMode.WithResponse, Token);

        await told.Task;
        await bench.ReachedAsync(0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_that_is_lost_is_the_first_write_on_a_new_link()
    {
        await using var bench = await StartAsync("""{ "write": 4, "kind": "loseWrite" }""");
        var reports = new ConcurrentQueue<MassagerReport>();
        await using var driver = Driver(bench, reports);
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.Full, Token);

        await driver.StopAsync(Token);

        Assert.Equal([5, 0], bench.Motor);
        Assert.Contains(reports, report => report is LinkLost);
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_that_breaks_under_a_level_is_made_again_by_the_stop()
    {
        await using var bench = await StartAsync("""{ "write": 3, "kind": "dropLink", "seconds": 0.1 }""");
        await using var driver = Driver(bench, []);
        await driver.ConnectAsync(Token);
        var fault = await Assert.ThrowsAsync<MassagerException>(() => driver.SetIntensityAsync(Intensity.Full, Token));

        await driver.StopAsync(Token);

        Assert.Equal(MassagerFaultKind.UncertainDelivery, fault.Fault.Kind);
        Assert.Equal([5, 0], bench.Motor);
    }
}

using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Radio.BlueZ.Peripheral;
using MassagerControl.RadioContract;
using MassagerControl.RadioContract.Fake;
using MassagerControl.Tests.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Peripheral;

/// <summary>What a virtual peripheral leaves behind in bluetoothd; the lab has the rest, with a real one.</summary>
public sealed class BlueZPeripheralTests
{
    private const int Limit = 60_000;

    [LiveFact(Timeout = Limit)]
    public async Task An_advertisement_that_is_being_registered_at_the_end_is_waited_for_and_taken_back()
    {
        // bluetoothd never frees the place of one whose program goes away meanwhile.
        await using var bench = await BlueZBench.StartAsync();
        using var end = new CancellationTokenSource();
        var registered = new TaskCompletionSource();
        bench.Fake.Faults.Delay("RegisterAdvertisement", Task.CompletedTask);
        bench.Fake.Faults.Delay("RegisterAdvertisement", registered.Task);
        var running = RunAsync(bench, end.Token);
        await bench.Fake.CalledAsync("RegisterAdvertisement", 2);

        await end.CancelAsync();

        Assert.NotSame(running, await Task.WhenAny(running, Task.Delay(200, TestContext.Current.CancellationToken)));
        registered.SetResult();
        await running;
        Assert.Equal((0, 2), (Adapter(bench).Advertisements, bench.Fake.Calls.Count(call => call == "UnregisterAdvertisement")));
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_was_advertised_is_taken_back_when_there_is_no_place_for_the_rest()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Fake.Faults.Delay("RegisterAdvertisement", Task.CompletedTask);
        bench.Fake.Faults.Fail("RegisterAdvertisement", "org.bluez.Error.NotPermitted", "Maximum advertisements reached");

        var full = await Assert.ThrowsAsync<IOException>(() => RunAsync(bench, TestContext.Current.CancellationToken));

        Assert.Contains("Maximum advertisements reached", full.Message, StringComparison.Ordinal);
        Assert.Equal(0, Adapter(bench).Advertisements);
    }

    /// <summary>The answer to an earlier request came too late to be heard; seen on a busy machine.</summary>
    [LiveFact(Timeout = Limit)]
    public async Task An_advertisement_that_is_there_already_is_as_good_as_one_that_was_registered_now()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Fake.Faults.Fail("RegisterAdvertisement", BlueZNames.AlreadyExists, "Already Exists");
        using var end = new CancellationTokenSource();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var running = RunAsync(bench, end.Token, ready.SetResult);

        Assert.Same(ready.Task, await Task.WhenAny(ready.Task, running));
        Assert.Equal((1, 2), (Adapter(bench).Advertisements, bench.Fake.Calls.Count(call => call == "RegisterAdvertisement")));
        await end.CancelAsync();
        await running;
    }

    private static Task RunAsync(BlueZBench bench, CancellationToken cancellation, Action? ready = null) => BlueZPeripheral.RunAsync(
        new() { Profile = RadioBench.Profile, Adapter = "hci0", BusAddress = bench.Bus.Address, Ready = ready }, TimeProvider.System, cancellation);

    private static FakeAdapter Adapter(BlueZBench bench) => bench.Fake.Adapter("hci0");
}

using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract.Fake;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>What stands between a person and their device is told as what it is, with what to do.</summary>
public sealed class BlueZTroubleTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveTheory(Timeout = Limit)]
    [InlineData(BlueZNames.InProgress, "In Progress")]
    [InlineData(BlueZNames.Failed, "Operation already in progress")]
    public async Task A_connect_that_is_in_progress_already_is_asked_for_again(string error, string message)
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Fake.Faults.Fail("Connect", error, message);

        await using var link = await bench.ConnectAsync();

        Assert.Equal(2, bench.Fake.Calls.Count(call => call == "Connect"));
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_connect_that_stays_in_progress_is_told_as_somebody_elses()
    {
        await using var bench = await BlueZBench.StartAsync(with: options => options with { Limits = BlueZBench.Hasty });
        bench.Fake.Faults.Fail("Connect", BlueZNames.InProgress, "In Progress", times: 100);

        var failed = await Assert.ThrowsAsync<GattException>(bench.ConnectAsync);

        Assert.Equal(GattFailure.Unreachable, failed.Failure);
        Assert.Contains("connecting it already", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Another program", failed.Advice?.Text, StringComparison.Ordinal);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("br-connection-profile-unavailable")]
    [InlineData(null)]
    public async Task A_device_of_both_kinds_is_connected_over_low_energy_where_that_can_be_chosen(string? error)
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Classic = new(error, Prefers: "last-seen");

        await using var link = await bench.ConnectAsync();

        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        Assert.Equal(1, bench.Fake.Calls.Count(call => call == "Set"));
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("br-connection-profile-unavailable", null)]
    [InlineData("br-connection-refused", "le")]
    [InlineData(null, null)]
    public async Task A_device_that_stays_with_classic_Bluetooth_is_told_as_that_and_left(string? error, string? prefers)
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Classic = new(error, prefers);
        if (prefers is not null)
            bench.Fake.Faults.Fail("Connect", BlueZNames.NotAvailable, error!);

        var failed = await Assert.ThrowsAsync<GattException>(bench.ConnectAsync);

        Assert.Contains("classic Bluetooth", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"massager forget {BlueZBench.Address} --bond", failed.Advice?.Text, StringComparison.Ordinal);
        Assert.Equal(error is null ? 1 : 0, bench.Fake.Calls.Count(call => call == "Disconnect"));
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData(BlueZNames.NotPermitted, "Not paired", (byte)0x05)]
    [InlineData(BlueZNames.Failed, "Operation failed with ATT error: 0x0f", (byte)0x0F)]
    [InlineData(BlueZNames.Failed, "Operation failed with ATT error: 0x0c", (byte)0x0C)]
    [InlineData(BlueZNames.Failed, "Operation failed with ATT error: 0x0e", (byte)0x0E)]
    public async Task A_device_that_wants_a_bond_is_told_as_one(string error, string message, byte code)
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var link = await bench.ConnectAsync();
        bench.Fake.Faults.Fail("WriteValue", error, message);

        var failed = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));

        Assert.Equal((GattFailure.Refused, (byte?)code), (failed.Failure, failed.AttCode));
        Assert.Contains("wants to be bonded with first", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"bluetoothctl pair {BlueZBench.Address}", failed.Advice?.Text, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_bond_that_the_device_has_forgotten_is_told_when_it_ends_every_link()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Know();
        bench.Device.Bond();
        bench.Device.EndsAtOnce = true;

        await IsLostBondAsync(bench.ConnectAsync);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData(BlueZNames.AuthenticationFailed, "Authentication Failed")]
    [InlineData(BlueZNames.Failed, "le-connection-key-missing")]
    public async Task A_bond_that_the_device_has_forgotten_is_told_when_bluetoothd_says_so(string error, string message)
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Fake.Faults.Fail("Connect", error, message);

        await IsLostBondAsync(bench.ConnectAsync);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_bond_that_the_device_has_forgotten_is_told_when_the_link_breaks_at_the_first_request()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Know();
        bench.Device.Bond();
        await using var link = await bench.ConnectAsync();
        bench.Fake.Faults.Fail("WriteValue", bench.Device.CutAsync, BlueZNames.Failed, "Not connected");

        await IsLostBondAsync(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_bonded_device_that_has_answered_and_goes_away_is_out_of_reach_and_nothing_else()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Know();
        bench.Device.Bond();
        await using var link = await bench.ConnectAsync();
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        var lost = BlueZBench.LossOf(link);
        await bench.Device.CutAsync();
        await lost;

        var failed = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));

        Assert.Null(failed.Advice);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("0x01")]
    [InlineData("0x0a")]
    [InlineData("0x12")]
    public async Task Services_that_only_bluetoothd_remembers_are_told_as_that(string code)
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var link = await bench.ConnectAsync();
        bench.Fake.Faults.Fail("WriteValue", BlueZNames.Failed, $"Operation failed with ATT error: {code}");

        var failed = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));

        Assert.Contains("remembers services", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"massager forget {BlueZBench.Address} --bond", failed.Advice?.Text, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task Services_that_were_known_before_are_doubted_and_others_are_not()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using (var first = await bench.ConnectAsync())
            Assert.Null(first.Doubt);

        await using var second = await bench.ConnectAsync();

        Assert.Contains($"massager forget {BlueZBench.Address} --bond", second.Doubt?.Text, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_strength_of_127_is_unknown_in_advertisements_and_of_links()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Rssi = 127;
        var heard = new TaskCompletionSource<Advertisement>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = new CancellationTokenSource();
        var scanning = bench.Radio.ScanAsync(seen => heard.TrySetResult(seen), end.Token);

        Assert.Null((await heard.Task).Rssi);
        await using var link = await bench.ConnectAsync();
        Assert.Null(link.Rssi);

        await end.CancelAsync();
        await scanning;
    }

    [LiveFact(Timeout = Limit)]
    public async Task An_adapter_is_found_by_its_address_whatever_its_number_is_by_now()
    {
        await using var bench = await BlueZBench.StartAsync(with: options => options with { Adapter = "00:bb:01:00:00:00" });
        bench.Fake.Plug("hci1", "00:BB:01:00:00:00");
        _ = new FakeDevice(bench.Fake, "C0:FF:EE:00:00:02", bench.Whole.Peripheral, adapter: "hci1");

        var adapters = await bench.Radio.AdaptersAsync(Token);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = new CancellationTokenSource();
        var scanning = bench.Radio.ScanAsync(_ => heard.TrySetResult(), end.Token);
        await heard.Task;
        var (first, second) = (bench.Fake.Adapter("hci0").Listeners, bench.Fake.Adapter("hci1").Listeners);
        await end.CancelAsync();
        await scanning;

        Assert.Equal(["00:AA:01:00:00:00", "00:BB:01:00:00:00"], adapters.Select(adapter => adapter.Address));
        Assert.Equal((0, 1), (first, second));
    }

    private static async Task IsLostBondAsync(Func<Task> act)
    {
        var failed = await Assert.ThrowsAsync<GattException>(act);
        Assert.Contains("bonded with this computer", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"massager forget {BlueZBench.Address} --bond", failed.Advice?.Text, StringComparison.Ordinal);
    }
}

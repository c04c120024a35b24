using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;
using MassagerControl.RadioContract.Fake;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Pairing;

/// <summary>What BlueZ and odd devices do reaches the person as what it is, from the command line to a fake bluetoothd.</summary>
public sealed class PairOnLinuxTests : IAsyncDisposable
{
    private const int Limit = 120_000;
    private const string Address = FakeBlueZBench.DeviceAddress;
    private const string Moved = "C0:FF:EE:00:00:02";
    private const string Name = "sim-percussion-gun";

    private readonly PairingBench _bench = new();
    private FakeBlueZBench? _linux;

    private FakeBlueZ Fake => _linux!.Fake;

    [LiveFact(Timeout = Limit)]
    public async Task A_connect_in_progress_is_no_reason_to_give_up()
    {
        await StartAsync();
        Fake.Faults.Fail("Connect", BlueZNames.InProgress, "In Progress");

        Assert.Equal((0, ""), await PairAsync() switch { var run => (run.Exit, run.Error) });
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_of_both_kinds_is_named_as_that()
    {
        await StartAsync();
        _linux!.Device.Classic = new("br-connection-profile-unavailable");

        Explains(await PairAsync(), "classic Bluetooth", $"massager forget {Address} --bond");
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_wants_a_bond_is_named_as_that()
    {
        await StartAsync(new(Required: true));

        Explains(await PairAsync(), "wants to be bonded with first", $"bluetoothctl pair {Address}");
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_lost_bond_is_named_as_that()
    {
        await StartAsync();
        _linux!.Device.Know();
        _linux.Device.Bond();
        _linux.Device.EndsAtOnce = true;

        Explains(await PairAsync(), "bonded with this computer", $"massager forget {Address} --bond");
    }

    [LiveFact(Timeout = Limit)]
    public async Task Services_that_are_remembered_wrongly_are_named_as_that()
    {
        await StartAsync();
        Fake.Faults.Fail("StartNotify", BlueZNames.Failed, "Operation failed with ATT error: 0x01");

        Explains(await PairAsync(), "remembers services", $"massager forget {Address} --bond");
    }

    [LiveFact(Timeout = Limit)]
    public async Task Bond_and_services_are_forgotten_together_with_the_device()
    {
        await StartAsync();
        await PairAsync();

        var run = await RunAsync(null, "forget", Name, "--bond");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("bond and services are removed", run.Out, StringComparison.Ordinal);
        Assert.Contains("RemoveDevice", Fake.Calls);
        Assert.Empty(await _bench.DevicesAsync());
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_is_not_paired_is_forgotten_by_its_address()
    {
        await StartAsync();
        _linux!.Device.Know();

        Assert.Contains("bond and services are removed", (await RunAsync(null, "forget", Address, "--bond")).Out, StringComparison.Ordinal);
        Assert.Contains("knows no such device", (await RunAsync(null, "forget", Address, "--bond")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(null, "forget", Address)).Exit);
        Assert.Equal(2, (await RunAsync(null, "forget", "gun", "--bond")).Exit);
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_a_session_has_keeps_its_bond_although_it_is_not_paired()
    {
        await StartAsync();
        _linux!.Device.Know();
        var folder = RuntimeFolder.Of(Environment.GetEnvironmentVariable).Path!;
        foreach (var (role, why) in new[] { (LockRole.Owner, "in use already: massager run"), (LockRole.Guard, "the guard of an earlier session still stops") })
        {
            using var taken = DeviceLock.Take(folder, DirectDevice.LockNameOf(Address), role, new(Environment.ProcessId, TimeProvider.System.GetUtcNow(), "massager run")).Lock;

            var run = await RunAsync(null, "forget", Address.ToLowerInvariant(), "--bond");

            Assert.Equal(6, run.Exit);
            Assert.Contains($"{Address.ToLowerInvariant()} keeps its bond: ", run.Error, StringComparison.Ordinal);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("RemoveDevice", Fake.Calls);
    }

    [LiveFact(Timeout = Limit)]
    public async Task Where_bluetoothd_cannot_be_reached_nothing_is_forgotten()
    {
        await StartAsync();
        await PairAsync();
        await Fake.DieAsync();

        var run = await RunAsync(null, "forget", Name, "--bond");

        Assert.Equal(4, run.Exit);
        Assert.Contains("bluetoothd", run.Error, StringComparison.Ordinal);
        Assert.Single(await _bench.DevicesAsync());
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_bluetoothd_calls_otherwise_by_now_is_still_the_one_that_was_paired_and_known_when_it_is_heard()
    {
        await StartAsync();
        await PairAsync();
        _linux!.Device.Rename("BK-2425");

        // Far beyond the limit of this test.
        var again = await RunAsync(null, "pair", Name, "--radio", "bluez", "--timeout", "3600");
        var scan = await RunAsync(null, "scan", "--radio", "bluez", "--timeout", "0.5");

        Assert.Equal((0, ""), (again.Exit, again.Error));
        Assert.Contains($"it is {Name}, which was paired as one", again.Out, StringComparison.Ordinal);
        Assert.Contains($"yours: {Name}", scan.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("no profile fits", scan.Out, StringComparison.Ordinal);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("y\n", 0, Moved)]
    [InlineData("n\n", 3, Address)]
    [InlineData(null, 6, Address)]
    public async Task A_device_with_another_address_is_found_again_when_the_person_says_so(string? typed, int exit, string address)
    {
        await StartAsync();
        await PairAsync();
        await MoveAsync();

        var run = await RunAsync(typed, "pair", Name, "--radio", "bluez", "--timeout", "1");

        Assert.Equal(exit, run.Exit);
        Assert.Contains($"is not at {Address} any more", run.Out + run.Error, StringComparison.Ordinal);
        Assert.Contains(Moved, run.Out + run.Error, StringComparison.Ordinal);
        var device = Assert.Single(await _bench.DevicesAsync());
        Assert.Equal((Name, address), (device.Text("name"), device.Text("address")));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Two_devices_of_the_name_are_not_guessed_between()
    {
        await StartAsync();
        await PairAsync();
        await MoveAsync();
        _ = new FakeDevice(Fake, "C0:FF:EE:00:00:03", _linux!.Peripheral);

        var run = await RunAsync("y\n", "pair", Name, "--radio", "bluez", "--timeout", "1");

        Assert.Equal(6, run.Exit);
        Assert.Contains("2 devices have its name", run.Error, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task An_adapter_that_is_named_is_remembered_by_its_address()
    {
        await StartAsync();

        var run = await RunAsync(null, "pair", "--radio", "bluez:hci0", "--timeout", "1");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal("bluez:00:AA:01:00:00:00", Assert.Single(await _bench.DevicesAsync()).Text("radio"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_linux is not null)
            await _linux.DisposeAsync();
        _bench.Dispose();
    }

    private async Task StartAsync(FakePairing? pairing = null) =>
        _linux = await FakeBlueZBench.StartAsync(address => new BlueZRadio(new() { BusAddress = address }), pairing: pairing);

    private async Task MoveAsync()
    {
        await _linux!.Device.RemoveAsync();
        _linux.Device.InReach = false;
        _ = new FakeDevice(Fake, Moved, _linux.Peripheral);
    }

    private Task<Massager> PairAsync() => RunAsync(null, "pair", Address, "--radio", "bluez", "--timeout", "60");

    private Task<Massager> RunAsync(string? typed, params string[] args)
    {
        var radios = new RadioKinds([new("bluez", "bluez[:ADAPTER]", Simulated: false, Open) { Argument = RadioArgument.Optional, IsNative = true }]);
        var parts = _bench.Parts() with { FindDevice = new DeviceSetup(radios).Find, Radios = radios };
        return typed is null ? _bench.RunAsync(parts, args) : _bench.AskAsync(parts, typed, args);
    }

    private OpenRadio Open(RadioRequest wish)
    {
        var radio = new BlueZRadio(new() { Adapter = wish.Argument, BusAddress = _linux!.Bus.Address });
        return new(radio, radio) { Unbond = radio.RemoveAsync, Lasting = wish.Argument is null ? null : radio.AdapterAddressAsync };
    }

    private static void Explains(Massager run, string what, string advice)
    {
        Assert.Equal(4, run.Exit);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("connected elsewhere", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ome closer", run.Error, StringComparison.Ordinal);
    }
}

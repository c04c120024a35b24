using System.Collections.Concurrent;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

public sealed class BlueZScanTests
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task What_a_device_says_of_itself_arrives_and_so_do_changes()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var scan = new Scan(bench.Radio);

        var first = await scan.SeesAsync(seen => seen.Rssi == -55);
        bench.Device.Rssi = -71;
        var later = await scan.SeesAsync(seen => seen.Rssi == -71);

        Assert.Equal((BlueZBench.Address, "SIM Percussion Gun"), (first.Address, first.Name));
        Assert.Equal(first.Name, later.Name);
    }

    [LiveFact(Timeout = Limit)]
    public async Task It_asks_for_all_advertisements_of_low_energy_and_stops_listening_at_the_end()
    {
        await using var bench = await BlueZBench.StartAsync();
        var adapter = bench.Fake.Adapter("hci0");
        await using (var one = new Scan(bench.Radio))
        {
            await one.SeesAsync(_ => true);
            await using (var other = new Scan(bench.Radio))
                await other.SeesAsync(_ => true);
            Assert.Equal((1, true), (adapter.Listeners, adapter.FiltersForAllOfLowEnergy));
        }

        Assert.Equal(0, adapter.Listeners);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_is_known_and_silent_is_told_without_a_strength()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.InReach = false;
        bench.Device.Know();
        await using var scan = new Scan(bench.Radio);

        var seen = await scan.SeesAsync(_ => true);

        Assert.Equal((BlueZBench.Address, null), (seen.Address, seen.Rssi));
    }

    [LiveFact(Timeout = Limit)]
    public async Task Adapters_are_listed_and_one_can_be_chosen()
    {
        await using var bench = await BlueZBench.StartAsync(with: options => options with { Adapter = "hci1" });
        var missing = await Assert.ThrowsAsync<GattException>(() => bench.Radio.ScanAsync(_ => { }, Token));
        var second = bench.Fake.Plug("hci1");
        await second.PowerAsync(false);
        await bench.SettleAsync();

        Assert.Equal([("hci0", true), ("hci1", false)], (await bench.Radio.AdaptersAsync(Token)).Select(one => (one.Name, one.Powered)));
        var off = await Assert.ThrowsAsync<GattException>(() => bench.Radio.ScanAsync(_ => { }, Token));

        Assert.Contains("there is no Bluetooth adapter hci1; there are hci0", missing.Message, StringComparison.Ordinal);
        Assert.Contains("switched off", off.Message, StringComparison.Ordinal);
        Assert.All([missing, off], failed => Assert.Equal(GattFailure.Unreachable, failed.Failure));
    }

    [LiveFact(Timeout = Limit)]
    public async Task An_adapter_that_is_switched_off_or_gone_ends_the_scan_and_one_that_comes_back_works_again()
    {
        await using var bench = await BlueZBench.StartAsync();
        var adapter = bench.Fake.Adapter("hci0");
        await using var first = new Scan(bench.Radio);
        await first.SeesAsync(_ => true);
        await adapter.PowerAsync(false);
        Assert.Contains("switched off", (await first.FailsAsync()).Message, StringComparison.Ordinal);
        await adapter.PowerAsync(true);
        await bench.SettleAsync();

        await using var second = new Scan(bench.Radio);
        await second.SeesAsync(_ => true);
        await bench.Fake.UnplugAsync("hci0");
        Assert.Contains("gone", (await second.FailsAsync()).Message, StringComparison.Ordinal);
        Assert.Contains("no Bluetooth adapter", (await Assert.ThrowsAsync<GattException>(() => bench.Radio.ScanAsync(_ => { }, Token))).Message, StringComparison.Ordinal);

        bench.Fake.Replug("hci0");
        await bench.SettleAsync();
        await using var third = new Scan(bench.Radio);
        await third.SeesAsync(_ => true);
    }

    [LiveFact(Timeout = Limit)]
    public async Task The_death_of_bluetoothd_ends_the_scan_and_its_successor_works()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var first = new Scan(bench.Radio);
        await first.SeesAsync(_ => true);

        await bench.Fake.DieAsync();

        Assert.Contains("bluetoothd", (await first.FailsAsync()).Message, StringComparison.Ordinal);
        var absent = await Assert.ThrowsAsync<GattException>(() => bench.Radio.ScanAsync(_ => { }, Token));
        Assert.Equal(GattFailure.Unreachable, absent.Failure);
        Assert.Contains("the Bluetooth service (bluetoothd) is not running", absent.Message, StringComparison.Ordinal);
        await bench.Fake.RiseAsync();
        await using var second = new Scan(bench.Radio);
        await second.SeesAsync(_ => true);
    }

    [LiveFact(Timeout = Limit)]
    public async Task The_death_of_the_bus_ends_the_scan()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var scan = new Scan(bench.Radio);
        await scan.SeesAsync(_ => true);

        bench.Bus.Kill();

        Assert.Equal(GattFailure.Unreachable, (await scan.FailsAsync()).Failure);
        Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => bench.Radio.ScanAsync(_ => { }, Token))).Failure);
    }

    [LiveFact(Timeout = Limit)]
    public async Task Where_there_is_no_bus_it_says_so()
    {
        Assert.SkipWhen(PrivateBus.Missing is not null, PrivateBus.Missing ?? "");
        await using var radio = new BlueZRadio(new() { BusAddress = "unix:path=/nowhere/bus" });

        var failed = await Assert.ThrowsAsync<GattException>(() => radio.ScanAsync(_ => { }, Token));

        Assert.Equal(GattFailure.Unreachable, failed.Failure);
        Assert.Contains("no message bus answers at unix:path=/nowhere/bus", failed.Message, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stranger_cannot_make_devices_up()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var stranger = await bench.StrangerAsync();
        await using var scan = new Scan(bench.Radio);
        await scan.SeesAsync(_ => true);

        await stranger.EmitAsync("/", RemoteObjects.ObjectManager, "InterfacesAdded", "oa{sa{sv}}", "/org/bluez/hci0/dev_66_66_66_66_66_66", new Dictionary<string, object>
        {
            [BlueZNames.Device] = new Dictionary<string, object> { ["Address"] = "66:66:66:66:66:66", ["RSSI"] = (short)-1 },
        });
        await stranger.AskAsync("GetId", "", [], Token);
        bench.Device.Rssi = -44;
        await scan.SeesAsync(seen => seen.Rssi == -44);

        Assert.All(scan.Seen, seen => Assert.Equal(BlueZBench.Address, seen.Address));
    }

    /// <summary>A scan under way.</summary>
    private sealed class Scan : IAsyncDisposable
    {
        private readonly CancellationTokenSource _cancellation = new();
        private readonly Lock _gate = new();
        private readonly List<(Func<Advertisement, bool> Fits, TaskCompletionSource<Advertisement> Found)> _waiting = [];
        private readonly Task _task;

        public Scan(BlueZRadio radio) => _task = radio.ScanAsync(Take, _cancellation.Token);

        public ConcurrentQueue<Advertisement> Seen { get; } = [];

        public async Task<Advertisement> SeesAsync(Func<Advertisement, bool> fits)
        {
            var found = new TaskCompletionSource<Advertisement>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (Seen.FirstOrDefault(fits) is { } already)
                    return already;
                _waiting.Add((fits, found));
            }
            if (await Task.WhenAny(found.Task, _task) == _task)
                await _task;
            return await found.Task;
        }

        public Task<GattException> FailsAsync() => Assert.ThrowsAsync<GattException>(() => _task);

        public async ValueTask DisposeAsync()
        {
            await _cancellation.CancelAsync();
            await _task.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        }

        private void Take(Advertisement seen)
        {
            lock (_gate)
            {
                Seen.Enqueue(seen);
                foreach (var (_, found) in _waiting.Where(one => one.Fits(seen)))
                    found.TrySetResult(seen);
            }
        }
    }
}

using MassagerControl.Devices.Gatt;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Runtime.Pairing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Reach;

/// <summary><c>devices</c>, <c>forget</c>, and <c>run --device</c> on what is remembered.</summary>
public sealed class PairedDevicesTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 18, 30, 0, TimeSpan.Zero);

    private readonly PairingBench _bench = new();

    [Fact]
    public async Task Where_nothing_was_paired_nothing_is_made()
    {
        Assert.Equal("no device is paired yet: massager pair\n", (await _bench.RunAsync("devices")).Out);
        Assert.Equal("[]\n", (await _bench.RunAsync("devices", "--json")).Out);
        Assert.Equal(2, (await _bench.RunAsync("forget", "gun")).Exit);
        Assert.Equal(2, (await _bench.RunAsync("stop")).Exit);
        Assert.False(Directory.Exists(_bench.Data));
    }

    [Fact]
    public async Task The_list_tells_name_profile_address_radio_battery_and_when_it_was_seen()
    {
        Remember("gun", "therabody-pro", "AA:BB", battery: 15);
        Remember("ball", "sim-vibration-ball", "sim:sim-vibration-ball", "sim");

        var lines = (await _bench.RunAsync("devices")).OutLines;
        var gun = (await _bench.DevicesAsync())[1];

        Assert.Matches("^ball +SIM; SIM Vibration Ball \\(sim-vibration-ball\\); sim:sim-vibration-ball over sim; last seen ", lines[0]);
        Assert.Matches("^gun +Theragun Pro \\(4th generation\\) \\(therabody-pro\\); AA:BB over air; last seen .*; battery 15 % then$", lines[1]);
        Assert.Equal(
            ("gun", "therabody-pro", "AA:BB", "air", 15, false),
            (gun.Text("name"), gun.Text("profile"), gun.Text("address"), gun.Text("radio"), gun.GetProperty("battery").GetInt32(), gun.GetProperty("simulated").GetBoolean()));
        Assert.Single((await _bench.RunAsync("devices", "--radio", "sim")).OutLines);
    }

    [Theory]
    [InlineData("GUN")]
    [InlineData("aa:bb")]
    public async Task A_device_is_forgotten_by_name_or_address(string name)
    {
        Remember("gun", "therabody-pro", "AA:BB");

        Assert.Equal((0, "gun is forgotten.\n"), (await _bench.RunAsync("forget", name)) switch { var run => (run.Exit, run.Out) });
        Assert.Empty(await _bench.DevicesAsync());
    }

    [Fact]
    public async Task A_device_in_use_is_not_forgotten_and_the_list_says_who_has_it()
    {
        Remember("gun", "therabody-pro", "AA:BB:CC:DD:EE:01");
        using var session = DeviceRights.Take(DirectDevice.LockNameOf("aa:bb:cc:dd:ee:01"), "massager run", TimeProvider.System).Lock;

        var run = await _bench.RunAsync("forget", "gun");

        Assert.Equal(6, run.Exit);
        Assert.Contains("in use already: massager run", run.Error, StringComparison.Ordinal);
        Assert.Contains("in use: massager run, process", (await _bench.RunAsync("devices")).Out);
        Assert.StartsWith("massager run, process", Assert.Single(await _bench.DevicesAsync()).Text("inUseBy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_a_guard_still_stops_is_not_forgotten()
    {
        Remember("gun", "therabody-pro", "AA:BB:CC:DD:EE:03");
        using var guard = DeviceLock.Take(
            RuntimeFolder.Of(Environment.GetEnvironmentVariable).Path!, DirectDevice.LockNameOf("aa:bb:cc:dd:ee:03"), LockRole.Guard,
            new(Environment.ProcessId, TimeProvider.System.GetUtcNow(), "massager guard")).Lock;

        var run = await _bench.RunAsync("forget", "gun");

        Assert.Equal(6, run.Exit);
        Assert.Contains("the guard of an earlier session still stops", run.Error, StringComparison.Ordinal);
        Assert.Single(await _bench.DevicesAsync());
    }

    [Theory]
    [InlineData("gun")]
    [InlineData("air/therabody-pro/aa:bb")]
    public async Task A_device_that_may_still_run_is_not_forgotten(string left)
    {
        Remember("gun", "therabody-pro", "AA:BB");
        using (var store = MassagerStore.Open(_bench.Data).Store!)
            store.Write(work => new RunningDevices(work).Mark(left, null, null, new OwnerProcess(1, "elsewhere"), Monday));

        var run = await _bench.RunAsync("forget", "gun");

        Assert.Equal(6, run.Exit);
        Assert.Contains("first: massager stop gun", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paired_virtual_device_runs_by_its_name()
    {
        Remember("ball", "sim-vibration-ball", "sim:sim-vibration-ball", "sim");

        var run = await _bench.RunAsync("run", "--device", "Ball", "--speed", "max");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("SIM Vibration Ball", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_paired_device_is_the_usual_one_and_of_several_one_must_be_named()
    {
        Remember("ball", "sim-vibration-ball", "sim:sim-vibration-ball", "sim");
        Assert.Contains("SIM Vibration Ball", (await _bench.RunAsync("run", "--speed", "max")).Out, StringComparison.Ordinal);

        Remember("gun", "therabody-pro", "AA:BB");
        var several = await _bench.RunAsync("run", "--speed", "max");
        Assert.Equal((2, "massager: several devices are paired: choose one with --device: ball, gun\n"), (several.Exit, several.Error));
    }

    [Theory]
    [InlineData(6, "it runs only where somebody can rate and stop, on a terminal")]
    [InlineData(6, "--person: only the person who lies there can rate", "--person", "steady")]
    [InlineData(2, "only 1 works with it", "--speed", "max")]
    [InlineData(2, "--faults: a real device makes its own faults", "--faults", "f.json")]
    public async Task A_real_device_runs_only_where_somebody_rates_and_stops(int exit, string reason, params string[] args)
    {
        Remember("gun", "therabody-pro", "AA:BB");

        var run = await _bench.RunAsync(["run", "--device", "gun", .. args]);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(_bench.Radio.Connected);
    }

    [Fact]
    public async Task On_a_terminal_too_nothing_but_the_person_rates_a_real_device()
    {
        Remember("gun", "therabody-pro", "AA:BB");
        var ratings = Path.Combine(_bench.Room, "r.txt");
        await File.WriteAllTextAsync(ratings, "5 3\n", TestContext.Current.CancellationToken);

        Assert.Equal(6, (await _bench.AskAsync("", "run", "--device", "gun", "--ratings", ratings)).Exit);
        Assert.Equal(6, (await _bench.AskAsync("", "run", "--device", "gun", "--events", "-")).Exit);
    }

    [Fact]
    public void A_guard_finds_a_real_device_without_a_memory_and_both_lock_the_same_one()
    {
        Remember("gun", "jensen-jmc400", "aa:bb");
        var parts = _bench.Parts();

        var mine = parts.FindDevice(new("gun", null, false, _bench.Profiles) { Data = _bench.Data });
        var guards = parts.FindDevice(new(mine.Reach!.Device, null, false, _bench.Profiles));

        Assert.Equal(("air/jensen-jmc400/aa:bb", "bluetooth:AA:BB"), (mine.Reach.Device, mine.Reach.LockName));
        Assert.Equal((mine.Reach.Device, mine.Reach.LockName), (guards.Reach!.Device, guards.Reach.LockName));
        Assert.Equal(("gun", false), (mine.Traits!.Device, mine.Traits.Simulated));
        Assert.Contains("you decided that when you paired it", mine.Notes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_driver_of_a_real_device_opens_its_radio_late_and_closes_it()
    {
        Remember("gun", "therabody-pro", "AA:BB");
        var choice = _bench.Parts().FindDevice(new("gun", null, false, _bench.Profiles) { Data = _bench.Data });

        var massager = choice.Make!(TimeProvider.System).Massager;
        await using (massager)
            await Assert.ThrowsAsync<MassagerControl.Core.Massagers.MassagerException>(() => massager.ConnectAsync(CancellationToken.None));

        Assert.Equal(["AA:BB"], _bench.Radio.Connected);
    }

    [Fact]
    public async Task A_radio_that_opens_at_the_second_try_is_used_and_a_closed_one_is_not()
    {
        var tries = 0;
        var radio = new LazyRadio(() => ++tries == 1 ? throw new GattException(GattFailure.Unreachable, "not yet") : new OpenRadio(new ScriptedRadio { ScanFails = new(GattFailure.Unreachable, "opened") }));

        Assert.Equal("not yet", (await Assert.ThrowsAsync<GattException>(() => radio.ScanAsync(_ => { }, CancellationToken.None))).Message);
        Assert.Equal("opened", (await Assert.ThrowsAsync<GattException>(() => radio.ScanAsync(_ => { }, CancellationToken.None))).Message);
        await radio.DisposeAsync();
        Assert.Equal("the radio is closed", (await Assert.ThrowsAsync<GattException>(() => radio.ScanAsync(_ => { }, CancellationToken.None))).Message);
    }

    [Theory]
    [InlineData("therabody-gone", "air", "there is no profile 'therabody-gone' here any more; pair it again")]
    [InlineData("therabody-pro", "gone:x", "there is no radio 'gone:x'")]
    public async Task What_a_paired_device_lacks_is_said(string profile, string radio, string reason)
    {
        Remember("gun", profile, "AA:BB", radio);

        var run = await _bench.RunAsync("run", "--device", "gun");

        Assert.Equal(2, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_device_is_told_what_there_is()
    {
        Remember("gun", "therabody-pro", "AA:BB");

        var run = await _bench.RunAsync("run", "--device", "nobody\e[2J");

        Assert.Equal(2, run.Exit);
        Assert.StartsWith("massager: there is no device 'nobody [2J'; paired are gun; simulated are sim:ailink-gun, ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private void Remember(string name, string profile, string address, string radio = PairingBench.Air, int? battery = null) =>
        new PairedDevices(_bench.Data).Save(new(name, "said", address, profile, radio, Monday, Monday) { Battery = battery });
}

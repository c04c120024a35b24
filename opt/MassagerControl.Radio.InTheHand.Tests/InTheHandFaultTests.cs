using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using MassagerControl.Devices.Gatt;
using MassagerControl.RadioContract;
using MassagerControl.RadioContract.Fake;

namespace MassagerControl.Radio.InTheHand.Tests;

/// <summary>What BlueZ, the bus and other programs can do to the radio: each ends in a typed fault, and the next link works.</summary>
[Collection("package bus")]
public sealed partial class InTheHandFaultTests
{
    private const int Limit = 60_000;
    private const string DevicePath = "/org/bluez/hci0/dev_C0_FF_EE_00_00_01";

    private static readonly byte[] Third = [0x5A, 0x01, 0x03, 0x58];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task The_death_of_bluetoothd_is_a_loss_and_the_next_one_is_used()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        var told = Told(link);

        await bench.Fake.DieAsync();

        Assert.Contains("bluetoothd", await told, StringComparison.Ordinal);
        Assert.Equal(GattFailure.LinkLost, await FailureAsync(() => WriteAsync(link)));
        Assert.Equal(GattFailure.Unreachable, await FailureAsync(() => bench.Radio.ConnectAsync(bench.Address, Test)));
        await bench.Fake.RiseAsync();
        await using var again = await bench.Radio.ConnectAsync(bench.Address, Test);
        await WriteAsync(again);
        await bench.ReachedAsync(3);
    }

    [Fact(Timeout = Limit)]
    public async Task The_death_of_the_bus_is_a_loss_and_no_end_of_the_process()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        var told = Told(link);
        var scan = bench.Radio.ScanAsync(_ => { }, Test);

        bench.Bus.Kill();

        Assert.NotEmpty(await told);
        Assert.Equal(GattFailure.Unreachable, await FailureAsync(() => scan));
        Assert.Equal(GattFailure.LinkLost, await FailureAsync(() => WriteAsync(link)));
        Assert.Equal(GattFailure.Unreachable, await FailureAsync(() => bench.Radio.ConnectAsync(bench.Address, Test)));
    }

    [Fact(Timeout = Limit)]
    public async Task An_adapter_that_is_pulled_out_ends_link_and_scan()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        var told = Told(link);
        var scan = bench.Radio.ScanAsync(_ => { }, Test);

        await bench.Fake.UnplugAsync("hci0");

        Assert.NotEmpty(await told);
        Assert.Equal(GattFailure.Unreachable, await FailureAsync(() => scan));
        Assert.Equal(GattFailure.Unreachable, await FailureAsync(() => bench.Radio.ConnectAsync(bench.Address, Test)));
    }

    [Theory(Timeout = Limit)]
    [InlineData("GetManagedObjects")]
    [InlineData("StartDiscovery")]
    public async Task What_bluetoothd_does_not_answer_ends_in_time(string member)
    {
        await using var bench = await StartAsync();
        bench.Fake.Faults.Hang(member);

        Assert.Equal(GattFailure.TimedOut, await FailureAsync(() => bench.Radio.ConnectAsync(bench.Address, Test)));

        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        await WriteAsync(link);
    }

    [Fact(Timeout = Limit)]
    public async Task A_discovery_that_was_given_up_on_is_stopped()
    {
        await using var bench = await StartAsync();
        bench.Fake.Faults.Hang("StartDiscovery");
        using var impatient = new CancellationTokenSource();
        var scan = bench.Radio.ScanAsync(_ => { }, impatient.Token);
        await bench.Fake.CalledAsync("StartDiscovery");

        await impatient.CancelAsync();

        await scan;
        Assert.Contains("StopDiscovery", bench.Fake.Calls);
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_that_bluetoothd_says_it_has_already_is_looked_at()
    {
        await using var bench = await StartAsync();
        bench.Fake.Faults.Fail("Connect", "org.bluez.Error.AlreadyConnected", "Already Connected");

        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);

        await WriteAsync(link);
        Assert.Equal(2, bench.Fake.Calls.Count(call => call == "Connect"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_link_is_closed_when_bluetoothd_has_told_so_and_not_when_it_has_answered()
    {
        var telling = TimeSpan.FromMilliseconds(300);
        await using var bench = await StartAsync(new() { TellingTime = telling });
        var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        var closing = Stopwatch.StartNew();

        await link.DisposeAsync();

        Assert.True(closing.Elapsed >= telling, $"closed after {closing.Elapsed}");
    }

    [Fact(Timeout = Limit)]
    public async Task A_command_goes_past_the_request_of_another_program()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        bench.Fake.Faults.Fail("WriteValue", "org.bluez.Error.InProgress", "In Progress");

        await WriteAsync(link, WriteMode.WithoutResponse);

        await bench.ReachedAsync(3);
        Assert.Contains("AcquireWrite", bench.Fake.Calls);
        // The characteristic takes requests again.
        await WriteAsync(link);
    }

    [Fact(Timeout = Limit)]
    public async Task Answers_that_cannot_be_right_are_refused_and_the_link_goes_on()
    {
        await using var bench = await StartAsync(new() { HidesBattery = false });
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        var readable = link.Characteristics.First(one => one.Properties.HasFlag(GattProperties.Read));

        bench.Fake.Faults.Giant("ReadValue");
        Assert.Equal(GattFailure.Refused, await FailureAsync(() => link.ReadAsync(readable, Test)));
        bench.Fake.Faults.Nonsense("ReadValue");
        Assert.Equal(GattFailure.Refused, (await Assert.ThrowsAsync<GattException>(() => link.ReadAsync(readable, Test))).Failure);

        Assert.Single((await link.ReadAsync(readable, Test)).ToArray());
        await WriteAsync(link);
    }

    /// <summary>Before Tmds.DBus 0.92.0 any program on the bus could forge BlueZ's signals (GHSA-xrw6-gwf8-vvr9); with 0.21.3 this fails.</summary>
    [Fact(Timeout = Limit)]
    public async Task What_another_program_says_in_BlueZs_name_is_not_believed()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        var told = new ConcurrentQueue<string>();
        link.ObserveLoss(told.Enqueue);

        await ForgedDevice.SayAsync(bench.Bus.Address, DevicePath, "Connected", false);

        await WriteAsync(link);
        Assert.Empty(told);
    }

    [Fact(Timeout = Limit)]
    public async Task A_flood_of_values_holds_up_no_write()
    {
        await using var bench = await StartAsync();
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        using var free = new ManualResetEventSlim();
        var status = link.Characteristics.First(one => one.Properties.HasFlag(GattProperties.Notify) && one.Uuid != GattUuid.BatteryLevel);
        await link.SubscribeAsync(status, _ => free.Wait(Test), Test);

        bench.Device.Flood(20_000, [1, 2, 3, 4]);

        await WriteAsync(link);
        await bench.ReachedAsync(3);
        free.Set();
    }

    [Fact(Timeout = Limit)]
    public async Task Links_leave_nothing_behind_at_bluetoothd_and_on_the_bus()
    {
        await using var bench = await StartAsync();
        await UseAsync(bench);
        var rules = await MatchRulesAsync(bench);

        for (var round = 0; round < 20; round++)
            await UseAsync(bench);

        Assert.Equal(0, bench.Device.NotifySessions);
        Assert.Equal(rules, await MatchRulesAsync(bench));
    }

    private static async Task<FakeBlueZBench> StartAsync(FakeBlueZOptions? options = null) => await FakeBlueZBench.StartAsync(
        address =>
        {
            PackageBus.Use(address);
            return new InTheHandRadio(TimeProvider.System);
        },
        options: options);

    private static async Task UseAsync(RadioBench bench)
    {
        await using var link = await bench.Radio.ConnectAsync(bench.Address, Test);
        foreach (var one in link.Characteristics.Where(one => one.Properties.HasFlag(GattProperties.Notify)))
            await link.SubscribeAsync(one, _ => { }, Test);
        await WriteAsync(link);
    }

    /// <summary>How many subscriptions the bus holds, all programs together.</summary>
    private static async Task<int> MatchRulesAsync(FakeBlueZBench bench)
    {
        using var asking = Process.Start(new ProcessStartInfo(
            "dbus-send",
            [$"--bus={bench.Bus.Address}", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Debug.Stats.GetAllMatchRules"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var answer = await asking.StandardOutput.ReadToEndAsync(Test);
        await asking.WaitForExitAsync(Test);
        Assert.SkipWhen(asking.ExitCode != 0, "this dbus-daemon keeps no statistics");
        return Rule().Count(answer);
    }

    private static Task WriteAsync(IGattLink link, WriteMode mode = WriteMode.WithResponse) => link.WriteAsync(
        RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "control").In(link.Characteristics)!, Third, mode, Test);

    private static Task<string> Told(IGattLink link)
    {
        var told = new TaskCompletionSource<string>();
        link.ObserveLoss(told.SetResult);
        return told.Task;
    }

    private static async Task<GattFailure?> FailureAsync(Func<Task> act) => (await Record.ExceptionAsync(act)) is GattException failed ? failed.Failure : null;

    [GeneratedRegex("string \"type=")]
    private static partial Regex Rule();
}

using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

public sealed class BlueZConnectTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task A_link_needs_no_pairing()
    {
        await using var bench = await BlueZBench.StartAsync();

        await using var link = await bench.ConnectAsync();

        Assert.DoesNotContain("Pair", bench.Fake.Calls);
        Assert.DoesNotContain("RegisterAgent", bench.Fake.Calls);
        Assert.Equal(517, ((BlueZLink)link).Mtu);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_nobody_knows_is_listened_for()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.InReach = false;
        var connecting = bench.ConnectAsync();
        await bench.Fake.CalledAsync("StartDiscovery");
        Assert.False(connecting.IsCompleted);

        bench.Device.InReach = true;

        await using var link = await connecting;
        Assert.Equal(0, bench.Fake.Adapter("hci0").Listeners);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_connect_that_is_given_up_is_given_up_at_bluetoothd_too()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "at": 0, "kind": "neverConnect" }""");
        bench.Device.Know();
        using var impatient = new CancellationTokenSource();
        var connecting = bench.Radio.ConnectAsync(BlueZBench.Address, impatient.Token);
        await bench.Fake.CalledAsync("Connect");

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Equal("Disconnect", bench.Fake.Calls[^1]);
        Assert.False(bench.Device.IsConnecting);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_link_that_fails_to_come_up_is_tried_again()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Fake.Faults.Fail("Connect", BlueZNames.Failed, "le-connection-abort-by-local", times: 2);

        await using var link = await bench.ConnectAsync();

        Assert.Equal(3, bench.Fake.Calls.Count(call => call == "Connect"));
    }

    /// <summary>BlueZ 5.82 and later: the object of a device that is not paired goes with the attempt, before or after the next one is asked for.</summary>
    [LiveTheory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_is_gone_after_a_failed_connect_is_looked_for_anew(bool late)
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Know();
        if (late)
            bench.Fake.Faults.Fail("Connect", BlueZNames.Failed, "le-connection-abort-by-local");
        bench.Fake.Faults.Fail(
            "Connect", bench.Device.RemoveAsync, late ? BusErrors.UnknownObject : BlueZNames.Failed, late ? "no such object" : "le-connection-abort-by-local");

        await using var link = await bench.ConnectAsync();
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);

        Assert.Contains("StartDiscovery", bench.Fake.Calls);
        Assert.Equal(late ? 3 : 2, bench.Fake.Calls.Count(call => call == "Connect"));
    }

    /// <summary>Another program's <c>Disconnect</c>; the name is the same over both kinds of Bluetooth.</summary>
    [LiveFact(Timeout = Limit)]
    public async Task A_connect_that_somebody_cancels_is_told_and_not_taken_for_classic_Bluetooth()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "at": 0, "kind": "neverConnect" }""");
        bench.Device.Know();
        await using var other = await bench.StrangerAsync();
        var connecting = bench.ConnectAsync();
        await bench.Fake.CalledAsync("Connect");
        var objects = await other.FollowAsync(BlueZNames.Service, Token);
        while (!bench.Device.IsConnecting)
            await bench.SettleAsync();

        await objects.CallAsync(bench.Device.ObjectPath, BlueZNames.Device, "Disconnect", TimeSpan.FromSeconds(10), Token);

        var failed = await Assert.ThrowsAsync<GattException>(() => connecting);
        Assert.Equal(GattFailure.Unreachable, failed.Failure);
        Assert.DoesNotContain("classic", failed.Message, StringComparison.OrdinalIgnoreCase);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_is_forgotten_at_the_moment_of_connecting_is_listened_for_anew()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Know();
        bench.Fake.Faults.Fail("Connect", bench.Device.RemoveAsync, BusErrors.UnknownObject, "no such object");

        await using var link = await bench.ConnectAsync();

        Assert.Contains("StartDiscovery", bench.Fake.Calls);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData(BlueZNames.Failed, "le-connection-abort-by-local", 3)]
    [InlineData(BlueZNames.Failed, "Input/output error", 1)]
    [InlineData(BusErrors.UnknownObject, "no such object", 3)]
    public async Task A_device_that_cannot_be_reached_is_said_to_be_unreachable(string error, string message, int attempts)
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Fake.Faults.Fail("Connect", error, message, times: 10);

        var failed = await Assert.ThrowsAsync<GattException>(bench.ConnectAsync);

        Assert.Equal(GattFailure.Unreachable, failed.Failure);
        Assert.Equal(attempts, bench.Fake.Calls.Count(call => call == "Connect"));
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_link_that_a_dead_program_left_behind_is_taken_over()
    {
        await using var bench = await BlueZBench.StartAsync();
        var dead = bench.Other();
        _ = await dead.ConnectAsync(BlueZBench.Address, Token);
        await dead.DisposeAsync();
        Assert.True(bench.Device.IsConnected);

        var link = await bench.ConnectAsync();
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        await link.DisposeAsync();

        Assert.False(bench.Device.IsConnected);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_request_that_a_dead_program_left_unanswered_is_overtaken_by_a_command_and_stops_no_request_in_silence()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 1, "kind": "loseWrite" }""");
        var dead = bench.Other();
        var old = await dead.ConnectAsync(BlueZBench.Address, Token);
        var unanswered = old.WriteAsync(BlueZBench.Control(old), Stop, WriteMode.WithResponse, Token);
        await bench.Fake.CalledAsync("WriteValue");
        await dead.DisposeAsync();
        await Assert.ThrowsAsync<GattException>(() => unanswered);

        await using var link = await bench.ConnectAsync();
        var request = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));
        await link.WriteAsync(BlueZBench.Control(link), new byte[] { 0x5A, 0x01, 0x02, 0x59 }, WriteMode.WithoutResponse, Token);

        Assert.Equal(GattFailure.TimedOut, request.Failure);
        await bench.Whole.ReachedAsync(2);
    }

    /// <summary>BlueZ 5.66 answers first and tells then; 5.82 and later the other way round.</summary>
    [LiveTheory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_link_waits_until_the_old_one_is_really_gone(bool toldFirst)
    {
        await using var bench = await BlueZBench.StartAsync(fake: new()
        {
            DisconnectTime = TimeSpan.FromMilliseconds(300),
            TellingTime = TimeSpan.FromMilliseconds(100),
            TellsBeforeAnswering = toldFirst,
        });
        var first = await bench.ConnectAsync();

        var closing = first.DisposeAsync();
        await using var second = await bench.ConnectAsync();
        await closing;
        var lost = BlueZBench.LossOf(second);
        await second.WriteAsync(BlueZBench.Control(second), Stop, WriteMode.WithResponse, Token);

        Assert.False(lost.IsCompleted);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_link_is_made_and_lost_and_made_again_also_when_bluetoothd_forgets_to_tell_that_it_is_connected()
    {
        await using var bench = await BlueZBench.StartAsync(fake: new() { ForgetsToTellConnected = true });
        for (var round = 0; round < 2; round++)
        {
            await using var link = await bench.ConnectAsync();
            var lost = BlueZBench.LossOf(link);
            await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
            await bench.Device.CutAsync();
            await lost;
        }
    }

    [LiveFact(Timeout = Limit)]
    public async Task The_death_of_bluetoothd_ends_a_connect()
    {
        await using var bench = await BlueZBench.StartAsync("""{ "at": 0, "kind": "neverConnect" }""");
        bench.Device.Know();
        var connecting = bench.ConnectAsync();
        await bench.Fake.CalledAsync("Connect");

        await bench.Fake.DieAsync();

        Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => connecting)).Failure);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_battery_is_told_whether_bluetoothd_hides_its_service_or_not(bool hides)
    {
        await using var bench = await BlueZBench.StartAsync(fake: new() { HidesBattery = hides });
        for (var round = 0; round < 2; round++)
        {
            bench.Whole.Peripheral.SetBattery(80);
            await using var link = await bench.ConnectAsync();
            var told = new TaskCompletionSource<byte>(TaskCreationOptions.RunContinuationsAsynchronously);

            var level = await link.ReadAsync(BlueZBench.Battery(link), Token);
            await link.SubscribeAsync(BlueZBench.Battery(link), value =>
            {
                if (value.Span[0] != 80)
                    told.TrySetResult(value.Span[0]);
            }, Token);
            bench.Whole.Peripheral.SetBattery(79);

            Assert.Equal([80], level.ToArray());
            Assert.Equal(79, await told.Task);
        }
    }
}

using System.Collections.Concurrent;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>However a link ends: it is told once, everything that waits ends, and the next link works where there can be one.</summary>
public sealed class BlueZLossTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Third = [0x5A, 0x01, 0x03, 0x58];
    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Ends => new()
    {
        { "carried away", "the device has disconnected" },
        { "removed", "the device was removed|the device has disconnected" },
        { "unplugged", "the Bluetooth adapter is gone|the device has disconnected" },
        { "switched off", "Bluetooth was switched off|the device has disconnected" },
        { "bluetoothd dies", "the Bluetooth service (bluetoothd) has ended" },
        { "bus dies", "the connection to the message bus was lost" },
        { "giant", "says more at once than can be right" },
    };

    [LiveTheory(Timeout = Limit)]
    [MemberData(nameof(Ends))]
    public async Task A_link_that_ends_says_so_once_and_leaves_nothing_waiting(string how, string reason)
    {
        await using var bench = await BlueZBench.StartAsync("""{ "write": 1, "kind": "loseWrite" }""");
        var link = await bench.ConnectAsync();
        var told = new ConcurrentQueue<string>();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        link.ObserveLoss(why =>
        {
            told.Enqueue(why);
            lost.TrySetResult();
        });
        var unanswered = link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token);
        await bench.Fake.CalledAsync("WriteValue");

        await EndAsync(bench, how);

        await lost.Task;
        Assert.Equal(GattFailure.LinkLost, (await Assert.ThrowsAsync<GattException>(() => unanswered)).Failure);
        foreach (var mode in Enum.GetValues<WriteMode>())
            Assert.Equal(GattFailure.LinkLost, (await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, mode, Token))).Failure);
        Assert.Equal(GattFailure.LinkLost, (await Assert.ThrowsAsync<GattException>(() => link.ReadAsync(BlueZBench.Battery(link), Token))).Failure);
        await link.DisposeAsync();
        Assert.Contains(reason.Split('|'), one => Assert.Single(told).Contains(one, StringComparison.Ordinal));
    }

    /// <summary>From 5.83 on bluetoothd says who ended it.</summary>
    [LiveTheory(Timeout = Limit)]
    [InlineData("org.bluez.Reason.Remote", LossCause.Device, "the device ended it")]
    [InlineData("org.bluez.Reason.Timeout", LossCause.OutOfReach, "the device is out of reach")]
    [InlineData("org.bluez.Reason.Local", LossCause.ThisComputer, "this computer ended it")]
    [InlineData("org.bluez.Reason.Suspend", LossCause.ThisComputer, "this computer ended it")]
    [InlineData("org.bluez.Reason.Authentication", LossCause.Unknown, "the device has disconnected")]
    [InlineData("org.bluez.Reason.Tomorrow", LossCause.Unknown, "the device has disconnected")]
    public async Task A_link_that_ends_says_who_ended_it_where_bluetoothd_does(string reason, LossCause cause, string words)
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var driver = bench.Driver();
        var lost = new TaskCompletionSource<LinkLost>(TaskCreationOptions.RunContinuationsAsynchronously);
        driver.Observe(report =>
        {
            if (report is LinkLost told)
                lost.SetResult(told);
        });
        await driver.ConnectAsync(Token);

        await bench.Device.CutAsync(reason);

        var told = await lost.Task;
        Assert.Equal(cause, told.Cause);
        Assert.Contains(words, told.Reason, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stranger_cannot_say_who_ended_a_link()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var stranger = await bench.StrangerAsync();
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        await stranger.EmitAsync(bench.Device.ObjectPath, BlueZNames.Device, "Disconnected", "ss", "org.bluez.Reason.Remote", "in words");
        await stranger.AskAsync("GetId", "", [], Token);
        await bench.SettleAsync();
        Assert.False(lost.IsCompleted);

        await bench.Device.CutAsync();

        await lost;
        Assert.Equal(LossCause.Unknown, link.LossCause);
    }

    /// <summary>bluetoothd answers, and has no link to subscribe over any more: only what it tells of the link counts.</summary>
    [LiveFact(Timeout = Limit)]
    public async Task A_subscription_that_is_answered_without_a_link_is_lost_with_it_and_made_anew_on_the_next()
    {
        await using var bench = await BlueZBench.StartAsync(fake: new() { TellingTime = TimeSpan.FromMilliseconds(300) });
        await using var other = await bench.StrangerAsync();
        var objects = await other.FollowAsync(BlueZNames.Service, Token);
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        await objects.CallAsync(bench.Device.ObjectPath, BlueZNames.Device, "Disconnect", TimeSpan.FromSeconds(10), Token);

        var subscribed = await Record.ExceptionAsync(() => link.SubscribeAsync(BlueZBench.Status(link), _ => { }, Token));

        await lost;
        Assert.True(subscribed is null or GattException { Failure: GattFailure.LinkLost }, $"{subscribed}");
        await using var again = await bench.ConnectAsync();
        await AnswersAsync(again);
    }

    /// <summary>Another program that listens to the same characteristic: bluetoothd tells each value twice, to both.</summary>
    [LiveFact(Timeout = Limit)]
    public async Task Values_that_are_told_twice_change_no_level_and_stop_nothing()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var driver = bench.Driver();
        var reported = new ConcurrentQueue<int>();
        driver.Observe(report =>
        {
            if (report is LevelReported level)
                reported.Enqueue(level.Level.Number);
        });
        await driver.ConnectAsync(Token);
        await using var other = bench.Other();
        var listening = await other.ConnectAsync(BlueZBench.Address, Token);
        var heard = new ConcurrentQueue<byte[]>();
        await listening.SubscribeAsync(BlueZBench.Status(listening), value => heard.Enqueue(value.ToArray()), Token);
        Assert.Equal(2, bench.Device.NotifySessions);

        await driver.SetIntensityAsync(Intensity.Full, Token);
        await driver.StopAsync(Token);
        await bench.SettleAsync();

        Assert.Equal([5, 0], bench.Whole.Motor);
        // What it said while it was connected may still be told for the second time.
        var levels = reported.SkipWhile(level => level == 0).ToArray();
        Assert.Equal([5, 0], levels.Where((level, at) => at == 0 || level != levels[at - 1]));
        Assert.True(levels.Length > 2, $"told {levels.Length}");
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("carried away")]
    [InlineData("unplugged")]
    [InlineData("switched off")]
    [InlineData("bluetoothd dies")]
    public async Task The_next_link_works(string how)
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        await EndAsync(bench, how);
        await lost;
        await MendAsync(bench, how);

        await using var again = await bench.ConnectAsync();
        await AnswersAsync(again);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stranger_cannot_end_a_link_nor_speak_for_the_device()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var stranger = await bench.StrangerAsync();
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        var heard = new ConcurrentQueue<byte[]>();
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await link.SubscribeAsync(BlueZBench.Status(link), value =>
        {
            heard.Enqueue(value.ToArray());
            three.TrySetResult();
        }, Token);

        await EmitAsync(stranger, bench.Device.ObjectPath, BlueZNames.Device, "Connected", false);
        await EmitAsync(stranger, bench.Device.PathOf(BlueZBench.Status(link)), BlueZNames.Characteristic, "Value", new byte[] { 6, 6, 6 });
        await stranger.EmitAsync("/", RemoteObjects.ObjectManager, "InterfacesRemoved", "oas", bench.Device.ObjectPath, new[] { BlueZNames.Device });
        await stranger.EmitAsync("/", MessageBus.Name, "NameOwnerChanged", "sss", BlueZNames.Service, ":1.0", "");
        await stranger.AskAsync("GetId", "", [], Token);
        await link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token);
        await three.Task;

        Assert.Equal(0x5B, Assert.Single(heard)[0]);
        Assert.False(lost.IsCompleted);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_says_far_too_much_loses_its_link_and_the_bus_goes_on()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        using var free = new ManualResetEventSlim();
        await link.SubscribeAsync(BlueZBench.Status(link), _ => free.Wait(), Token);

        bench.Device.Flood(20_000, [0x5B, 0x01, 0x01, 0x03, 0x58]);

        Assert.NotEmpty(await lost);
        free.Set();
        await link.DisposeAsync();
        Assert.False(bench.Device.IsConnected);
        // What is left of it would meet the next link.
        await bench.SettleAsync();
        await using var again = await bench.ConnectAsync();
        await again.WriteAsync(BlueZBench.Control(again), Third, WriteMode.WithResponse, Token);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_flood_that_is_taken_in_disturbs_no_write()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        var heard = 0;
        await link.SubscribeAsync(BlueZBench.Status(link), _ => Interlocked.Increment(ref heard), Token);

        for (var burst = 0; burst < 20; burst++)
        {
            bench.Device.Flood(100, [0x5B, 0x01, 0x01, 0x03, 0x58]);
            await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        }

        Assert.False(lost.IsCompleted);
        Assert.True(heard > 100, $"heard {heard}");
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_receiver_that_throws_ends_its_link_and_nothing_else()
    {
        await using var bench = await BlueZBench.StartAsync();
        var link = await bench.ConnectAsync();
        var lost = BlueZBench.LossOf(link);
        await link.SubscribeAsync(BlueZBench.Status(link), _ => throw new InvalidOperationException("a bug"), Token);

        var written = await Record.ExceptionAsync(() => link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token));

        Assert.Contains("a bug", await lost, StringComparison.Ordinal);
        // What the device says of the write may be taken in before its answer.
        Assert.True(written is null or GattException { Failure: GattFailure.LinkLost }, $"{written}");
        await link.DisposeAsync();
        await using var again = await bench.ConnectAsync();
    }

    private static Task EmitAsync(MessageBus bus, string path, string @interface, string property, object value) => bus.EmitAsync(
        path, RemoteObjects.Properties, "PropertiesChanged", "sa{sv}as", @interface, new Dictionary<string, object> { [property] = value }, Array.Empty<string>());

    private static Task EndAsync(BlueZBench bench, string how)
    {
        switch (how)
        {
            case "carried away":
                return bench.Device.CutAsync();
            case "removed":
                return bench.Device.RemoveAsync();
            case "unplugged":
                return bench.Fake.UnplugAsync("hci0");
            case "switched off":
                return bench.Fake.Adapter("hci0").PowerAsync(false);
            case "bluetoothd dies":
                return bench.Fake.DieAsync();
            case "giant":
                bench.Device.SayGiant();
                return Task.CompletedTask;
            default:
                bench.Bus.Kill();
                return Task.CompletedTask;
        }
    }

    private static async Task MendAsync(BlueZBench bench, string how)
    {
        if (how == "unplugged")
            bench.Fake.Replug("hci0");
        else if (how == "switched off")
            await bench.Fake.Adapter("hci0").PowerAsync(true);
        else if (how == "bluetoothd dies")
            await bench.Fake.RiseAsync();
        await bench.SettleAsync();
    }

    /// <summary>What is written is obeyed and told.</summary>
    private static async Task AnswersAsync(IGattLink link)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await link.SubscribeAsync(BlueZBench.Status(link), _ => heard.TrySetResult(), Token);
        await link.WriteAsync(BlueZBench.Control(link), Third, WriteMode.WithResponse, Token);
        await heard.Task;
    }
}

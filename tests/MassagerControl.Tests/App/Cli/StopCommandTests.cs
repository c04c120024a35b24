using MassagerControl.Core;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Pairing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class StopCommandTests : IDisposable
{
    private readonly PairingBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_motor_that_runs_without_anybody_is_stopped_by_the_first_write_of_a_new_link()
    {
        await using var served = new ServedPeripheral();
        await PairAsync(served, "gun");
        await LeaveRunningAsync(served);

        var run = await _bench.RunAsync("stop", "gun");

        Assert.Equal((0, "gun: the motor is confirmed off.\n", ""), (run.Exit, run.Out, run.Error));
        Assert.Equal([3, 0], Levels(served));
    }

    [Fact]
    public async Task Without_a_name_every_paired_device_is_stopped()
    {
        await using var one = new ServedPeripheral();
        await using var two = new ServedPeripheral("sim-vibration-ball");
        await PairAsync(one, "one");
        await PairAsync(two, "two");
        await LeaveRunningAsync(one);
        await LeaveRunningAsync(two);

        var run = await _bench.RunAsync("stop");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(["one: the motor is confirmed off.", "two: the motor is confirmed off."], run.OutLines.Order());
        Assert.All([one, two], served => Assert.Equal(0, Levels(served)[^1]));
    }

    [LiveFact]
    public async Task A_device_that_is_not_there_is_exit_code_5_and_keeps_no_other_one_waiting()
    {
        await using var served = new ServedPeripheral();
        await PairAsync(served, "here");
        new PairedDevices(_bench.Data).Save(new("gone", "", "5A:BB", "therabody-pro", PairingBench.Air, default, default));

        var run = await _bench.RunAsync("stop", "--all", "--timeout", "0.5");

        Assert.Equal(5, run.Exit);
        Assert.Equal("here: the motor is confirmed off.\n", run.Out);
        Assert.StartsWith("massager: gone: it is NOT confirmed that the motor is off: press the button on the device now.", run.Error, StringComparison.Ordinal);
        Assert.Equal(["gone"], (await _bench.DevicesAsync()).Where(device => device.Text("name") == "gone").Select(device => device.Text("name")));
    }

    [Fact]
    public async Task A_peripheral_that_has_ended_is_exit_code_5()
    {
        var served = new ServedPeripheral();
        await PairAsync(served, "gun");
        await served.DisposeAsync();

        var run = await _bench.RunAsync("stop", "gun", "--timeout", "0.5");

        Assert.Equal(5, run.Exit);
        Assert.Contains("press the button", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_session_left_open_is_settled()
    {
        await using var served = new ServedPeripheral();
        await PairAsync(served, "gun");
        using (var store = MassagerStore.Open(_bench.Data).Store!)
            store.Write(work => new RunningDevices(work).Mark($"socket:{served.Path}", null, null, new OwnerProcess(1, "elsewhere"), DateTimeOffset.UnixEpoch));
        Assert.Equal(6, (await _bench.RunAsync("forget", "gun")).Exit);

        Assert.Equal(0, (await _bench.RunAsync("stop", "gun")).Exit);

        Assert.Equal(0, (await _bench.RunAsync("forget", "gun")).Exit);
    }

    [Fact]
    public async Task Without_a_name_what_a_session_left_running_is_stopped_too_although_it_is_not_paired()
    {
        await using var served = new ServedPeripheral();
        using (var store = MassagerStore.Open(_bench.Data).Store!)
            store.Write(work => new RunningDevices(work).Mark($"socket:{served.Path}", null, null, new OwnerProcess(1, "elsewhere"), DateTimeOffset.UnixEpoch));
        await LeaveRunningAsync(served);

        var run = await _bench.RunAsync("stop");

        Assert.Equal((0, $"socket:{served.Path}: the motor is confirmed off.\n"), (run.Exit, run.Out));
        Assert.Equal(0, Levels(served)[^1]);
        Assert.Equal(2, (await _bench.RunAsync("stop")).Exit);
    }

    [Theory]
    [InlineData("there is no device 'nobody'; paired are none", "nobody")]
    [InlineData("not both", "gun", "--all")]
    public async Task A_device_that_nobody_knows_is_exit_code_2(string reason, params string[] args)
    {
        var run = await _bench.RunAsync(["stop", .. args]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private Task<Massager> PairAsync(ServedPeripheral served, string name) =>
        _bench.RunAsync("pair", served.Path, "--radio", $"socket:{served.Path}", "--timeout", "60", "--name", name);

    private static async Task LeaveRunningAsync(ServedPeripheral served)
    {
        await using var driver = served.Driver(_ => { });
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.FromPercent(60), Token);
    }

    private static int[] Levels(ServedPeripheral served) =>
        [.. served.Log.Lines.Where(line => line.TryGetProperty("level", out _)).Select(line => line.GetProperty("level").GetInt32())];
}

using MassagerControl.App.Cli;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Runtime.Pairing;
using MassagerControl.Tests.Support;
using Moq;

namespace MassagerControl.Tests.App.Cli;

public sealed class PairCommandTests : IDisposable
{
    private readonly PairingBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_massager_is_found_confirmed_and_remembered_and_its_motor_never_moves()
    {
        await using var served = new ServedPeripheral();

        var run = await PairAsync(served);

        await served.Log.HasAsync(line => line.GetProperty("type").GetString() == "disconnected");
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("Paired: sim-percussion-gun is a SIM Percussion Gun (sim-percussion-gun)", run.Out);
        Assert.Contains("battery 100 %", run.Out);
        // The profile's own connect step (a status request), and the stop that ends every connect: nothing else.
        Assert.Equal(["ready", "connected", "write", "write", "disconnected"], served.Log.Types);
        Assert.Equal(["5A 10 4A", "5A 00 5A"], served.Log.Lines.Where(line => line.TryGetProperty("hex", out _)).Select(line => line.GetProperty("hex").GetString()));
        var device = Assert.Single(await _bench.DevicesAsync());
        Assert.Equal(
            ("sim-percussion-gun", "sim-percussion-gun", served.Path, $"socket:{served.Path}", 100),
            (device.Text("name"), device.Text("profile"), device.Text("address"), device.Text("radio"), device.GetProperty("battery").GetInt32()));
    }

    [Theory]
    [InlineData("therabody-wave-solo", "wavesolo")]
    [InlineData("ailink-gun", "massage-gun-with-an-ailink-mod")]
    [InlineData("open-massager", "open-massager")]
    [InlineData("therabody-pro", "pro")]
    public async Task No_profile_moves_a_motor_by_being_paired(string profile, string name)
    {
        await using var served = new ServedPeripheral(profile);

        var run = await PairAsync(served);

        Assert.Equal(0, run.Exit);
        Assert.Equal([name], (await _bench.DevicesAsync()).Select(device => device.Text("name")));
        Assert.DoesNotContain("motor", served.Log.Types);
    }

    [Fact]
    public async Task Who_pairs_a_device_anew_keeps_its_name_and_gives_it_another_one_only_after_forgetting()
    {
        await using var served = new ServedPeripheral();
        await PairAsync(served, "--name", "gun");

        await PairAsync(served);
        Assert.Equal(["gun"], (await _bench.DevicesAsync()).Select(device => device.Text("name")));

        var second = await PairAsync(served, "--name", "Old gun");
        Assert.Equal(2, second.Exit);
        Assert.Equal(
            "massager: this device is paired already, as 'gun', and a device has one name: to call it 'Old gun', first: massager forget gun",
            Assert.Single(second.ErrorLines));
        Assert.Equal(["gun"], (await _bench.DevicesAsync()).Select(device => device.Text("name")));

        Assert.Equal(0, (await _bench.RunAsync("forget", "gun")).Exit);
        Assert.Equal(0, (await PairAsync(served, "--name", "Old gun")).Exit);
        Assert.Equal(["Old gun"], (await _bench.DevicesAsync()).Select(device => device.Text("name")));
    }

    [Fact]
    public async Task Two_devices_of_one_kind_have_two_names()
    {
        await using var one = new ServedPeripheral();
        await using var two = new ServedPeripheral();
        await PairAsync(one);
        await PairAsync(two);

        Assert.Equal(["sim-percussion-gun", "sim-percussion-gun-2"], (await _bench.DevicesAsync()).Select(device => device.Text("name")));
        var taken = await PairAsync(two, "--name", "SIM-percussion-gun");
        Assert.Equal(2, taken.Exit);
        Assert.Contains("is another device", taken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("-x")]
    [InlineData("gun\n2")]
    [InlineData("\u202ex")]
    [InlineData("012345678901234567890123456789012")]
    public async Task A_name_that_is_none_is_refused_before_anything_is_looked_for(string name)
    {
        var run = await _bench.RunAsync("pair", "--radio", PairingBench.Air, $"--name={name}");

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("a name ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_model_is_not_paired_and_what_it_could_be_is_said()
    {
        await using var served = new ServedPeripheral("therabody-wave-solo");

        var run = await PairAsync(served, "--profile", "sim-percussion-gun");

        Assert.Equal(6, run.Exit);
        Assert.Contains("this is not a SIM Percussion Gun", run.Error, StringComparison.Ordinal);
        Assert.Contains("therabody-wave-solo", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Empty(await _bench.DevicesAsync());
        Assert.DoesNotContain("write", served.Log.Types);
    }

    [Fact]
    public async Task A_device_that_is_connected_elsewhere_is_explained()
    {
        await using var served = new ServedPeripheral();
        await using var link = await served.Radio.ConnectAsync(served.Path, Token);
        using var fast = new DeadlineTimeProvider(_ => { }, 20);

        var run = await _bench.RunAsync(_bench.Parts(fast), "pair", served.Path, "--radio", $"socket:{served.Path}", "--timeout", "3600");

        Assert.Equal(4, run.Exit);
        Assert.Contains("takes no link: connect: no answer within 10 s", run.Error, StringComparison.Ordinal);
        Assert.Contains("connected elsewhere", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_does_not_answer_as_its_profile_says_is_not_paired()
    {
        await using var served = new ServedPeripheral(faults: """{ "write": 1, "kind": "refuseWrite", "code": 5 }""");

        var run = await PairAsync(served);

        Assert.NotEqual(0, run.Exit);
        Assert.Contains("ATT error 0x05", run.Error, StringComparison.Ordinal);
        Assert.Empty(await _bench.DevicesAsync());
    }

    [Theory]
    [InlineData("not seen", "pair", "my gun")]
    [InlineData("no massager that a profile describes was seen (1 device in 0.1 s)", "pair")]
    [InlineData("looks like a Therabody Wave Solo", "pair", "--profile", "therabody-wave-solo")]
    public async Task What_is_not_there_is_explained_with_exit_code_4(string reason, params string[] args)
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("Lamp")] };

        var run = await _bench.RunAsync([.. args, "--radio", PairingBench.Air, "--timeout", "0.1"]);

        Assert.Equal(4, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Contains("Close its app on every phone", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_device_that_no_profile_fits_needs_one_named()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("Lamp")] };

        var run = await _bench.RunAsync("pair", "Lamp", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Equal(6, run.Exit);
        Assert.Contains("name one with --profile", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_two_devices_are_refused_and_both_are_named()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:01"), PairingBench.Called("WaveSolo\e[2J", "AA:02"), PairingBench.Called("WaveDuo", "AA:03", -40)] };

        var run = await _bench.RunAsync("pair", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Equal(6, run.Exit);
        Assert.Equal(["  1  WaveDuo  AA:03  -40 dBm", "  2  WaveSolo  AA:01  -60 dBm"], run.ErrorLines.Where((_, i) => i % 2 == 1));
        Assert.Equal("     Therabody Wave Solo (therabody-wave-solo): is called 'WaveSolo'", run.ErrorLines[4]);
        Assert.Empty(_bench.Radio.Connected);
    }

    [Theory]
    [InlineData("2\n", "AA:01")]
    [InlineData("x\n9\n1\n", "AA:03")]
    public async Task On_a_terminal_the_person_chooses(string typed, string address)
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:01"), PairingBench.Called("WaveDuo", "AA:03", -40)] };

        var run = await _bench.AskAsync(typed, "pair", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Equal(4, run.Exit);
        Assert.Equal([address], _bench.Radio.Connected);
    }

    [Fact]
    public async Task Ctrl_C_at_a_question_ends_it()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:01"), PairingBench.Called("WaveDuo", "AA:03")] };
        using var end = new CancellationTokenSource();
        using var silence = new Silence(end.Cancel);
        using var output = new StringWriter();
        var console = new AppConsole(output, output, _bench.Terminal.Port()) { Input = silence };

        var exit = await new CommandLine(console, _bench.Parts()).RunAsync(["pair", "--radio", PairingBench.Air, "--timeout", "0.1", "--data", _bench.Data], end.Token);

        Assert.Equal(3, exit);
        Assert.EndsWith("nothing was remembered\n", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task Who_chooses_none_pairs_none(string typed)
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:01"), PairingBench.Called("WaveDuo", "AA:03", -40)] };

        var run = await _bench.AskAsync(typed, "pair", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Equal((3, 0), (run.Exit, _bench.Radio.Connected.Count));
    }

    [Fact]
    public async Task What_nothing_can_prove_is_asked_of_the_person_before_anything_is_sent()
    {
        await using var served = new ServedPeripheral("jensen-jmc400");
        string[] pair = ["pair", served.Path, "--radio", $"socket:{served.Path}", "--timeout", "60"];

        var nobody = await _bench.RunAsync(pair);
        Assert.Equal(6, nobody.Exit);
        Assert.Contains("add --profile jensen-jmc400", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await _bench.AskAsync("\n", pair)).Exit);
        Assert.Equal(["ready"], served.Log.Types);

        Assert.Equal(0, (await _bench.AskAsync("y\n", pair)).Exit);
        Assert.Equal(0, (await _bench.RunAsync([.. pair, "--profile", "jensen-jmc400"])).Exit);
        Assert.DoesNotContain("motor", served.Log.Types);
    }

    [Fact]
    public async Task A_short_name_is_enough_where_the_device_itself_confirms_what_it_is()
    {
        await using var served = new ServedPeripheral("therabody-pro");

        Assert.Equal(0, (await PairAsync(served)).Exit);
        Assert.True(Introduction.ConfirmsItself(served.Profile));
    }

    [Fact]
    public async Task A_device_of_that_name_that_answers_differently_is_not_paired()
    {
        // Called like a Theragun, with its services, and silent when it is asked for its version.
        await using var served = new ServedPeripheral("therabody-pro", """{ "write": 1, "kind": "loseAnswer" }""");
        using var fast = new DeadlineTimeProvider(_ => { }, 10);

        var run = await _bench.RunAsync(_bench.Parts(fast), "pair", served.Path, "--radio", $"socket:{served.Path}", "--timeout", "3600");

        Assert.Equal(4, run.Exit);
        Assert.Contains("does not answer as a Theragun Pro", run.Error, StringComparison.Ordinal);
        Assert.Empty(await _bench.DevicesAsync());
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_remembers_nothing()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("Lamp")] };
        using var end = new CancellationTokenSource();

        var running = _bench.RunAsync(end.Token, "pair", "--radio", PairingBench.Air, "--timeout", "600");
        await _bench.Radio.Listening.Task;
        await end.CancelAsync();
        var run = await running;

        Assert.Equal((3, "massager: ended; nothing was remembered\n"), (run.Exit, run.Error));
        Assert.False(Directory.Exists(_bench.Data));
    }

    [Fact]
    public async Task A_device_in_use_is_left_alone()
    {
        await using var served = new ServedPeripheral();
        using var session = DeviceRights.Take(DeviceUse.LockNameOf("socket:x", served.Path)!, "massager run", TimeProvider.System).Lock;

        var run = await PairAsync(served);

        Assert.Equal(6, run.Exit);
        Assert.Contains("in use already: massager run, process", run.Error, StringComparison.Ordinal);
        Assert.Equal(["ready"], served.Log.Types);
    }

    [Fact]
    public async Task A_device_that_a_guard_still_stops_is_left_alone()
    {
        await using var served = new ServedPeripheral();
        using var guard = DeviceLock.Take(
            RuntimeFolder.Of(Environment.GetEnvironmentVariable).Path!, DeviceUse.LockNameOf("socket:x", served.Path)!, LockRole.Guard,
            new(Environment.ProcessId, TimeProvider.System.GetUtcNow(), "massager guard")).Lock;

        var run = await PairAsync(served);

        Assert.Equal(6, run.Exit);
        Assert.Contains("the guard of an earlier session still stops", run.Error, StringComparison.Ordinal);
        Assert.Equal(["ready"], served.Log.Types);
    }

    [Fact]
    public async Task The_address_ends_the_search_as_soon_as_it_is_heard()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:0A")] };

        // An hour, otherwise. The address is used nowhere else: its lock is shared with the tests that run beside this one.
        var run = await _bench.RunAsync("pair", "aa:0a", "--radio", PairingBench.Air, "--timeout", "3600");

        Assert.Equal((4, "AA:0A"), (run.Exit, Assert.Single(_bench.Radio.Connected)));
    }

    [Fact]
    public async Task What_a_device_says_of_itself_is_shown_harmlessly_and_is_only_read()
    {
        var name = new GattCharacteristic(GattUuid.DeviceInformationService, GattUuid.ManufacturerName, GattProperties.Read);
        // Strict: whatever is written or subscribed to fails the test.
        var link = new Mock<IGattLink>(MockBehavior.Strict);
        link.Setup(device => device.Characteristics).Returns([name]);
        link.Setup(device => device.ReadAsync(name, It.IsAny<CancellationToken>())).ReturnsAsync("Evil\e[2J Corp"u8.ToArray());
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:BB")], Connect = (_, _) => Task.FromResult(link.Object) };

        var peek = new LinkPeek(_bench.Radio, TimeProvider.System);
        await peek.ConnectAsync("AA:BB", Token);

        Assert.Equal(["manufacturer Evil [2J Corp"], await peek.AskAsync(Token));
    }

    [Fact]
    public async Task A_broken_memory_is_one_sentence()
    {
        await File.WriteAllTextAsync(_bench.Data, "a file where the folder should be", Token);
        await using var served = new ServedPeripheral();

        var run = await PairAsync(served);

        Assert.Equal(2, run.Exit);
        Assert.Contains(_bench.Data, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_profile_is_refused() => Assert.Contains(
        "there is no profile 'hammer'", (await _bench.RunAsync("pair", "--radio", "sim", "--profile", "hammer")).Error, StringComparison.Ordinal);

    public void Dispose() => _bench.Dispose();

    private Task<Massager> PairAsync(ServedPeripheral served, params string[] args) =>
        _bench.RunAsync(["pair", served.Path, "--radio", $"socket:{served.Path}", "--timeout", "60", .. args]);

    /// <summary>Somebody who does not answer.</summary>
    private sealed class Silence(Action asked) : StringReader("")
    {
        private readonly ManualResetEventSlim _left = new();

        public override string? ReadLine()
        {
            asked();
            _left.Wait(TimeSpan.FromSeconds(20));
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            _left.Set();
            base.Dispose(disposing);
        }
    }
}

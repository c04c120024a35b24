using System.Text.Json;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Runtime.Pairing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class ScanCommandTests : IDisposable
{
    private readonly PairingBench _bench = new();

    [Fact]
    public async Task The_simulator_is_a_room_with_every_shipped_profile_and_all_of_them_are_marked_SIM()
    {
        var run = await _bench.RunAsync("scan", "--radio", "sim", "--timeout", "0.1");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(ProfileCatalog.Shipped().Ids().Length, run.OutLines.Length);
        Assert.All(run.OutLines, line => Assert.Contains("  SIM; ", line));
    }

    [Fact]
    public async Task Json_is_an_array_that_tells_match_and_reasons()
    {
        var run = await _bench.RunAsync("scan", "--radio", "sim", "--timeout", "0.1", "--json");

        using var document = JsonDocument.Parse(run.Out);
        var solo = document.RootElement.EnumerateArray().Single(device => device.GetProperty("profile").GetString() == "therabody-wave-solo");
        Assert.True(solo.GetProperty("simulated").GetBoolean());
        Assert.Equal("is called 'WaveSolo'", solo.GetProperty("candidates")[0].GetProperty("reasons")[0].GetString());
        var elite = document.RootElement.EnumerateArray().Single(device => device.GetProperty("profile").GetString() == "therabody-elite");
        Assert.True(elite.GetProperty("confirmAfterConnecting").GetBoolean());
    }

    [Fact]
    public async Task It_only_listens()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo"), PairingBench.Called("Lamp", "B")] };

        var run = await _bench.RunAsync("scan", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Equal(0, run.Exit);
        Assert.Equal(2, run.OutLines.Length);
        Assert.Empty(_bench.Radio.Connected);
    }

    [Fact]
    public async Task A_device_that_is_paired_is_called_by_its_name()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo", "AA:BB")] };
        new PairedDevices(_bench.Data).Save(new("my ball", "WaveSolo", "AA:BB", "therabody-wave-solo", PairingBench.Air, default, default));

        var run = await _bench.RunAsync("scan", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Contains("yours: my ball", Assert.Single(run.OutLines));
    }

    [Fact]
    public async Task A_radio_that_does_not_work_is_one_sentence_and_exit_code_4()
    {
        _bench.Radio = new ScriptedRadio { ScanFails = new GattException(GattFailure.Unreachable, "Bluetooth is switched off: do this") };

        var run = await _bench.RunAsync("scan", "--radio", PairingBench.Air);

        Assert.Equal((4, "", "massager: air: Bluetooth is switched off: do this\n"), (run.Exit, run.Out, run.Error));
    }

    [Fact]
    public async Task A_flood_of_a_hundred_thousand_packets_ends_in_time_with_a_bounded_list()
    {
        _bench.Radio = new ScriptedRadio
        {
            Heard = Enumerable.Range(0, 100_000).Select(i => PairingBench.Called($"\e[31mLamp {i}", $"{i % 5_000:X12}", -(i % 90) - 10)),
        };

        var run = await _bench.RunAsync("scan", "--radio", PairingBench.Air, "--timeout", "0.1");

        Assert.Equal(0, run.Exit);
        Assert.Equal(1_001, run.OutLines.Length);
        Assert.StartsWith("more than 1000 devices", run.OutLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Out);
    }

    [Fact]
    public async Task On_a_terminal_the_table_lives_until_a_key_ends_it_and_stays_as_lines()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo")] };

        var running = _bench.AskAsync("", "scan", "--radio", PairingBench.Air);
        _bench.Terminal.Await("therabody-wave-solo: is called 'WaveSolo'");
        _bench.Terminal.Type('x', ConsoleKey.X);
        _bench.Terminal.Type('q', ConsoleKey.Q);
        var run = await running;

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("WaveSolo", Assert.Single(run.OutLines));
        Assert.EndsWith("\e[?1049l", _bench.Terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_breaks_ends_the_scan()
    {
        _bench.Radio = new ScriptedRadio { Heard = [PairingBench.Called("WaveSolo")] };
        var running = _bench.AskAsync("", "scan", "--radio", PairingBench.Air);
        _bench.Terminal.Await("WaveSolo");
        _bench.Terminal.EndInput();

        Assert.Equal(0, (await running).Exit);
    }

    [Fact]
    public async Task On_a_terminal_a_radio_that_fails_gives_the_terminal_back()
    {
        _bench.Radio = new ScriptedRadio { ScanFails = new GattException(GattFailure.Unreachable, "unplugged") };

        var run = await _bench.AskAsync("", "scan", "--radio", PairingBench.Air);

        Assert.Equal((4, "massager: air: unplugged\n"), (run.Exit, run.Error));
        Assert.EndsWith("\e[?1049l", _bench.Terminal.Written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no radio 'foo'", "--radio", "foo")]
    [InlineData("--timeout 0: a number from 0.1 to 3600 (seconds) is expected", "--timeout", "0")]
    [InlineData("--timeout 1e9", "--timeout", "1e9")]
    public async Task A_bad_option_is_refused(string reason, params string[] args)
    {
        var run = await _bench.RunAsync(["scan", .. args]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();
}

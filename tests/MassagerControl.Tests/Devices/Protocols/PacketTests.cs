using MassagerControl.Core.Timing;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>Frames that are longer than the packets of a link.</summary>
public sealed class PacketTests
{
    private const string LevelFrame = "\"frame\": [\"AA\", { \"field\": \"level\", \"as\": \"u8\" }";
    private const string Both = "\"properties\": [\"write\", \"writeWithoutResponse\"]";

    /// <summary>Levels of 30 bytes, without response.</summary>
    private static DeviceProfile Long(string steps = "", bool both = false) => Read(ProfileText.CommandsOnly
        .Replace(Both, both ? Both : "\"properties\": [\"writeWithoutResponse\"]", StringComparison.Ordinal)
        .Replace(LevelFrame, LevelFrame + ", { \"padTo\": 30 }", StringComparison.Ordinal)
        .Replace("\"connect\": [", $"\"connect\": [ {steps}", StringComparison.Ordinal));

    private static DeviceProfile Read(string text)
    {
        var reading = ProfileReader.Parse("p.json", text);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    /// <returns>How connecting ended, null when it was well, and a frame that arrived.</returns>
    private static (string? Fault, string Arrived) Connect(DeviceProfile profile, int mtu)
    {
        var time = new VirtualTimeProvider();
        var arrived = "";
        using var device = new SimulatedPeripheral(profile, new() { Mtu = mtu }, time);
        device.Happened += happened => arrived = happened is FrameArrived { Operation: "setLevel" } frame ? $"{frame.Hex.Length / 3 + 1} {frame.WithResponse}" : arrived;
        var driver = new ProfiledMassager(new() { Profile = profile, Radio = new SimulatedRadio(device), Address = "sim:small", Time = time, Device = "x" });
        var connecting = CheckBench.FaultOfAsync(driver.ConnectAsync(default));
        time.RunUntil(connecting);
        if (connecting.Result is { } fault)
            return (fault.Detail.Text, arrived);
        time.RunUntil(driver.SetIntensityAsync(profile.Scale.IntensityOf(new(2)), default));
        Assert.Equal(2, device.Level.Number);
        return (null, arrived);
    }

    [Theory]
    [InlineData("", 23, "'setLevel' has 30 bytes, and a packet of this link carries 20 (MTU 23): it would arrive cut, or not at all")]
    [InlineData("{ \"mtu\": 100 }, ", 23, "the packets of this link are too short: its MTU is 23, the profile needs 100")]
    [InlineData("{ \"mtu\": 30 }, ", 32, "'setLevel' has 30 bytes, and a packet of this link carries 29 (MTU 32): it would arrive cut, or not at all")]
    public void A_link_whose_packets_are_too_short_is_refused_before_anything_runs(string steps, int mtu, string why) =>
        Assert.Equal((why, ""), Connect(Long(steps), mtu));

    [Theory]
    [InlineData("", 33)]
    [InlineData("{ \"mtu\": 33 }, ", 33)]
    [InlineData("{ \"mtu\": 100 }, ", 517)]
    public void A_link_with_room_drives(string steps, int mtu) => Assert.Equal((null, "30 False"), Connect(Long(steps), mtu));

    [Fact]
    public void Where_both_writes_are_taken_a_long_frame_goes_with_response() => Assert.Equal((null, "30 True"), Connect(Long(both: true), 23));

    [Fact]
    public void Long_frames_are_warned_of_unless_the_profile_asks_for_longer_packets()
    {
        static string[] Warnings(DeviceProfile profile) => [.. ProfileReader.Warnings("p.json", profile).Select(warning => warning.ToString())];

        Assert.Equal(["p.json: $.operations.setLevel.frame: has up to 30 bytes; a link carries 20 at once where nobody asks for more: add a connect step { \"mtu\": 33 }"], Warnings(Long()));
        Assert.Equal(["p.json: $.operations.setLevel.frame: has up to 30 bytes, and the connect step asks for packets of 30 that carry 27"], Warnings(Long("{ \"mtu\": 30 }, ")));
        Assert.Empty(Warnings(Long("{ \"mtu\": 33 }, ")));
        Assert.Contains("$.operations.stop.frame: has up to 25 bytes", Assert.Single(Warnings(Read(ProfileText.Small.Replace("[\"AA 00\"]", "[\"AA 00\", { \"padTo\": 25 }]", StringComparison.Ordinal)))));
        Assert.All(ProfileCatalog.Shipped().ReadAll().Profiles, profile => Assert.Empty(Warnings(profile)));
    }

    [Theory]
    [InlineData("", Severity.Issue)]
    [InlineData("{ \"mtu\": 33 }, ", Severity.Ok)]
    public async Task Conformance_names_them(string steps, Severity severity)
    {
        var report = await ConformanceSuite.RunAsync(new SimulatedTarget(Long(steps), new()), "p");

        Assert.Equal(severity, report.Lines.Single(line => line.Id == "capability.packets").Severity);
        Assert.DoesNotContain(report.Lines, line => line.Severity == Severity.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task BlueZ_says_what_the_link_has()
    {
        await using var bench = await BlueZBench.StartAsync();
        bench.Device.Mtu = 64;

        await using var link = await bench.ConnectAsync();

        Assert.Equal(64, link.Mtu);
    }
}

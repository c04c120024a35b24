using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.App.Terminal;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Runtime.Pairing;

namespace MassagerControl.Tests.App.Terminal;

public sealed class ScanTextTests
{
    private readonly SightingTable _table = new(
        new ProfileMatcher([PairingBench.Shipped("therabody-wave-solo"), PairingBench.Shipped("therabody-pro")]), new HandTime());

    [Fact]
    public void A_screen_has_exactly_its_lines_and_a_weak_massager_is_not_lost_among_a_thousand()
    {
        for (var i = 0; i < 999; i++)
            _table.Take(PairingBench.Called($"Lamp {i}", $"{i:X12}", -40));
        _table.Take(PairingBench.Called("WaveSolo", "AA:BB:CC:DD:EE:FF", -99));

        var screen = Screen(new(80, 24));

        Assert.Equal(24, screen.Length);
        Assert.All(screen, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("1000 devices, 1 may be a massager", screen[0]);
        Assert.Contains("WaveSolo", screen[^3]);
        Assert.Contains("therabody-wave-solo: is called 'WaveSolo'", screen[^2]);
        Assert.Contains("980 more. Nothing is started", screen[^1]);
    }

    [Fact]
    public void On_the_screen_a_UUID_is_told_by_its_beginning()
    {
        var table = new SightingTable(new ProfileMatcher([PairingBench.Shipped("open-massager"), PairingBench.Shipped("richmat-wilinke")]), new HandTime());
        table.Take(new("A", "one", -50) { Services = [PairingBench.Shipped("open-massager").Match.Services[0], GattUuid.FromShort(0xFEE9)] });
        table.Take(new("B", "two", -60) { Services = [GattUuid.FromShort(0xFEE9)] });

        var lines = ScanText.Screen(new("air", false, [.. Sighting.Sorted(table.All())], 0, ImmutableDictionary<string, string>.Empty), default, new(80, 24), Language.English)
            .Select(line => line.Write(new TerminalLook { Colour = false })).ToArray();

        Assert.Equal("           open-massager: advertises the service e0eb1905..", lines[3]);
        Assert.Equal("           richmat-wilinke (unsure): advertises the service fee9", lines[5]);
    }

    [Theory]
    [InlineData(80, 3)]
    [InlineData(20, 5)]
    [InlineData(1, 1)]
    public void A_tiny_screen_is_survived(int width, int height)
    {
        _table.Take(PairingBench.Called("WaveSolo"));

        Assert.Equal(height, Screen(new(width, height)).Length);
    }

    [Fact]
    public void Before_anything_is_heard_it_says_what_to_do() =>
        Assert.Contains(Screen(new(80, 24)), line => line.Contains("close its app on every phone", StringComparison.Ordinal));

    [Fact]
    public void A_line_tells_signal_name_address_profile_and_why()
    {
        _table.Take(PairingBench.Called("WaveSolo", "AA:BB:CC:DD:EE:FF", -61) with { InUse = true });
        _table.Take(PairingBench.Called("Pro", "AA:BB:CC:DD:EE:00", -70));
        _table.Take(PairingBench.Called("Lamp", "AA:BB:CC:DD:EE:01", null));

        var lines = ScanText.Lines(Report("AA:BB:CC:DD:EE:FF"), Language.English).ToArray();

        Assert.Equal(" -61 dBm  WaveSolo                          AA:BB:CC:DD:EE:FF  yours: ball; in use; therabody-wave-solo: is called 'WaveSolo'", lines[0]);
        Assert.Equal(" -70 dBm  Pro                               AA:BB:CC:DD:EE:00  therabody-pro (unsure): is called 'Pro'", lines[1]);
        Assert.Equal("       -  Lamp                              AA:BB:CC:DD:EE:01  no profile fits", lines[2]);
    }

    [Fact]
    public void Json_has_hostile_names_exactly_and_in_ASCII_and_its_advertisement_is_what_profiles_match_reads()
    {
        const string Hostile = "W\e[2J\u202e\u009bשלום";
        _table.Take(new("A\n", Hostile, -61)
        {
            Services = [GattUuid.FromShort(0xFFE0)],
            ManufacturerData = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty.Add(0x496E, [0, 0x3B]),
        });

        var json = JsonText.Indented(writer => ScanText.Write(writer, Report()));
        using var document = JsonDocument.Parse(json);
        var device = document.RootElement[0];
        var read = AdvertisementReader.Parse("scan", device.GetProperty("advertisement").GetRawText());

        Assert.All(json, letter => Assert.True(char.IsAscii(letter) && (letter >= ' ' || letter == '\n')));
        Assert.Equal((Hostile, "A\n", -61), (device.GetProperty("name").GetString(), device.GetProperty("address").GetString(), device.GetProperty("rssi").GetInt32()));
        Assert.Empty(read.Errors);
        Assert.Equal(Hostile, read.Value!.Name);
        Assert.Equal([0, 0x3B], read.Value.ManufacturerData[0x496E]);
    }

    private ScanReport Report(string? mine = null) => new(
        "air", Simulated: false, [.. Sighting.Sorted(_table.All())], _table.LeftOut,
        mine is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add(mine, "ball"));

    private string[] Screen(ScreenSize size) =>
        [.. ScanText.Screen(Report(), TimeSpan.FromSeconds(31), size, Language.English).Select(line => line.Cut(size.Width).Write(new TerminalLook { Colour = false }))];
}

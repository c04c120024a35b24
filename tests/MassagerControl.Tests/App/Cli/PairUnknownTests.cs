using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Tests.Runtime.Pairing;

namespace MassagerControl.Tests.App.Cli;

/// <summary>A device that no profile knows: what it says of itself, and the way to a profile.</summary>
public sealed class PairUnknownTests : IDisposable
{
    private const string Address = "AA:BB:CC:00:00:09";

    private static readonly Advertisement Stranger = new(Address, "Thumper-4F2A", -50)
    {
        Services = [GattUuid.FromShort(0x180F), GattUuid.FromShort(0xFFF0), new(Guid.Parse("6e400001-b5a3-f393-e0a9-e50e24dcca9e")), new(Guid.Parse("12345678-0000-1000-8000-00805f9b34fb"))],
        ManufacturerData = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty.Add(0x0611, [0x01, 0xA0]).Add(2, []),
    };

    private readonly PairingBench _bench = new() { Radio = new() { Heard = [Stranger, new("AA:BB:CC:00:00:0A", null, -70)] } };

    [Fact]
    public async Task What_it_advertises_is_told_and_nothing_is_connected()
    {
        var run = await PairAsync(Address);

        Assert.Equal(6, run.Exit);
        Assert.Equal(
            [
                $"massager: {Address} is there, but no profile fits what it advertises: name one with --profile, or write one (docs/device-profiles.md)",
                "It advertises:",
                "  the name Thumper-4F2A",
                "  the service 180f (Battery)",
                "  the service fff0, of no name that this program knows",
                "  the service 6e400001-b5a3-f393-e0a9-e50e24dcca9e (Nordic UART)",
                "  the service 12345678, of no name that this program knows",
                "  data of the company 0x0002: none",
                "  data of the company 0x0611: 01 A0",
                "The way to a profile for it:",
            ],
            run.ErrorLines.Take(10));
        Assert.Contains($"massager learn FILE --device {Address}", run.Error, StringComparison.Ordinal);
        Assert.Contains("massager conform PROFILE", run.Error, StringComparison.Ordinal);
        Assert.Empty(_bench.Radio.Connected);
    }

    [Fact]
    public async Task One_that_says_nothing_is_told_so() =>
        Assert.Equal(["It advertises:", "  no name", "  and nothing else"], (await PairAsync("AA:BB:CC:00:00:0A")).ErrorLines.Skip(1).Take(3));

    [Fact]
    public async Task Where_none_is_named_the_way_to_that_is_told() =>
        Assert.Contains("A massager that no profile knows: massager pair ADDRESS says what it advertises, and how to get a profile for it.", (await PairAsync()).ErrorLines);

    [Fact]
    public async Task In_German_too()
    {
        var run = await PairAsync(Address, "--lang", "de");

        Assert.Contains("Der Weg zu einem Profil dafür:", run.ErrorLines);
        Assert.DoesNotContain("It advertises", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_name_and_many_services_do_no_harm()
    {
        _bench.Radio = new() { Heard = [Stranger with { Name = "x\u001b[2J\u202Ey", Services = [.. Enumerable.Range(0, 20).Select(number => GattUuid.FromShort((ushort)number))] }] };

        var run = await PairAsync(Address);

        Assert.DoesNotContain('\u001b', run.Error);
        Assert.DoesNotContain('\u202E', run.Error);
        Assert.Contains("  and 12 services more", run.ErrorLines);
    }

    public void Dispose() => _bench.Dispose();

    private Task<Massager> PairAsync(params string[] args) => _bench.RunAsync(["pair", .. args, "--radio", PairingBench.Air, "--timeout", "0.2"]);
}

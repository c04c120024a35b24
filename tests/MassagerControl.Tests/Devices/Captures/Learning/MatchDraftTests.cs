using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Devices.Captures.Learning;

public sealed class MatchDraftTests
{
    private const string Address = "AA:BB:CC:DD:4F:2A";

    [Theory]
    [InlineData("Thumper-4F2A", "Thumper-")]
    [InlineData("Thumper4F2A", "Thumper")]
    [InlineData("Thumper 20391", "Thumper ")]
    [InlineData("WaveSolo", null)]
    [InlineData("Prime", null)]
    [InlineData("Facade", null)]
    [InlineData("A-1234", null)]
    [InlineData("Gun2024", null)]
    public void A_tail_that_looks_like_a_serial_number_is_cut_off(string name, string? prefix) => Assert.Equal(prefix, MatchDraft.PrefixOf(name, Address));

    [Fact]
    public void What_holds_the_address_or_is_every_devices_is_no_rule()
    {
        var notes = new DraftNotes();
        CapturedDevice device = new(Address)
        {
            Advertised = new(Address, "Thumper-4F2A", -60)
            {
                Services = [GattUuid.BatteryService, GattUuid.FromShort(0xFFF0)],
                ManufacturerData = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty
                    .Add(0x496E, [0x00, 0x3B, 0x01, 0x02, 0x03]).Add(0x0611, [0x2A, 0x4F, 0xDD, 0xCC]).Add(0x038F, []),
            },
        };

        var match = MatchDraft.Of(device, notes);

        Assert.Equal(["Thumper-"], match.Prefixes);
        Assert.Empty(match.Names);
        Assert.Equal([GattUuid.FromShort(0xFFF0)], match.Services);
        Assert.Equal((ushort)0x496E, Assert.Single(match.Companies).Company);
        Assert.Contains(notes.Unknown, unknown => unknown.Contains("serial number", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_says_nothing_of_itself_is_recognised_by_nothing() => Assert.True(MatchDraft.Of(new("link 0"), new()).Unknown);
}

using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.Runtime.Pairing;

public sealed class SightingTableTests
{
    private readonly HandTime _time = new();
    private readonly SightingTable _table;

    public SightingTableTests() =>
        _table = new(new ProfileMatcher([PairingBench.Shipped("therabody-wave-solo"), PairingBench.Shipped("jensen-jmc400")]), _time);

    [Fact]
    public void What_a_device_says_in_pieces_is_put_together_and_matched_anew()
    {
        _table.Take(new("A", null, -60) { Services = [GattUuid.FromShort(0x1234)] });
        Assert.True(_table.Find("A")!.Match.Chosen!.Unsure);

        _table.Take(new("A", "jmc400-7", -60) { ManufacturerData = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty.Add(7, [1]) });
        _table.Take(new("A", "", -60));

        var seen = _table.Find("A")!;
        Assert.Equal("jmc400-7", seen.Name);
        Assert.Equal(2, seen.Match.Chosen!.Reasons.Length);
        Assert.Equal([7], seen.Advertisement.ManufacturerData.Keys);
    }

    [Fact]
    public void The_signal_is_evened_out_and_a_packet_without_one_keeps_it()
    {
        _table.Take(new("A", null, -50));
        _table.Take(new("A", null, -100));
        _table.Take(new("A", null, null));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((-60, TimeSpan.FromSeconds(3)), (_table.Find("A")!.Signal, _table.Find("A")!.Ago));
    }

    [Fact]
    public void In_a_crowd_of_advertisers_the_table_stays_bounded_and_massagers_find_room()
    {
        for (var i = 0; i < 50_000; i++)
            _table.Take(new($"{i:X12}", $"Lamp {i}", -40));
        _table.Take(PairingBench.Called("WaveSolo", "massager", -95));

        Assert.Equal(SightingTable.Most, _table.All().Length);
        Assert.Equal(50_000 - SightingTable.Most, _table.LeftOut);
        Assert.True(_table.Find("massager")!.IsKnown);
    }

    [Fact]
    public void A_table_full_of_massagers_takes_no_more()
    {
        for (var i = 0; i < SightingTable.Most + 5; i++)
            _table.Take(PairingBench.Called("WaveSolo", $"{i}"));

        Assert.Equal((SightingTable.Most, 5), (_table.All().Length, _table.LeftOut));
    }

    [Fact]
    public void One_device_that_says_ever_new_things_does_not_grow()
    {
        for (ushort i = 0; i < 5_000; i++)
            _table.Take(new("A", null, -60)
            {
                Services = [GattUuid.FromShort(i)],
                ManufacturerData = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty.Add(i, [1, 2, 3]),
            });

        Assert.InRange(_table.Find("A")!.Advertisement.Services.Length, 1, 64);
        Assert.InRange(_table.Find("A")!.Advertisement.ManufacturerData.Count, 1, 16);
    }

    [Fact]
    public void Sightings_are_sorted_by_signal_then_name_then_address()
    {
        _table.Take(PairingBench.Called("b", "2", null));
        _table.Take(PairingBench.Called("b", "1", null));
        _table.Take(PairingBench.Called("a", "3", null));
        _table.Take(PairingBench.Called("far", "4", -90));
        _table.Take(PairingBench.Called("near", "5", -40));

        Assert.Equal(["5", "4", "3", "1", "2"], Sighting.Sorted(_table.All()).Select(seen => seen.Address));
    }
}

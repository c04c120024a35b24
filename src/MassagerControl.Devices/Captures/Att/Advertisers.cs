using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Who advertised what. Keeps at most so many that only advertise: those heard last.</summary>
internal sealed class Advertisers(int most, Tally tally)
{
    private readonly Dictionary<long, AdvertisedBytes> _byAddress = [];
    private long _heard;

    /// <param name="address">Six bytes, the last first.</param>
    /// <param name="rssi">Null where nobody measured it.</param>
    /// <param name="more">The packet goes on in the next one of this address.</param>
    public void Hear(ReadOnlySpan<byte> address, ReadOnlySpan<byte> packet, int? rssi, bool more)
    {
        tally.Add(CountedKind.Advertisements);
        var advertiser = Of(WireUuid.AddressNumber(address));
        advertiser.LastHeard = ++_heard;
        advertiser.Rssi = rssi ?? advertiser.Rssi;
        advertiser.Hear(packet, more);
    }

    /// <summary>Has a link: what it advertises is never given up.</summary>
    public void Keep(long address) => Of(address).Kept = true;

    /// <returns>Null where it advertised nothing that can be read.</returns>
    public Advertisement? Find(long number, string address)
    {
        if (!_byAddress.TryGetValue(number, out var advertiser))
            return null;
        Advertisement? whole = null;
        foreach (var packet in advertiser.Packets)
            if (AdvertisingPacket.Read(WellFormed(packet)) is { } part)
                whole = whole is null ? part : Merge(whole, part);
        return whole is null ? null : whole with { Address = address, Rssi = advertiser.Rssi };
    }

    private AdvertisedBytes Of(long address)
    {
        if (_byAddress.TryGetValue(address, out var known))
            return known;
        if (_byAddress.Count >= most)
            GiveUp();
        return _byAddress[address] = new();
    }

    /// <summary>Half of them at once, so that it is seldom.</summary>
    private void GiveUp()
    {
        var silent = _byAddress.Where(advertiser => !advertiser.Value.Kept).OrderBy(advertiser => advertiser.Value.LastHeard).Take(most / 2).ToArray();
        foreach (var (address, _) in silent)
        {
            _byAddress.Remove(address);
            tally.Add(CountedKind.AdvertisersLeftOut);
        }
    }

    /// <summary>Its parts up to one that is longer than the packet, as radios take them.</summary>
    private static ReadOnlySpan<byte> WellFormed(ReadOnlySpan<byte> packet)
    {
        var end = 0;
        while (end < packet.Length && packet[end] != 0 && end + packet[end] < packet.Length)
            end += packet[end] + 1;
        return packet[..end];
    }

    private static Advertisement Merge(Advertisement whole, Advertisement part) => whole with
    {
        Name = part.Name is null || whole.Name?.StartsWith(part.Name, StringComparison.Ordinal) == true ? whole.Name : part.Name,
        Services = [.. whole.Services.Union(part.Services)],
        ManufacturerData = whole.ManufacturerData.SetItems(part.ManufacturerData),
    };
}

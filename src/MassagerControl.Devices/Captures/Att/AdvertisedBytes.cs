namespace MassagerControl.Devices.Captures.Att;

/// <summary>What one address advertised: the packets that differ, the newest few of them.</summary>
internal sealed class AdvertisedBytes
{
    // An advertisement, its scan response, and devices that change between two of them.
    private const int Most = 4;

    // What an extended advertisement can hold (Bluetooth Core, vol. 6 part B, 2.3.4.9).
    private const int Longest = 1650;

    private readonly List<byte[]> _packets = new(Most);
    private int _oldest;
    private byte[] _begun = [];

    public IEnumerable<byte[]> Packets => _packets;

    public int? Rssi { get; set; }

    /// <summary>Its place among all advertisements, for giving up the one that was silent for longest.</summary>
    public long LastHeard { get; set; }

    /// <summary>It has a link too and is not given up.</summary>
    public bool Kept { get; set; }

    public void Hear(ReadOnlySpan<byte> packet, bool more)
    {
        if (more || _begun.Length > 0)
        {
            _begun = _begun.Length + packet.Length <= Longest ? [.. _begun, .. packet] : [];
            if (more)
                return;
            packet = _begun;
            _begun = [];
        }
        foreach (var known in _packets)
            if (packet.SequenceEqual(known))
                return;
        if (packet.IsEmpty)
            return;
        if (_packets.Count < Most)
        {
            _packets.Add(packet.ToArray());
            return;
        }
        _packets[_oldest] = packet.ToArray();
        _oldest = (_oldest + 1) % Most;
    }
}

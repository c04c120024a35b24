using System.Globalization;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>The devices that a capture's links lead to, at most so many.</summary>
internal sealed class DeviceBook(int most, Advertisers advertisers)
{
    private readonly List<ServedDevice> _devices = [];
    private readonly Dictionary<long, ServedDevice> _byAddress = [];
    private readonly Dictionary<int, ServedDevice> _hosts = [];

    public IReadOnlyList<ServedDevice> Devices => _devices;

    /// <param name="address">Six bytes, the last first.</param>
    /// <returns>Null where there are too many already.</returns>
    public ServedDevice? At(ReadOnlySpan<byte> address)
    {
        var number = WireUuid.AddressNumber(address);
        if (_byAddress.TryGetValue(number, out var known))
            return known;
        if (Added(WireUuid.Address(address)) is not { } added)
            return null;
        added.Number = number;
        advertisers.Keep(number);
        return _byAddress[number] = added;
    }

    /// <summary>Of a link whose beginning the capture does not show.</summary>
    public ServedDevice? OfLink(int link) => Added(string.Create(CultureInfo.InvariantCulture, $"link {link}"));

    /// <summary>The side that made the capture, with attributes of its own.</summary>
    public ServedDevice? HostOf(int adapter)
    {
        if (_hosts.TryGetValue(adapter, out var known))
            return known;
        if (Added(adapter == 0 ? "host" : string.Create(CultureInfo.InvariantCulture, $"host {adapter}")) is not { } added)
            return null;
        added.IsHost = true;
        return _hosts[adapter] = added;
    }

    private ServedDevice? Added(string address)
    {
        if (_devices.Count >= most)
            return null;
        var added = new ServedDevice(_devices.Count, address);
        _devices.Add(added);
        return added;
    }
}

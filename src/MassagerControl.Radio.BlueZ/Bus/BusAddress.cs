using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Where an address of a message bus leads (D-Bus specification, "Server Addresses").</summary>
internal static class BusAddress
{
    /// <returns>The places to be tried, in their order; other transports than <c>unix:</c> and <c>tcp:</c> are left out.</returns>
    /// <exception cref="FormatException">It is no such address, or none of its places can be used.</exception>
    public static IReadOnlyList<EndPoint> PlacesOf(string address)
    {
        var places = address.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(PlaceOf).OfType<EndPoint>().ToArray();
        return places.Length > 0 ? places : throw new FormatException("it names no place that can be used");
    }

    /// <summary>Can file descriptors be passed over it?</summary>
    public static bool PassesFiles(string address) => address.StartsWith("unix:", StringComparison.Ordinal);

    private static EndPoint? PlaceOf(string entry)
    {
        if (entry.Split(':', 2) is not [var transport, var list])
            throw new FormatException("it names no transport");
        var values = list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        return transport switch
        {
            "unix" when values.TryGetValue("path", out var path) => new UnixDomainSocketEndPoint(path),
            "unix" when values.TryGetValue("abstract", out var name) => new UnixDomainSocketEndPoint('\0' + name),
            "tcp" when values.TryGetValue("port", out var port) => new DnsEndPoint(values.GetValueOrDefault("host", "localhost"), int.Parse(port, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }
}

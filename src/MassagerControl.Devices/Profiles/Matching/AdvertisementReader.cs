using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Reads an advertisement as JSON: <c>{"name", "services": ["ffe0"], "manufacturerData": {"0x496E": "03 01"}}</c>, all of it optional.</summary>
/// <remarks>
/// Also as others print it: bleak and Home Assistant (<c>local_name</c>, <c>service_uuids</c>, <c>manufacturer_data</c> with decimal keys, null for
/// what is not known, an RSSI of 127), and the raw bytes that nRF Connect shows.
/// </remarks>
public static class AdvertisementReader
{
    private const int LongestName = 248;

    // What a controller says that cannot tell (Bluetooth Core, vol. 4 part E, 7.7.65.2).
    private const int UnknownRssi = 127;

    private static readonly string[] Names = ["name", "local_name", "localName"];
    private static readonly string[] ServiceLists = ["services", "service_uuids", "serviceUuids"];

    // Printed by others, and no matter of a profile.
    private static readonly string[] Besides =
        ["service_data", "serviceData", "tx_power", "txPower", "source", "connectable", "time", "platform_data", "device", "advertisement", "details"];

    public static FileReading<Advertisement> Read(string path) => JsonFileReader.Read(path, Build);

    /// <param name="file">The name that errors show.</param>
    public static FileReading<Advertisement> Parse(string file, string json) => JsonFileReader.Parse(file, json, Build);

    private static Advertisement Build(JsonObjectCursor root)
    {
        foreach (var other in Besides.Where(root.Has))
            root.Optional(other);
        var raw = Known(root.Optional("raw")) is { } bytes ? Raw(bytes) : new("", null, null);
        var address = Known(root.Optional("address"))?.String(0, 64) ?? "";
        // Home Assistant says the address where there is no name, nRF Connect says this.
        var name = Each(root, Names).Select(value => value.String(0, LongestName)).FirstOrDefault(text => text != address && text != "N/A");
        return raw with
        {
            Address = address,
            Name = name ?? raw.Name,
            Rssi = Known(root.Optional("rssi"))?.Int(-127, UnknownRssi) is { } rssi and not UnknownRssi ? Rssi(rssi, root) : null,
            Services = [.. Each(root, ServiceLists).SelectMany(list => list.Array(Service, 0, 64)).Concat(raw.Services).Distinct()],
            ManufacturerData = raw.ManufacturerData
                .SetItems(Companies(Known(root.Optional("manufacturerData")), decimals: false))
                .SetItems(Companies(Known(root.Optional("manufacturer_data")), decimals: true)),
        };
    }

    private static JsonValueCursor? Known(JsonValueCursor? value) => value is { IsNull: true } ? null : value;

    /// <summary>Members that mean the same, of which there is usually one.</summary>
    private static List<JsonValueCursor> Each(JsonObjectCursor root, string[] names) =>
        [.. names.Where((name, i) => i == 0 || root.Has(name)).Select(name => Known(root.Optional(name))).OfType<JsonValueCursor>()];

    private static int Rssi(int rssi, JsonObjectCursor root)
    {
        const int Strongest = 20;
        if (rssi > Strongest)
            root.Error($"{root.Path}.rssi", $"{rssi.ToString(CultureInfo.InvariantCulture)} is outside -127–{Strongest}; 127 is not known");
        return rssi;
    }

    private static Advertisement Raw(JsonValueCursor value)
    {
        var bytes = WrittenBytes.Read(value);
        if (AdvertisingPacket.Read(bytes.AsSpan()) is { } packet)
            return packet;
        value.Error("is no advertising packet: each part is its length, its type and its bytes");
        return new("", null, null);
    }

    private static GattUuid Service(JsonValueCursor value)
    {
        var text = value.String();
        if (!GattUuid.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text, out var uuid) && value.IsString)
            value.Error("is no UUID: write 4 or 8 hex digits, or the long form with hyphens");
        return uuid;
    }

    private static IEnumerable<KeyValuePair<ushort, ImmutableArray<byte>>> Companies(JsonValueCursor? value, bool decimals)
    {
        foreach (var (company, bytes) in value?.Map((name, data) => (Company(name, data, decimals), WrittenBytes.Read(data))) ?? [])
            yield return new(company, bytes);
    }

    /// <param name="decimals">Four digits are a decimal number.</param>
    private static ushort Company(string name, JsonValueCursor value, bool decimals)
    {
        var hex = name.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var digits = hex ? name[2..] : name;
        if ((hex || !decimals) && digits.Length == 4 && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var company))
            return company;
        if (!hex && (decimals || digits.Length != 4) && ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out company))
            return company;
        value.Error(decimals ? "a company is a decimal number up to 65535, or 4 hex digits, e.g. 0x496E" : "a company is 4 hex digits, e.g. 0x496E");
        return 0;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Reads an advertisement as JSON: <c>{"name", "services": ["ffe0"], "manufacturerData": {"0x496E": "03 01"}}</c>, all of it optional.</summary>
public static class AdvertisementReader
{
    private const int LongestName = 248;

    public static FileReading<Advertisement> Read(string path) => JsonFileReader.Read(path, Build);

    /// <param name="file">The name that errors show.</param>
    public static FileReading<Advertisement> Parse(string file, string json) => JsonFileReader.Parse(file, json, Build);

    private static Advertisement Build(JsonObjectCursor root) => new(
        root.Optional("address")?.String(0, 64) ?? "",
        root.Optional("name")?.String(0, LongestName),
        root.Optional("rssi")?.Int(-127, 20))
    {
        Services = root.Optional("services")?.Array(Service, 0, 64) ?? [],
        ManufacturerData = Companies(root.Optional("manufacturerData")),
    };

    private static GattUuid Service(JsonValueCursor value)
    {
        if (!GattUuid.TryParse(value.String(), out var uuid) && value.IsString)
            value.Error("is no UUID: write 4 or 8 hex digits, or the long form with hyphens");
        return uuid;
    }

    private static ImmutableDictionary<ushort, ImmutableArray<byte>> Companies(JsonValueCursor? value)
    {
        var data = ImmutableDictionary.CreateBuilder<ushort, ImmutableArray<byte>>();
        foreach (var (company, bytes) in value?.Map(Company) ?? [])
            data[company] = bytes;
        return data.ToImmutable();
    }

    private static (ushort Company, ImmutableArray<byte> Bytes) Company(string name, JsonValueCursor value)
    {
        var digits = name.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
        if (digits.Length != 4 || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var company))
        {
            value.Error("a company is 4 hex digits, e.g. 0x496E");
            company = 0;
        }
        return (company, Bytes(value));
    }

    private static ImmutableArray<byte> Bytes(JsonValueCursor value)
    {
        var text = value.String();
        if (text.Length == 0 || Hex.TryParse(Spaced(text), out var bytes) is false)
        {
            if (text.Length > 0)
                value.Error("is not hex: write bytes as pairs of digits, e.g. '03 01'");
            return [];
        }
        return [.. bytes!];
    }

    // Other tools print bytes without spaces.
    private static string Spaced(string text) =>
        text.Contains(' ', StringComparison.Ordinal) ? text : string.Join(' ', text.Chunk(2).Select(pair => new string(pair)));
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>What bleak prints of an advertisement: <c>AdvertisementData(local_name='X', manufacturer_data={76: b'\x10'}, service_uuids=['…'], rssi=-60)</c>.</summary>
public static partial class BleakText
{
    private const string Bytes = @"b'(?:[^'\\]|\\.)*'|b""(?:[^""\\]|\\.)*""";
    private const string Text = @"'(?:[^'\\]|\\.)*'|""(?:[^""\\]|\\.)*""";

    public static bool IsOne(string text) => text.TrimStart().StartsWith("AdvertisementData(", StringComparison.Ordinal);

    /// <param name="file">The name that errors show.</param>
    public static FileReading<Advertisement> Parse(string file, string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success)
            return AdvertisementReader.Parse(file, new JsonObject { ["AdvertisementData"] = "not as bleak prints it" }.ToJsonString());
        var json = new JsonObject();
        foreach (Match part in Parts().Matches(match.Groups[1].Value))
            Add(json, part.Groups["name"].Value, part.Groups["value"].Value);
        return AdvertisementReader.Parse(file, json.ToJsonString());
    }

    private static void Add(JsonObject json, string name, string value) => json[name] = name switch
    {
        _ when value == "None" => null,
        "local_name" => value[1..^1].Replace("\\'", "'", StringComparison.Ordinal),
        "service_uuids" => new JsonArray([.. Quoted().Matches(value).Select(one => JsonValue.Create(one.Value[1..^1]))]),
        "manufacturer_data" or "service_data" => new JsonObject(Entries().Matches(value).Select(one => KeyValuePair.Create(one.Groups[1].Value.Trim('\''), (JsonNode?)one.Groups[2].Value)).DistinctBy(pair => pair.Key)),
        _ => int.TryParse(value, out var number) ? number : value,
    };

    [GeneratedRegex("""^AdvertisementData\((.*)\)$""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    // No text can be read in two ways: what is cut off would take for ever. (b'…' is a letter and a text.)
    [GeneratedRegex("\\b(?<name>\\w+)=(?<value>None|-?\\d+|\\[[^\\]]*\\]|\\((?:[^()]|\\([^()]*\\))*\\)|\\{(?:" + Text + "|[^{}'\"])*\\}|" + Text + ")", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex("'([^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("(\\d+|'[^']*'): (" + Bytes + ")", RegexOptions.CultureInvariant)]
    private static partial Regex Entries();
}

using System.Text.Json;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>A frame as a person writes it: <c>AA 01 {level} {sum8}</c>.</summary>
public static class ProfilesSkeletonFrame
{
    private const string Level = "level";

    private static readonly string[] Numbers = ["u8", "u16le", "u16be", "u24le", "u24be", "u32le", "u32be"];
    private static readonly string[] Checksums = ["sum8", "xor8"];

    /// <returns>What is wrong with it, or null.</returns>
    public static string? Problem(string text, bool carriesLevel)
    {
        var parts = Parts(text);
        if (parts.FirstOrDefault(part => !IsByte(part) && !IsLevel(part) && !IsChecksum(part)) is { } unknown)
            return $"'{unknown}' is neither a byte such as AA nor {{level}}, {{level:u16be}}, {{sum8}} or {{xor8}}";
        if (parts.Count(IsLevel) != (carriesLevel ? 1 : 0))
            return carriesLevel ? "says {level} exactly once" : "carries no {level}";
        return parts.Length == 0 ? "is empty" : null;
    }

    public static void Write(Utf8JsonWriter json, string text)
    {
        json.WriteStartArray("frame");
        var bytes = new List<string>();
        foreach (var part in Parts(text))
        {
            if (IsByte(part))
            {
                bytes.Add(part.ToUpperInvariant());
                continue;
            }
            Bytes(json, bytes);
            Structured(json, part);
        }
        Bytes(json, bytes);
        json.WriteEndArray();
    }

    private static void Bytes(Utf8JsonWriter json, List<string> bytes)
    {
        if (bytes.Count > 0)
            json.WriteStringValue(string.Join(' ', bytes));
        bytes.Clear();
    }

    private static void Structured(Utf8JsonWriter json, string part)
    {
        json.WriteStartObject();
        if (IsLevel(part))
        {
            json.WriteString("field", Level);
            json.WriteString("as", Inner(part).Length > Level.Length ? Inner(part)[(Level.Length + 1)..] : Numbers[0]);
        }
        else
            json.WriteString("checksum", Inner(part));
        json.WriteEndObject();
    }

    private static string[] Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsByte(string part) => part.Length == 2 && part.All(char.IsAsciiHexDigit);

    private static bool IsLevel(string part) => IsBraced(part) && (Inner(part) == Level || Numbers.Any(number => Inner(part) == $"{Level}:{number}"));

    private static bool IsChecksum(string part) => IsBraced(part) && Checksums.Contains(Inner(part));

    private static bool IsBraced(string part) => part.Length > 2 && part[0] == '{' && part[^1] == '}';

    private static string Inner(string part) => part[1..^1];
}

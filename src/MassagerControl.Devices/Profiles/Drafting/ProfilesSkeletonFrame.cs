using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Devices.Frames;

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

    /// <summary>The frame itself; a part that is none of those is left out.</summary>
    public static FrameTemplate Read(string text)
    {
        var parts = ImmutableArray.CreateBuilder<FramePart>();
        var bytes = ImmutableArray.CreateBuilder<byte>();
        foreach (var part in Parts(text))
            if (IsByte(part))
                bytes.Add(Convert.ToByte(part, 16));
            else
            {
                Bytes(parts, bytes);
                parts.Add(IsLevel(part) ? Field(part) : new ChecksumPart(ChecksumAlgorithm.All.First(sum => sum.Name == Inner(part)), 0, null));
            }
        Bytes(parts, bytes);
        return new(parts.ToImmutable());
    }

    private static void Bytes(ImmutableArray<FramePart>.Builder parts, ImmutableArray<byte>.Builder bytes)
    {
        if (bytes.Count > 0)
            parts.Add(new LiteralPart(bytes.ToImmutable()));
        bytes.Clear();
    }

    private static FieldPart Field(string part)
    {
        var word = Inner(part).Length > Level.Length ? Inner(part)[(Level.Length + 1)..] : Numbers[0];
        return new(Level, new(Convert.ToInt32(word[1..].TrimEnd('l', 'b', 'e'), CultureInfo.InvariantCulture) / 8, BigEndian: !word.EndsWith("le", StringComparison.Ordinal)));
    }

    private static string[] Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsByte(string part) => part.Length == 2 && part.All(char.IsAsciiHexDigit);

    private static bool IsLevel(string part) => IsBraced(part) && (Inner(part) == Level || Numbers.Any(number => Inner(part) == $"{Level}:{number}"));

    private static bool IsChecksum(string part) => IsBraced(part) && Checksums.Contains(Inner(part));

    private static bool IsBraced(string part) => part.Length > 2 && part[0] == '{' && part[^1] == '}';

    private static string Inner(string part) => part[1..^1];
}

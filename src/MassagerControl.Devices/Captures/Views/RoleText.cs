using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>A correction as a person writes it: <c>[PLACE/][BEGINS][*LENGTH]@AT[-LAST]=ROLE</c>, e.g. <c>0x0010/5A01*4@2=level</c> or <c>@7=checksum</c>.</summary>
public static class RoleText
{
    private const int MostBytes = 512;

    /// <summary>The words of the roles.</summary>
    public static ImmutableArray<string> Words { get; } = [.. Enum.GetNames<ByteRole>().Select(name => name.ToLowerInvariant())];

    /// <param name="problem">What is wrong; null where a correction is returned.</param>
    public static RoleCorrection? Read(string text, out Phrase? problem)
    {
        problem = $"'{Short(text)}' is no role of bytes: write e.g. 5A01@2=level, with one of {string.Join(", ", Words)}";
        if (text.Split('=') is not [var where, var word] || Array.IndexOf([.. Words], word.Trim().ToLowerInvariant()) is not (>= 0 and var role))
            return null;
        if (where.Split('@') is not [var which, var range] || Range(range.Trim()) is not (var at, var last))
            return null;
        if (Frames(which.Trim()) is not { } frames)
            return null;
        problem = null;
        return frames with { At = at, Length = last - at + 1, Role = Enum.GetValues<ByteRole>()[role] };
    }

    /// <summary>As <see cref="Read"/> reads it.</summary>
    public static string Line(RoleCorrection role)
    {
        var place = role.Place is { } handle ? $"0x{handle:X4}/" : "";
        var length = role.FrameLength is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"*{bytes}") : "";
        var last = role.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{role.At + role.Length - 1}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{place}{Convert.ToHexString(role.Begins.AsSpan())}{length}@{role.At}{last}={Words[(int)role.Role]}");
    }

    private static RoleCorrection? Frames(string text)
    {
        int? place = null;
        if (text.Split('/') is [var handle, var rest])
        {
            if (!handle.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || !ushort.TryParse(handle.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
                return null;
            (place, text) = (number, rest);
        }
        int? length = null;
        if (text.Split('*') is [var begins, var bytes])
        {
            if (Number(bytes) is not (>= 1 and var count))
                return null;
            (length, text) = (count, begins);
        }
        var hex = text.Replace(" ", "", StringComparison.Ordinal);
        return hex.Length % 2 == 0 && hex.Length <= 2 * MostBytes && hex.All(char.IsAsciiHexDigit)
            ? new([.. Convert.FromHexString(hex)], 0, 1, ByteRole.Unknown) { Place = place, FrameLength = length }
            : null;
    }

    private static (int At, int Last)? Range(string text) => text.Split('-') switch
    {
        [var one] when Number(one) is { } at => (at, at),
        [var first, var last] when Number(first) is { } at && Number(last) is { } end && end >= at => (at, end),
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MostBytes ? number : null;

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}

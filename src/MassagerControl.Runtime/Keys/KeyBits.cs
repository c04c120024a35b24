using System.Collections.Immutable;
using System.Globalization;

namespace MassagerControl.Runtime.Keys;

/// <summary>Which keys a device has, or which are down: a bit for each, as the kernel says it.</summary>
internal static class KeyBits
{
    /// <summary>The highest number of a key (<c>KEY_MAX</c>).</summary>
    public const int Last = 0x2ff;

    /// <summary>What all keys take.</summary>
    public const int Bytes = (Last + 1) / 8;

    private const int BitsOfWord = 64;

    /// <param name="bits">As an ioctl fills it: the lowest bit of the first byte is key 0. Of a 64-bit kernel words and bytes are in the same order on every system that is built for.</param>
    public static ImmutableArray<int> Of(ReadOnlySpan<byte> bits)
    {
        var keys = ImmutableArray.CreateBuilder<int>();
        for (var key = 1; key <= Last && key / 8 < bits.Length; key++)
            if ((bits[key / 8] >> (key % 8) & 1) != 0)
                keys.Add(key);
        return keys.DrainToImmutable();
    }

    /// <param name="capabilities">As <c>/sys/class/input/…/capabilities/key</c> has it: words in hex, the highest first.</param>
    /// <returns>None where it is nothing of the kind.</returns>
    public static ImmutableArray<int> Of(string capabilities)
    {
        var keys = ImmutableArray.CreateBuilder<int>();
        var words = capabilities.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Reverse();
        foreach (var (index, text) in words.Index())
        {
            if (!ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word))
                return [];
            for (var bit = 0; bit < BitsOfWord; bit++)
                if ((word >> bit & 1) != 0 && index * BitsOfWord + bit is > 0 and <= Last and var key)
                    keys.Add(key);
        }
        return keys.DrainToImmutable();
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Where the number of a level stands and how it is written.</summary>
/// <param name="Number">Null for ASCII digits.</param>
/// <param name="Copies">Other bytes that always equal it.</param>
/// <param name="Digits">How many digits; null where it changes.</param>
internal sealed record LevelReading(int At, NumberFormat? Number, ImmutableArray<int> Copies, int? Digits = null)
{
    public int WidthIn(ImmutableArray<byte> frame)
    {
        if (Number is { } number)
            return number.Width;
        var end = At;
        while (end < frame.Length && char.IsAsciiDigit((char)frame[end]))
            end++;
        return end - At;
    }

    public long Of(ImmutableArray<byte> frame) =>
        Number is { } number ? number.Read(frame.AsSpan().Slice(At, number.Width))
        : long.Parse(Encoding.ASCII.GetString(frame.AsSpan().Slice(At, Math.Min(18, WidthIn(frame)))), CultureInfo.InvariantCulture);

    /// <returns>The frame with another number; null where it has no room.</returns>
    public byte[]? Write(ImmutableArray<byte> frame, long value)
    {
        if (value < 0)
            return null;
        if (Number is { } number)
        {
            if (value > number.Highest)
                return null;
            var bytes = frame.ToArray();
            number.Write(value, bytes.AsSpan().Slice(At, number.Width));
            foreach (var copy in Copies)
                bytes[copy] = bytes[At];
            return bytes;
        }
        var text = value.ToString(Digits is { } digits ? $"D{digits}" : "D", CultureInfo.InvariantCulture);
        if (Digits is { } count && text.Length != count)
            return null;
        return [.. frame[..At], .. Encoding.ASCII.GetBytes(text), .. frame[(At + WidthIn(frame))..]];
    }
}

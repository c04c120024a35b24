using System.Globalization;
using System.Text;

namespace MassagerControl.Devices.Frames;

/// <summary>A number with a name, written in ASCII digits.</summary>
/// <param name="Count">Exactly so many, with zeros in front; null for as many as it takes, 1–10.</param>
internal sealed record DigitsPart(string Name, int? Count, FieldMeaning Meaning) : FramePart
{
    /// <summary>Enough for every number of 4 bytes.</summary>
    public const int MostDigits = 10;

    internal override int Size => Count ?? 1;

    internal override int Most => Count ?? MostDigits;

    internal override IEnumerable<FrameField> Carries => [new(Name, Meaning.HighestValue(HighestRaw))];

    private long HighestRaw
    {
        get
        {
            var highest = 0L;
            for (var i = 0; i < Most; i++)
                highest = highest * 10 + 9;
            return highest;
        }
    }

    internal override void Write(FrameWriter frame)
    {
        var raw = frame.RawOf(Name, Meaning);
        ArgumentOutOfRangeException.ThrowIfNegative(raw);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(raw, HighestRaw);
        frame.Add(Encoding.ASCII.GetBytes(raw.ToString(CultureInfo.InvariantCulture).PadLeft(Size, '0')));
    }

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var digits = frame.Take(Count ?? Math.Min(MostDigits, Leading(frame.Rest)));
        if (frame.Problem is not null)
            return;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            frame.Fail($"has no number at byte {at}");
        else
            frame.Found(Name, Meaning.Value(long.Parse(digits, CultureInfo.InvariantCulture)));
    }

    private static int Leading(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? bytes.Length : count;
    }
}

namespace MassagerControl.Devices.Frames;

/// <summary>A frame between END bytes, with END and ESC escaped inside (RFC 1055).</summary>
/// <param name="Begin">It begins with END too; it is read either way.</param>
internal sealed record SlipPart(FrameTemplate Inner, bool Begin) : FramePart
{
    private const byte EndByte = 0xC0;
    private const byte Escape = 0xDB;
    private const byte EscapedEnd = 0xDC;
    private const byte EscapedEscape = 0xDD;

    internal override int Size => Inner.Size + (Begin ? 2 : 1);

    internal override int Most => 2 * Inner.Most + (Begin ? 2 : 1);

    internal override IEnumerable<FrameField> Carries => Inner.Parts.SelectMany(part => part.Carries);

    internal override IEnumerable<FrameCounter> Counters => Inner.Counters;

    internal override void Write(FrameWriter frame)
    {
        if (Begin)
            frame.Add([EndByte]);
        foreach (var value in Inner.Encode(frame.Values))
            frame.Add(value switch
            {
                EndByte => [Escape, EscapedEnd],
                Escape => [Escape, EscapedEscape],
                _ => [value],
            });
        frame.Add([EndByte]);
    }

    internal override void Read(ref FrameReader frame)
    {
        var bytes = frame.TakeRest();
        if (bytes.StartsWith([EndByte]) && bytes.Length > 1)
            bytes = bytes[1..];
        if (!bytes.EndsWith([EndByte]))
        {
            frame.Fail("does not end with C0");
            return;
        }
        if (Unescape(bytes[..^1]) is { } inner)
            frame.Inside(Inner, inner);
        else
            frame.Fail("has a wrong escape or C0 inside");
    }

    private static byte[]? Unescape(ReadOnlySpan<byte> bytes)
    {
        var inner = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            var escaped = bytes[i] == Escape;
            if (bytes[i] == EndByte || (escaped && ++i == bytes.Length))
                return null;
            if (!escaped)
                inner.Add(bytes[i]);
            else if (bytes[i] is EscapedEnd or EscapedEscape)
                inner.Add(bytes[i] == EscapedEnd ? EndByte : Escape);
            else
                return null;
        }
        return [.. inner];
    }
}

namespace MassagerControl.Devices.Frames;

/// <summary>Puts fragments together to frames. What makes no sense is skipped up to the next header or terminator.</summary>
/// <remarks>Holds at most one longest frame and one piece. For one thread at a time.</remarks>
internal sealed class StreamCutter(StreamFormat format)
{
    private const int Incomplete = 0;
    private const int Nonsense = -1;

    private readonly List<byte> _held = [];

    /// <summary>Is this a frame? When it says no, the next one is looked for inside of it.</summary>
    public delegate bool Taker(ReadOnlySpan<byte> frame);

    public void Add(ReadOnlySpan<byte> piece, Taker take)
    {
        while (!piece.IsEmpty)
        {
            var part = piece[..Math.Min(piece.Length, format.Most)];
            piece = piece[part.Length..];
            _held.AddRange(part);
            while (Cut(take))
            {
                // One frame or one piece of nonsense less.
            }
        }
    }

    /// <returns>False when more bytes are needed.</returns>
    private bool Cut(Taker take)
    {
        Skip(BeforeFrame());
        if (_held.Count == 0)
            return false;
        var length = FrameLength();
        if (length == Incomplete && _held.Count < format.Most)
            return false;
        if (length <= Incomplete)
        {
            Skip(1);
            return true;
        }
        var frame = Held[..length].ToArray();
        Skip(length);
        // Inside of what is no frame, another one may begin; without a header nobody could tell where.
        if (!take(frame) && !format.Header.IsEmpty)
            _held.InsertRange(0, frame[1..]);
        return true;
    }

    private ReadOnlySpan<byte> Held => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_held);

    /// <summary>Bytes in front of the next header, or of what may become one.</summary>
    private int BeforeFrame()
    {
        var header = format.Json ? "{"u8 : format.Header.AsSpan();
        if (header.IsEmpty)
            return 0;
        var at = Held.IndexOf(header);
        if (at >= 0)
            return at;
        for (var begun = Math.Min(header.Length - 1, _held.Count); begun > 0; begun--)
            if (Held.EndsWith(header[..begun]))
                return _held.Count - begun;
        return _held.Count;
    }

    private int FrameLength()
    {
        var length = format switch
        {
            { Json: true } => JsonLength(),
            { Length: { } said } => SaidLength(said),
            _ => TerminatedLength(),
        };
        return length > format.Most ? Nonsense : length;
    }

    private int SaidLength(StreamLength said)
    {
        if (_held.Count < said.At + said.Number.Width)
            return Incomplete;
        var length = said.Number.Read(Held.Slice(said.At, said.Number.Width)) + said.Plus;
        if (length > format.Most || length < said.At + said.Number.Width)
            return Nonsense;
        if (_held.Count < length)
            return Incomplete;
        return Held[..(int)length].EndsWith(format.Terminator.AsSpan()) ? (int)length : Nonsense;
    }

    private int TerminatedLength()
    {
        var at = Held[Math.Min(format.Header.Length, _held.Count)..].IndexOf(format.Terminator.AsSpan());
        return at < 0 ? Incomplete : format.Header.Length + at + format.Terminator.Length;
    }

    /// <summary>Up to the brace that closes the first one; braces in texts do not count.</summary>
    private int JsonLength()
    {
        var (depth, inText) = (0, false);
        for (var i = 0; i < _held.Count; i++)
        {
            var value = _held[i];
            if (inText && value == '\\')
                i++;
            else if (value == '"')
                inText = !inText;
            else if (!inText && value is (byte)'{' or (byte)'}')
                depth += value == '{' ? 1 : -1;
            if (depth == 0)
                return i + 1;
        }
        return Incomplete;
    }

    private void Skip(int count) => _held.RemoveRange(0, count);
}

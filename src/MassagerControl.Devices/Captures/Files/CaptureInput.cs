using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>The bytes of a capture file, one after the other, through one buffer that never grows above the longest record allowed.</summary>
/// <remarks>Whatever was handed out is valid until the next call.</remarks>
/// <param name="most">So many bytes are read at most; a packed file can hold any number.</param>
internal sealed class CaptureInput(Stream stream, long most = long.MaxValue) : IDisposable
{
    /// <summary>A record says that it is longer: then it is no record. Bytes.</summary>
    public const int LongestRecord = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Of the next byte, from the beginning of the (unpacked) file.</summary>
    public long Offset { get; private set; }

    /// <summary>Why reading ended before the file did; null where it did not.</summary>
    public CaptureFault? Broken { get; private set; }

    /// <param name="count">At most twice the longest record.</param>
    /// <returns>How many of so many bytes are there.</returns>
    public int Have(int count)
    {
        if (_end - _start < count && !_atEnd)
            Fill(count);
        return Math.Min(count, _end - _start);
    }

    /// <summary>Looks at bytes that <see cref="Have"/> said are there.</summary>
    public ReadOnlySpan<byte> Peek(int count) => _buffer.AsSpan(_start, count);

    /// <summary>Takes bytes that <see cref="Have"/> said are there.</summary>
    public Memory<byte> Take(int count)
    {
        var taken = _buffer.AsMemory(_start, count);
        _start += count;
        Offset += count;
        return taken;
    }

    /// <returns>How many of them were there.</returns>
    public long Skip(long count)
    {
        var left = count;
        while (left > 0 && Have(1) == 1)
            left -= Take((int)Math.Min(left, _end - _start)).Length;
        return count - left;
    }

    public void Dispose() => stream.Dispose();

    private void Fill(int count)
    {
        Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(count, 2 * _buffer.Length));
        while (_end < count && !_atEnd)
        {
            var read = ReadSome();
            _end += read;
            _atEnd = read == 0;
        }
    }

    private int ReadSome()
    {
        if (Offset + _end - _start >= most)
        {
            Broken = new(Offset + _end - _start, Phrase.Of($"it holds more than {most} bytes; the rest was not read"));
            return 0;
        }
        try
        {
            return stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            Broken = new(Offset + _end - _start, Phrase.Of($"it cannot be read further: {Phrase.Verbatim(e.Message)}"));
            return 0;
        }
    }
}

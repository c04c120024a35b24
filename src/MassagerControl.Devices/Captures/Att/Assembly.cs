using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Puts the fragments of one direction of a link together to packets of L2CAP (Bluetooth Core, vol. 3 part A, 7.2.1).</summary>
internal sealed class Assembly
{
    /// <summary>Its length and its channel.</summary>
    public const int HeaderLength = 4;

    private byte[] _bytes = [];
    private int _length;
    private int _whole;

    /// <summary>A packet has begun and is not complete.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How many bytes are missing; unknown, and the most there can be, while not even its header is complete.</summary>
    public int Missing => _length < HeaderLength ? HeaderLength + ushort.MaxValue : _whole - _length;

    /// <returns>The whole packet where the first fragment is one; empty when more must come.</returns>
    public ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> fragment)
    {
        IsOpen = false;
        if (fragment.Length >= HeaderLength && fragment.Length == WholeLength(fragment))
            return fragment;
        (_length, _whole) = (0, 0);
        return GoOn(fragment);
    }

    /// <returns>The whole packet; empty when more must come.</returns>
    public ReadOnlySpan<byte> GoOn(ReadOnlySpan<byte> fragment)
    {
        if (_bytes.Length < _length + fragment.Length)
            Array.Resize(ref _bytes, Math.Max(256, 2 * (_length + fragment.Length)));
        fragment.CopyTo(_bytes.AsSpan(_length));
        _length += fragment.Length;
        if (_length >= HeaderLength)
            _whole = WholeLength(_bytes);
        IsOpen = _length < HeaderLength || _length < _whole;
        // What is too long is the reader's to judge: it sees more bytes than the header says.
        return IsOpen ? [] : _bytes.AsSpan(0, _length);
    }

    public void GiveUp() => IsOpen = false;

    private static int WholeLength(ReadOnlySpan<byte> packet) => HeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(packet);
}

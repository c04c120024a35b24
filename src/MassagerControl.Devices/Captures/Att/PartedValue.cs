namespace MassagerControl.Devices.Captures.Att;

/// <summary>A long value that is read part by part.</summary>
internal sealed class PartedValue
{
    // What an attribute can hold (Bluetooth Core, vol. 3 part F, 3.2.9).
    private const int Longest = 512;

    private readonly byte[] _bytes = new byte[Longest];
    private int _length = -1;
    private ushort _handle;

    /// <returns>The value as far as it was read.</returns>
    public ReadOnlySpan<byte> Begin(ushort handle, ReadOnlySpan<byte> part)
    {
        (_handle, _length) = (handle, part.Length <= Longest ? part.Length : -1);
        if (_length >= 0)
            part.CopyTo(_bytes);
        return part;
    }

    public bool GoesOnWith(ushort handle, ushort offset) => handle == _handle && offset == _length;

    /// <returns>The value as far as it was read.</returns>
    public ReadOnlySpan<byte> GoOn(ReadOnlySpan<byte> part)
    {
        part = part[..Math.Min(part.Length, Longest - _length)];
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
        return _bytes.AsSpan(0, _length);
    }
}

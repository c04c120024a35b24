namespace MassagerControl.Devices.Frames;

/// <summary>A cyclic redundancy check of 8 or 16 bits, by the words of the CRC catalogue: polynomial, first value, reflected or not, and what it is combined with at the end.</summary>
internal sealed class CyclicCheck
{
    private readonly uint[] _table = new uint[256];
    private readonly int _bits;
    private readonly bool _reflected;
    private readonly uint _first;
    private readonly uint _last;

    private CyclicCheck(int bits, uint polynomial, bool reflected, uint first, uint last)
    {
        (_bits, _reflected, _first, _last) = (bits, reflected, first, last);
        for (var value = 0u; value < 256; value++)
            _table[value] = reflected ? DividedFromLow(value, Mirrored(polynomial, bits)) : DividedFromHigh(value << (bits - 8), polynomial);
    }

    private uint Mask => (1u << _bits) - 1;

    public static CyclicCheck Straight(int bits, uint polynomial, uint first, uint last) => new(bits, polynomial, false, first, last);

    /// <param name="polynomial">As the catalogue writes it, not mirrored.</param>
    public static CyclicCheck Reflected(int bits, uint polynomial, uint first, uint last) => new(bits, polynomial, true, first, last);

    public uint Of(ReadOnlySpan<byte> covered)
    {
        var crc = _first;
        foreach (var value in covered)
            crc = _reflected ? (crc >> 8) ^ _table[(crc ^ value) & 0xFF] : ((crc << 8) & Mask) ^ _table[((crc >> (_bits - 8)) ^ value) & 0xFF];
        return crc ^ _last;
    }

    private static uint DividedFromLow(uint crc, uint polynomial)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
        return crc;
    }

    private static uint Mirrored(uint value, int bits)
    {
        var mirrored = 0u;
        for (var bit = 0; bit < bits; bit++)
            mirrored |= ((value >> bit) & 1) << (bits - 1 - bit);
        return mirrored;
    }

    private uint DividedFromHigh(uint crc, uint polynomial)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = ((crc >> (_bits - 1)) & 1) != 0 ? ((crc << 1) ^ polynomial) & Mask : (crc << 1) & Mask;
        return crc;
    }
}

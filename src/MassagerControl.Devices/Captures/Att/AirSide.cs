namespace MassagerControl.Devices.Captures.Att;

/// <summary>What one side of a link on the air said last.</summary>
internal sealed class AirSide
{
    private const int SequenceAndKind = 0x0B;

    // A packet that nobody acknowledged is sent again at the next meeting; two meetings are at most 4 s apart (Bluetooth Core, vol. 6 part B, 4.5.1).
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    private readonly byte[] _payload = new byte[byte.MaxValue];
    private int _length = -1;
    private int _header;
    private TimeSpan _at;

    /// <summary>It says the same with the same number, and nothing else was said meanwhile.</summary>
    /// <param name="isKnown">The file says who speaks. If not, empty packets are nobody's.</param>
    public bool IsRepeated(byte header, ReadOnlySpan<byte> payload, Moment when, bool isKnown)
    {
        if (!isKnown && payload.IsEmpty)
            return false;
        var number = header & SequenceAndKind;
        var repeated = _length == payload.Length && number == _header && when.At - _at <= Soon && payload.SequenceEqual(_payload.AsSpan(0, _length));
        (_length, _header, _at) = (payload.Length, number, when.At);
        payload.CopyTo(_payload);
        return repeated;
    }
}

namespace MassagerControl.Devices.Captures.Files;

/// <summary>The options at the end of a block of pcapng, as far as they are whole.</summary>
internal ref struct PcapngOptions(ReadOnlySpan<byte> bytes, ByteOrder order)
{
    public const int Flags = 2;
    public const int TimeResolution = 9;
    public const int TimeShift = 14;

    private ReadOnlySpan<byte> _rest = bytes;

    public PcapngOption Current { get; private set; }

    public readonly PcapngOptions GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < 4 || order.UInt16(_rest) is not (not 0 and var code) || order.UInt16(_rest[2..]) is var length && length > _rest.Length - 4)
            return false;
        Current = new(code, _rest.Slice(4, length));
        _rest = _rest[Math.Min(_rest.Length, 4 + length + (-length & 3))..];
        return true;
    }

    /// <returns>What the flags of a packet say about its direction; null where there are none.</returns>
    public static bool? FromHost(ReadOnlySpan<byte> options, ByteOrder order)
    {
        foreach (var option in new PcapngOptions(options, order))
        {
            if (option is { Code: Flags, Value.Length: >= 4 })
                return (order.UInt32(option.Value) & 3) switch { 1 => false, 2 => true, _ => null };
        }
        return null;
    }
}

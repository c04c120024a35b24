namespace MassagerControl.Devices.Captures.Files;

/// <summary>An option of a block of pcapng.</summary>
internal readonly ref struct PcapngOption(int code, ReadOnlySpan<byte> value)
{
    public int Code { get; } = code;

    public ReadOnlySpan<byte> Value { get; } = value;
}

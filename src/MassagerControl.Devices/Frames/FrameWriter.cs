namespace MassagerControl.Devices.Frames;

/// <summary>A frame while it is being made. Lengths and checksums are filled in at the end, because they may stand before what they cover.</summary>
/// <param name="size">How many bytes it has at least.</param>
internal sealed class FrameWriter(FieldValues values, int size)
{
    private readonly List<byte> _bytes = new(size);
    private List<(int At, LengthPart Part)>? _lengths;
    private List<(int At, ChecksumPart Part)>? _checksums;

    public FieldValues Values => values;

    public int Length => _bytes.Count;

    public void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <returns>The device's number for a field's value.</returns>
    public long RawOf(string name, FieldMeaning meaning) =>
        meaning.Raw(values[name]) ?? throw new ArgumentException($"The frame needs a value for '{name}'.", nameof(name));

    public void AddLength(LengthPart part)
    {
        (_lengths ??= []).Add((_bytes.Count, part));
        Add(stackalloc byte[part.Size]);
    }

    public void AddChecksum(ChecksumPart part)
    {
        (_checksums ??= []).Add((_bytes.Count, part));
        Add(stackalloc byte[part.Algorithm.Width]);
    }

    public byte[] ToArray()
    {
        byte[] frame = [.. _bytes];
        foreach (var (at, part) in _lengths ?? [])
            part.Fill(frame, at);
        foreach (var (at, part) in _checksums ?? [])
            part.Compute(frame, at).CopyTo(frame.AsSpan(at));
        return frame;
    }
}

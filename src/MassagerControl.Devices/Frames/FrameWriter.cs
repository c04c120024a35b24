namespace MassagerControl.Devices.Frames;

/// <summary>A frame while it is being made. Checksums are filled in at the end, because they may stand before what they cover.</summary>
internal sealed class FrameWriter(FieldValues values)
{
    private readonly List<byte> _bytes = [];
    private readonly List<(int At, ChecksumPart Part)> _checksums = [];

    public void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public void AddField(FieldPart part)
    {
        var value = values[part.Name] ?? throw new ArgumentException($"The frame needs a value for '{part.Name}'.", nameof(part));
        Span<byte> bytes = stackalloc byte[part.Number.Width];
        part.Number.Write(value, bytes);
        Add(bytes);
    }

    public void AddChecksum(ChecksumPart part)
    {
        _checksums.Add((_bytes.Count, part));
        Add(stackalloc byte[part.Algorithm.Width]);
    }

    public byte[] ToArray()
    {
        byte[] frame = [.. _bytes];
        foreach (var (at, part) in _checksums)
            part.Compute(frame, at).CopyTo(frame.AsSpan(at));
        return frame;
    }
}

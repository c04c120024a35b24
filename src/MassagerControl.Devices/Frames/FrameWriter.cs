namespace MassagerControl.Devices.Frames;

/// <summary>A frame while it is being made.</summary>
/// <param name="values">The numbers that it carries.</param>
/// <param name="expected">Bytes that it is likely to have.</param>
internal sealed class FrameWriter(FieldValues values, int expected)
{
    private byte[] _bytes = new byte[expected];

    public FieldValues Values => values;

    public int Length { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var at = Length;
        Leave(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(at));
    }

    /// <summary>Leaves room for what is known when all the rest is there.</summary>
    public void Leave(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length + count);
        Length += count;
    }

    /// <returns>The device's number for a field's value.</returns>
    public long RawOf(string name, FieldMeaning meaning) =>
        meaning.Raw(values[name]) ?? throw new ArgumentException($"The frame needs a value for '{name}'.", nameof(name));

    public byte[] ToArray() => Length == _bytes.Length ? _bytes : _bytes[..Length];
}

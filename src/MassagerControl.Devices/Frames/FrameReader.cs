using MassagerControl.Core;

namespace MassagerControl.Devices.Frames;

/// <summary>A frame while it is being read: where the reader stands, what it found, and the first thing that was wrong.</summary>
internal ref struct FrameReader(ReadOnlySpan<byte> frame)
{
    private readonly ReadOnlySpan<byte> _frame = frame;
    private int _position;

    public FieldValues Values { get; private set; } = FieldValues.None;

    public string? Problem { get; private set; }

    /// <summary>A wrong checksum is noted as <see cref="Wrong"/> and the frame is read on.</summary>
    public bool Forgives { get; init; }

    /// <summary>The first checksum that was wrong; only where it <see cref="Forgives"/>.</summary>
    public WrongChecksum? Wrong { get; private set; }

    public readonly bool AtEnd => _position == _frame.Length;

    public readonly int Position => _position;

    /// <summary>Length of the whole frame.</summary>
    public readonly int Length => _frame.Length;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _frame[_position..];

    public void Fail(string problem) => Problem ??= problem;

    /// <returns>Empty when the frame is too short, which is then the problem.</returns>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_frame.Length - _position < count)
        {
            Fail($"ends after {Phrase.Count(_frame.Length, "byte")}");
            return [];
        }
        var bytes = _frame.Slice(_position, count);
        _position += count;
        return bytes;
    }

    public ReadOnlySpan<byte> TakeRest() => Take(_frame.Length - _position);

    /// <param name="value">Null when the device does not know it.</param>
    public void Found(string name, long? value)
    {
        if (value is { } known)
            Values = Values.With(name, known);
    }

    /// <summary>A frame within this one.</summary>
    public void Inside(FrameTemplate template, ReadOnlySpan<byte> bytes)
    {
        var sight = template.Look(bytes, Forgives);
        if (sight.Problem is { } problem)
            Fail($"inside: {problem}");
        else
            (Values, Wrong) = (Values.With(sight.Values), Wrong ?? sight.Wrong);
    }

    public void TakeChecksum(ChecksumPart part)
    {
        var at = _position;
        var found = Take(part.Algorithm.Width);
        if (Problem is not null)
            return;
        if (!part.Covers(_frame.Length, at))
            Fail($"ends after {Phrase.Count(_frame.Length, "byte")}, before what its checksum covers");
        else
            Judge(at, found, part.Compute(_frame, at));
    }

    private void Judge(int at, ReadOnlySpan<byte> found, ReadOnlySpan<byte> expected)
    {
        if (found.SequenceEqual(expected))
            return;
        if (Forgives)
            Wrong ??= new(at, [.. found], [.. expected]);
        else
            Fail($"byte {at} is {Hex.Format(found)}, the checksum is {Hex.Format(expected)}");
    }
}

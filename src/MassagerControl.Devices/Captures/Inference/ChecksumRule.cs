using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>One way in which a checksum may be computed, whatever the length of the frame.</summary>
/// <param name="At">Where it stands; negative counts from the end.</param>
/// <param name="To">The last byte covered, negative counts from the end; null is the byte before it.</param>
/// <param name="Plus">Added to the sum.</param>
/// <param name="With">Combined with the sum by exclusive or: no profile can say it, so it only hinders.</param>
internal readonly record struct ChecksumRule(ChecksumAlgorithm Algorithm, int At, int From, int? To, int Plus, uint With)
{
    public bool IsPlain => Plus == 0 && With == 0;

    public int Place(int length) => At < 0 ? length + At : At;

    public ChecksumPart Part => new(Algorithm, From, To) { Plus = Plus };

    public bool Fits(ReadOnlySpan<byte> frame)
    {
        var at = Place(frame.Length);
        if (at < 0 || at + Algorithm.Width > frame.Length)
            return false;
        var (from, to) = Range(frame.Length);
        return from >= 0 && to >= from && to < frame.Length && (to < at || from >= at + Algorithm.Width)
            && (Algorithm.Value(frame[from..(to + 1)], Plus) ^ With) == Algorithm.Read(frame[at..]);
    }

    /// <summary>Writes the checksum where it belongs.</summary>
    public void Complete(Span<byte> frame)
    {
        var (from, to) = Range(frame.Length);
        Algorithm.Write(Algorithm.Value(frame[from..(to + 1)], Plus) ^ With, frame[Place(frame.Length)..]);
    }

    public (int From, int To) Range(int length) => (From, To is not { } to ? Place(length) - 1 : to < 0 ? length + to : to);

    public bool Fits(ImmutableArray<byte> frame) => Fits(frame.AsSpan());
}

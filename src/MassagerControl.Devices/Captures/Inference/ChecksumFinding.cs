using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Where the checksum of a shape stands, and all that it can be.</summary>
/// <param name="Rules">All of this place, the plainest first.</param>
/// <param name="Doubts">Other readings of the same frames: at another place, or such as no profile can say.</param>
internal sealed record ChecksumFinding(int At, int Width, ImmutableArray<ChecksumRule> Rules, ImmutableArray<ChecksumRule> Doubts)
{
    /// <summary>More candidates than these are the same for all that anybody can tell.</summary>
    private const int MostShown = 96;

    public ChecksumClass Class => new([.. Rules.Take(MostShown).Select(rule => rule.Part)]);

    /// <summary>The frame with its checksum, by the plainest candidate.</summary>
    public byte[] Complete(ReadOnlySpan<byte> frame)
    {
        var complete = frame.ToArray();
        Rules[0].Complete(complete);
        return complete;
    }

    /// <summary>Would every reading give the same bytes?</summary>
    public bool Agrees(byte[] frame)
    {
        var first = Complete(frame);
        return Rules.All(rule => rule.Fits(first)) && Doubts.All(rule => rule.Fits(first));
    }
}

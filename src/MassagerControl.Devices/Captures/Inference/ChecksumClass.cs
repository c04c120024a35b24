using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>All checksums that fit every frame that was seen.</summary>
/// <param name="Candidates">At least one, the plainest first.</param>
public sealed record ChecksumClass(ImmutableArray<ChecksumPart> Candidates)
{
    /// <summary>Bytes.</summary>
    public int Width => Candidates[0].Algorithm.Width;
}

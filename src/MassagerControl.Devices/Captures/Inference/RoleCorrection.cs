using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a person says that some bytes are, whatever the inference thinks.</summary>
/// <param name="Begins">The first bytes of the frames that are meant; empty for all of the place.</param>
/// <param name="At">The first byte of the part, from 0.</param>
/// <param name="Length">How many bytes.</param>
public sealed record RoleCorrection(ImmutableArray<byte> Begins, int At, int Length, ByteRole Role)
{
    /// <summary>The handle whose frames are meant; null for every place.</summary>
    public int? Place { get; init; }

    /// <summary>Only frames of so many bytes; null for every length.</summary>
    public int? FrameLength { get; init; }
}

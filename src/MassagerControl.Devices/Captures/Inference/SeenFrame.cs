using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>One frame of a capture.</summary>
/// <param name="At">Since the capture began.</param>
/// <param name="Place">The handle of the characteristic.</param>
/// <param name="Link">Which link of the capture: counters begin anew with each.</param>
public sealed record SeenFrame(TimeSpan At, int Place, int Link, SeenKind Kind, ImmutableArray<byte> Bytes)
{
    /// <summary>The same bytes at the same place.</summary>
    internal bool IsAs(SeenFrame other) => Place == other.Place && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());
}

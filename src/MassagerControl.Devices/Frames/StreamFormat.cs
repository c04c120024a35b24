using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>How frames are cut out of notifications that need not begin or end where a frame does.</summary>
/// <param name="Header">What every frame begins with; may be empty.</param>
/// <param name="Terminator">What every frame ends with; may be empty.</param>
/// <param name="Length">Where a frame says how long it is; null when it does not.</param>
/// <param name="Most">Bytes that a frame has at most; what is longer is no frame.</param>
internal sealed record StreamFormat(ImmutableArray<byte> Header, ImmutableArray<byte> Terminator, StreamLength? Length, int Most)
{
    public const int MostBytes = 4096;

    /// <summary>A frame is a JSON object.</summary>
    public bool Json { get; init; }
}

/// <param name="At">The byte where the number stands.</param>
/// <param name="Plus">Added to the number it gives the bytes of the whole frame.</param>
internal sealed record StreamLength(int At, NumberFormat Number, int Plus);

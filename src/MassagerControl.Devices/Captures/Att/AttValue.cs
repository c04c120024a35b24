using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>A value that crossed a link.</summary>
/// <param name="Packet">The number of the packet that completed it.</param>
/// <param name="At">Since the first packet of the file.</param>
/// <param name="Link">Which link of the capture, from 0.</param>
public sealed record AttValue(long Packet, TimeSpan At, int Link, AttKind Kind, ushort Handle, ImmutableArray<byte> Bytes)
{
    /// <summary>The device acknowledged it; null where it need not, or the answer is not in the capture.</summary>
    public bool? Acknowledged { get; init; }
}

namespace MassagerControl.CaptureEquality;

/// <summary>A packet of the attribute protocol, as one of the two programs reads it.</summary>
/// <param name="Hex">From its opcode on.</param>
/// <param name="Uuid">Of its handle, where it is said: 32 hex digits in readable order; null where it is not.</param>
internal sealed record SaidPacket(long Frame, string Hex, string? Uuid)
{
    /// <summary>Of the same handle at the other side of the link; null where it is not said.</summary>
    public string? UuidOfOtherSide { get; init; }
}

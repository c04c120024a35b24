using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>How far some bytes are a frame.</summary>
/// <param name="Values">What was read before anything was wrong.</param>
/// <param name="Problem">Null where they are one.</param>
/// <param name="Wrong">A checksum that is wrong, where that was to be forgiven.</param>
/// <param name="Parts">How many parts of the frame fit.</param>
internal readonly record struct FrameSight(FieldValues Values, string? Problem, WrongChecksum? Wrong, int Parts);

/// <summary>A checksum that does not fit the bytes that it covers.</summary>
/// <param name="At">Its first byte, from 0; within the inner frame where there is one.</param>
public sealed record WrongChecksum(int At, ImmutableArray<byte> Found, ImmutableArray<byte> Expected);

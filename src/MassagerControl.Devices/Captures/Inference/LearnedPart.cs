using System.Collections.Immutable;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What some bytes of a group of frames are.</summary>
/// <param name="At">The first of them, from 0.</param>
/// <param name="Length">How many.</param>
public abstract record LearnedPart(int At, int Length);

/// <summary>The same in every frame of the group.</summary>
public sealed record ConstantBytes(int At, ImmutableArray<byte> Bytes) : LearnedPart(At, Bytes.Length);

/// <summary>A number with a meaning: <c>level</c>, <c>running</c>, <c>battery</c>.</summary>
/// <param name="Evidence">How many distinct frames with marks agree, and that none disagrees.</param>
public sealed record NamedNumber(int At, NumberFormat Number, string Name, int Evidence) : LearnedPart(At, Number.Width);

/// <summary>A number with a meaning in ASCII digits.</summary>
/// <param name="Digits">Exactly so many; null where their number changes.</param>
public sealed record NamedDigits(int At, int Length, string Name, int? Digits, int Evidence) : LearnedPart(At, Length);

/// <summary>Counts the frames of a link.</summary>
public sealed record CountingNumber(int At, NumberFormat Number, long First, long Last) : LearnedPart(At, Number.Width);

/// <summary>How many bytes follow, or the frame has.</summary>
/// <param name="From">As in a profile: the first byte counted.</param>
/// <param name="To">The last byte counted; negative counts from the end.</param>
public sealed record LengthNumber(int At, NumberFormat Number, int From, int To) : LearnedPart(At, Number.Width);

/// <summary>A checksum, as everything that it can still be.</summary>
public sealed record ChecksumBytes(int At, ChecksumClass Class) : LearnedPart(At, Class.Width);

/// <summary>Bytes that nobody has explained.</summary>
public sealed record UnexplainedBytes(int At, int Length) : LearnedPart(At, Length);

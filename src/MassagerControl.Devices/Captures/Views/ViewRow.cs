using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>A line of a capture's time line.</summary>
/// <param name="At">Since the capture began.</param>
public abstract record ViewRow(TimeSpan At);

/// <summary>What the person did.</summary>
public sealed record MarkRow(Mark Mark) : ViewRow(Mark.At);

/// <summary>A value that crossed the link, and all of the same that followed it.</summary>
/// <param name="Last">When the last of them crossed.</param>
/// <param name="Bytes">The first ones of the first value.</param>
/// <param name="Roles">What each of those bytes is for.</param>
public sealed record ValueRow(TimeSpan At, TimeSpan Last, long Count, AttKind Kind, ushort Handle, int Link, ImmutableArray<byte> Bytes, ImmutableArray<ByteRole> Roles) : ViewRow(At)
{
    /// <summary>Bytes of the value that are not shown.</summary>
    public int BytesLeftOut { get; init; }

    /// <summary>The values that followed differ in what counts frames, and in what depends on that.</summary>
    public bool Counts { get; init; }

    /// <summary>The phone said it.</summary>
    public bool ToDevice => Kind is AttKind.WriteRequest or AttKind.WriteCommand;
}

/// <summary>Lines that are not shown because there are too many.</summary>
public sealed record GapRow(TimeSpan At, TimeSpan Last, int Rows, long Values) : ViewRow(At);

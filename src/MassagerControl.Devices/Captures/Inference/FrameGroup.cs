using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Frames of one shape at one place.</summary>
/// <param name="Kinds">How they were written, or that they were told.</param>
/// <param name="Parts">Cover every byte, in order; a part that may be of several lengths stands last.</param>
/// <param name="Distinct">The different frames, in the order in which they were first seen.</param>
/// <param name="Count">All of them.</param>
public sealed record FrameGroup(
    int Place, ImmutableArray<SeenKind> Kinds, GroupMeaning Meaning, ImmutableArray<LearnedPart> Parts, ImmutableArray<SeenFrame> Distinct, long Count);

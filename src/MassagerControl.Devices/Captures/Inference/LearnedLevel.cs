using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>A level that a mark named.</summary>
/// <param name="Number">In the maker's app.</param>
/// <param name="Raw">The device's number for it.</param>
/// <param name="Certainty">Captured, drafted because every reading that is left agrees, or guessed.</param>
/// <param name="Frames">What sets it, in order: one frame for most devices.</param>
public sealed record LearnedLevel(int Number, long Raw, Certainty Certainty, ImmutableArray<ImmutableArray<byte>> Frames);

/// <summary>How well a frame is known.</summary>
public enum Certainty
{
    /// <summary>These bytes stand in the capture, at this mark.</summary>
    Captured,

    /// <summary>Not captured, but every reading that fits the capture gives the same bytes.</summary>
    Agreed,

    /// <summary>Readings that fit the capture give different bytes. Never written into a profile as a level.</summary>
    Guessed,
}

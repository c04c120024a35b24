using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a capture says about the bytes of a device, and what it does not.</summary>
public sealed record LearnedProtocol
{
    public required ImmutableArray<FrameGroup> Groups { get; init; }

    /// <summary>By their numbers; empty without marks.</summary>
    public required ImmutableArray<LearnedLevel> Levels { get; init; }

    /// <summary>What was written when a mark said stop, in order; empty where no stop was captured.</summary>
    public required ImmutableArray<SeenFrame> Stop { get; init; }

    /// <summary>What was written when a mark said start and that no level frame is; empty for most.</summary>
    public required ImmutableArray<SeenFrame> Start { get; init; }

    /// <summary>Written once on each link before anything that a mark names, in order.</summary>
    public required ImmutableArray<SeenFrame> Greeting { get; init; }

    /// <summary>The period of the group whose meaning it is; null where there is none.</summary>
    public TimeSpan? KeepAliveEvery { get; init; }

    /// <summary>The shortest time between two writes at the place of the levels; null with fewer than two.</summary>
    public TimeSpan? ShortestGap { get; init; }

    /// <summary>Why no profile can be drafted: scrambled or one-time payloads, no writes; null where one can.</summary>
    public Phrase? Hopeless { get; init; }

    /// <summary>What a person could capture or say to make it certain, the most useful first.</summary>
    public required ImmutableArray<Phrase> Asks { get; init; }

    /// <summary>What is not known, for the profile.</summary>
    public required ImmutableArray<string> Unknown { get; init; }
}

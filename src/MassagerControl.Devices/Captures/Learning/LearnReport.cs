using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Drafting;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>What a capture says about a device, and what it does not.</summary>
public sealed record LearnReport
{
    public required CaptureOrigin Origin { get; init; }

    public required CapturedDevice Device { get; init; }

    public required ImmutableArray<Mark> Marks { get; init; }

    /// <summary>What was said at the places that a profile speaks of, in order: what was learned from.</summary>
    public required ImmutableArray<SeenFrame> Frames { get; init; }

    public required LearnedProtocol Protocol { get; init; }

    /// <summary>Null where no profile can be drafted.</summary>
    public ProfileDraft? Draft { get; init; }

    /// <summary>The draft as the file of a profile; empty where there is none.</summary>
    public string Json { get; init; } = "";

    /// <summary>The draft as the strict reader reads it back; null where it lacks something that a profile must have.</summary>
    public DeviceProfile? Profile { get; init; }

    /// <summary>What the strict reader has against the draft.</summary>
    public ImmutableArray<FileError> Lacks { get; init; } = [];

    /// <summary>Captured bytes that the profile must give back.</summary>
    public ImmutableArray<CapturedVector> Vectors { get; init; } = [];

    /// <summary>The same as a file of vectors; empty where there are none.</summary>
    public string VectorsText { get; init; } = "";

    /// <summary>Its checks on a simulated device; null where there is no profile.</summary>
    public ConformanceReport? Conformance { get; init; }

    /// <summary>What the driver writes with the profile beside what was captured; empty where there is no profile.</summary>
    public ImmutableArray<ReplayedCommand> Replay { get; init; } = [];

    /// <summary>What a person could do next, the most useful first.</summary>
    public ImmutableArray<Phrase> Asks { get; init; } = [];

    /// <summary>What of the capture was not used, and why.</summary>
    public ImmutableArray<Phrase> LeftOut { get; init; } = [];

    /// <summary>The driver's frames differ nowhere from the captured ones.</summary>
    public bool Replays => Replay.All(command => command.Same);
}

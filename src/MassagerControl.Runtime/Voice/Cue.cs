using MassagerControl.Core;

namespace MassagerControl.Runtime.Voice;

/// <summary>What is said of a session at one moment, to somebody who lies face-down.</summary>
/// <param name="Words">Short: the next one may come a second later.</param>
public sealed record Cue(CueKind Kind, Phrase Words);

/// <summary>What a cue is about; where there is no voice, how often the bell rings.</summary>
public enum CueKind
{
    /// <summary>Lean in, or keep the pressure.</summary>
    Press,

    /// <summary>Ease off, rest, wait.</summary>
    Ease,

    /// <summary>3, 2, 1.</summary>
    Count,

    /// <summary>A rating is asked for.</summary>
    Ask,

    /// <summary>The session ends, or somebody has to look.</summary>
    Stop,
}

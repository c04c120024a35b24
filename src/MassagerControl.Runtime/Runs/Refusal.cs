using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Runs;

/// <summary>Why a session may not begin.</summary>
/// <param name="Reasons">One line each.</param>
public sealed record Refusal(RefusalKind Kind, ImmutableArray<Phrase> Reasons);

/// <summary>What kind of reason speaks against a session.</summary>
public enum RefusalKind
{
    /// <summary>Something that was asked for is unknown, out of its range or cannot be read.</summary>
    BadInput,

    /// <summary>A limit, a lock, the check-in, or somebody else who has the device.</summary>
    Limit,

    /// <summary>A motor may still run from an earlier session.</summary>
    MotorMayRun,

    /// <summary>Somebody has called it off before it began, and no motor runs.</summary>
    CalledOff,
}

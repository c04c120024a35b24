using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Runs;

/// <summary>Everything that a session needs to run, all choices made and checked.</summary>
public sealed record RunSetup
{
    public required SessionPlan Plan { get; init; }

    public required MakeMassager Massager { get; init; }

    /// <summary>How a guard reaches the massager; null for one inside this process, which needs none.</summary>
    public DeviceAddress? Reach { get; init; }

    /// <summary>Remembers that a paired device was there, and its battery (0–100 %, null where it did not tell). Null where nothing is to be remembered.</summary>
    public Action<int?>? Seen { get; init; }

    /// <summary>Null: as fast as it goes, in virtual time.</summary>
    public required double? Speed { get; init; }

    /// <summary>Who watches, rates and shows; they join in this order.</summary>
    public ImmutableArray<SessionCompanion> Companions { get; init; } = [];

    /// <summary>What a command that is named to the person must repeat to mean the session's data folder, with a space before it; empty where nothing is needed.</summary>
    public string Data { get; init; } = "";

    /// <summary>In which language the person reads what the core says.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>A human begins and rates; otherwise the session begins when its device is ready.</summary>
    public bool Human { get; init; }

    /// <summary>What the person should know before it starts.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What the session's end means for the next one, once it is written down; null where it counts for nothing, as on the simulator.</summary>
    public Func<SessionResult, NextSession>? After { get; init; }

    /// <summary>Where the session is kept; null where nothing is.</summary>
    public SessionKeeping? Keeping { get; init; }

    /// <summary>How much it hurts at the place before the session; null where nobody was asked.</summary>
    public Discomfort? PainBefore { get; init; }

    /// <summary>Writes down that the motor may run, or returns why it must not start; null where nothing is kept.</summary>
    public Func<Phrase?>? MayRun { get; init; }

    /// <summary>A clock that fails on purpose, for whoever tests that; null for the one that the speed asks for.</summary>
    public Func<SessionClock>? OwnClock { get; init; }

    public SessionClock Clock() => OwnClock?.Invoke() ?? (Speed is { } speed ? new RealTimeClock(speed) : new MaxSpeedClock());
}

using System.Collections.Immutable;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos.Running;

/// <summary>One session as it was seen from outside.</summary>
internal sealed record Account
{
    public required Scenario Scenario { get; init; }

    public required Prepared Prepared { get; init; }

    /// <summary>In the order of happening.</summary>
    public required ImmutableArray<Entry> Entries { get; init; }

    /// <summary>When the watching ended: ten minutes after the program.</summary>
    public required TimeSpan Watched { get; init; }

    /// <summary>Where the session stood, for aiming and for coverage only; nothing is judged by it.</summary>
    public required ImmutableArray<PhaseSpan> Phases { get; init; }

    /// <summary>Each fault that really happened, and the phase that it happened in.</summary>
    public required ImmutableArray<(string Fault, string Phase)> Hits { get; init; }

    /// <summary>Bytes that the event log had when each of its lines was added.</summary>
    public required ImmutableArray<(TimeSpan At, int Bytes)> LogSize { get; init; }

    public ProgramEnded Ended => Entries.OfType<ProgramEnded>().Single();
}

/// <summary>A phase of the session.</summary>
internal sealed record PhaseSpan(string Phase, TimeSpan From, TimeSpan To);

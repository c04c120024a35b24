using System.Collections.Immutable;
using Orleans;

namespace MassagerControl.Clinic.Alerts;

/// <summary>Something that somebody at the desk must know.</summary>
/// <param name="Id">The same however often it is said: it is one alert.</param>
/// <param name="Kind">An <see cref="AlertKind"/>.</param>
/// <param name="Room">Null where no room is meant or known.</param>
/// <param name="Person">An id, no name; null where nobody is meant or known.</param>
/// <param name="Detail">A word or a figure that says more: what was felt, how many seconds.</param>
[GenerateSerializer, Immutable]
public sealed record AlertNote(
    string Id, string Kind, string? Room = null, string? Person = null, string? Session = null, string? Area = null, string? Side = null, string? Detail = null);

/// <summary>An alert as it is kept.</summary>
/// <param name="Number">Names it at the desk.</param>
/// <param name="At">When the clinic first heard of it.</param>
/// <param name="Over">When it came right by itself; null while it has not.</param>
/// <param name="Seen">When somebody acknowledged it; null while nobody has.</param>
/// <param name="By">Who did.</param>
[GenerateSerializer, Immutable]
public sealed record Alert(long Number, AlertNote Note, DateTimeOffset At, DateTimeOffset? Over, DateTimeOffset? Seen, string? By);

/// <summary>What is kept of alerts.</summary>
[GenerateSerializer, Immutable]
public sealed record AlertsState
{
    /// <summary>In the order in which they were heard of.</summary>
    [Id(0)]
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    [Id(1)]
    public long Last { get; init; }

    /// <summary>So many were never acknowledged and had to make room for newer ones.</summary>
    [Id(2)]
    public long Dropped { get; init; }
}

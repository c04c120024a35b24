using System.Collections.Immutable;
using Orleans;

namespace MassagerControl.Clinic.Rooms;

/// <summary>What a room says of itself, as its screen shows it.</summary>
/// <param name="Session">Null where none is under way.</param>
/// <param name="Phase">As the event log calls it.</param>
/// <param name="Cap">Percent.</param>
/// <param name="CapReason">Why it is so low.</param>
/// <param name="Battery">Percent; null where nobody knows.</param>
/// <param name="Link">As the event log calls it.</param>
/// <param name="Rating">The last one.</param>
/// <param name="OffConfirmed">False while a motor may run that should be off.</param>
[GenerateSerializer, Immutable]
public sealed record RoomReport(
    string? Session, string Phase, int Level, int Levels, double Cap, string? CapReason, int? Battery, string? Link, int? Rating, bool OffConfirmed);

/// <summary>A room as the desk sees it.</summary>
/// <param name="Report">Null until it is first heard.</param>
/// <param name="Heard">When that was.</param>
/// <param name="Order">Grows with each: what is said later may come earlier.</param>
[GenerateSerializer, Immutable]
public sealed record RoomView(string Room, RoomReport? Report, DateTimeOffset? Heard, long Order = 0);

/// <summary>All rooms.</summary>
[GenerateSerializer, Immutable]
public sealed record DeskView(ImmutableArray<RoomView> Rooms);

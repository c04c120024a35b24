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
/// <param name="Listening">It waits for STOP now.</param>
/// <param name="Stop">The last STOP that was asked for; null where there was none.</param>
[GenerateSerializer, Immutable]
public sealed record RoomView(string Room, RoomReport? Report, DateTimeOffset? Heard, bool Listening, RoomStop? Stop);

/// <summary>The desk wants a room to stop.</summary>
/// <param name="Number">Grows with each.</param>
/// <param name="By">Who pressed.</param>
[GenerateSerializer, Immutable]
public sealed record RoomStop(long Number, string By, DateTimeOffset At);

/// <summary>What came of a STOP from the desk.</summary>
/// <param name="Told">The room was waiting for it. Where it was not, the room learns it with its next word; its own STOP works at any rate.</param>
[GenerateSerializer, Immutable]
public sealed record StopReceipt(string Room, RoomStop Stop, bool Told);

/// <summary>All rooms.</summary>
[GenerateSerializer, Immutable]
public sealed record DeskView(ImmutableArray<RoomView> Rooms);

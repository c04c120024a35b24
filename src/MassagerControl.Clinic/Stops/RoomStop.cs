using System.Collections.Immutable;
using Orleans;

namespace MassagerControl.Clinic.Stops;

/// <summary>The desk wants a room to stop.</summary>
/// <param name="Number">Grows with each.</param>
/// <param name="By">Who pressed.</param>
[GenerateSerializer, Immutable]
public sealed record RoomStop(long Number, string By, DateTimeOffset At);

/// <summary>A STOP on its way to all silos.</summary>
/// <param name="Room">Null where all rooms are meant.</param>
[GenerateSerializer, Immutable]
public sealed record StopCall(string? Room, RoomStop Stop)
{
    public bool Means(string room) => Room is null || Room == room;
}

/// <summary>What came of a STOP.</summary>
/// <param name="Told">The rooms that were waiting for it. Another learns it with its next word; its own STOP works at any rate.</param>
internal sealed record StopReceipt(RoomStop Stop, ImmutableHashSet<string> Told);

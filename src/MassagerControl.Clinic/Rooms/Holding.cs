using Orleans;

namespace MassagerControl.Clinic.Rooms;

/// <summary>A room has a device until then, unless it says so again.</summary>
[GenerateSerializer, Immutable]
public sealed record Holding(string Room, DateTimeOffset Until);

/// <summary>What is kept of a device.</summary>
[GenerateSerializer, Immutable]
public sealed record HolderState
{
    [Id(0)]
    public Holding? Holding { get; init; }
}

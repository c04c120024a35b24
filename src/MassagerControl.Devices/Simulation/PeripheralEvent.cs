using MassagerControl.Core;

namespace MassagerControl.Devices.Simulation;

/// <summary>Something that happened in a simulated device.</summary>
/// <param name="At">Since it was switched on.</param>
public abstract record PeripheralEvent(TimeSpan At);

public sealed record CentralConnected(TimeSpan At) : PeripheralEvent(At);

public sealed record CentralDisconnected(TimeSpan At) : PeripheralEvent(At);

/// <param name="Endpoint">The profile's name, or the UUID where the profile has none.</param>
/// <param name="Hex">Upper-case bytes with single spaces.</param>
/// <param name="Operation">What it was understood as; null when it was not.</param>
/// <param name="Problem">Why it was not obeyed; null when it was.</param>
public sealed record FrameArrived(TimeSpan At, string Endpoint, string Hex, bool WithResponse, string? Operation, string? Problem) : PeripheralEvent(At);

/// <summary>The motor runs at another level from now on.</summary>
public sealed record MotorChanged(TimeSpan At, Level Level) : PeripheralEvent(At);

/// <summary>A fault of its script begins, or waits for the next write or notification from now on.</summary>
public sealed record FaultBegan(TimeSpan At, Fault Fault) : PeripheralEvent(At);

/// <summary>A write or a notification is befallen by a fault that waited for one.</summary>
/// <param name="Kind">A <see cref="CountedFault"/>.</param>
public sealed record FaultBefell(TimeSpan At, Type Kind) : PeripheralEvent(At);

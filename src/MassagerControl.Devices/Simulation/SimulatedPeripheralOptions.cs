using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Simulation;

/// <summary>The knobs of a simulated device.</summary>
public sealed record SimulatedPeripheralOptions
{
    /// <summary>Null takes the profile's; unknown keeps the motor running, the worse of the two.</summary>
    public OnDisconnect? OnDisconnect { get; init; }

    /// <summary>0–100 %.</summary>
    public int Battery { get; init; } = 100;

    public FaultScript Faults { get; init; } = FaultScript.None;
}

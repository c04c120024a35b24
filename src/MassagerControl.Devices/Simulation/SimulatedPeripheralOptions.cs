using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Simulation;

/// <summary>The knobs of a simulated device.</summary>
public sealed record SimulatedPeripheralOptions
{
    /// <summary>Null takes the profile's; unknown keeps the motor running, the worse of the two.</summary>
    public OnDisconnect? OnDisconnect { get; init; }

    /// <summary>0–100 %.</summary>
    public int Battery { get; init; } = 100;

    /// <summary>The ATT MTU of its links, 23–517; a write without response that is longer than 3 bytes less arrives cut.</summary>
    public int Mtu { get; init; } = 517;

    public FaultScript Faults { get; init; } = FaultScript.None;
}

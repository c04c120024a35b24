using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Sockets;

/// <summary>Which virtual peripheral, on which socket.</summary>
public sealed record PeripheralServerOptions
{
    public required DeviceProfile Profile { get; init; }

    /// <summary>A path for the Unix domain socket; about 100 bytes at most. Removed when the server ends.</summary>
    public required string SocketPath { get; init; }

    public SimulatedPeripheralOptions Peripheral { get; init; } = new();

    /// <summary>What is odd about it; a script with a device of its own takes the place of the simulated one. Null for nothing.</summary>
    public OddScript? Odd { get; init; }

    /// <summary>Takes JSON Lines, each flushed at once; null for none.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>Called once, when centrals can connect.</summary>
    public Action? Ready { get; init; }
}

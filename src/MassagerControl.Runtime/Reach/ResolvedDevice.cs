using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Runtime.Reach;

/// <summary>The device that somebody named: what is known of it and how to make its driver; or why there is none.</summary>
public sealed record ResolvedDevice(MassagerTraits? Traits, MakeMassager? Make, ImmutableArray<string> Errors)
{
    /// <summary>How another process reaches the same device; null for one inside this process, which ends with it.</summary>
    public DeviceAddress? Reach { get; init; }

    /// <summary>What the person calls it; null for a device that is not paired.</summary>
    public string? PairedAs { get; init; }

    /// <summary>The radio that reaches it; null for a device inside this process.</summary>
    public DeviceRoute? Route { get; init; }

    /// <summary>What the person should know of it before it is driven.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public static ResolvedDevice None(params ImmutableArray<string> errors) => new(null, null, errors);
}

/// <summary>A device as a radio sees it.</summary>
/// <param name="Open">Makes the radio, which the caller closes.</param>
public sealed record DeviceRoute(DeviceProfile Profile, Func<TimeProvider, OpenRadio> Open, string Address);

/// <param name="Id"><c>sim:PROFILE</c> and the like, as on the command line.</param>
/// <param name="FaultsFile">Faults that a simulated device is to make, or null.</param>
/// <param name="Trace">Report every frame.</param>
/// <param name="Profiles">The folder of a person's own profiles, beside the shipped ones.</param>
public sealed record DeviceRequest(string Id, string? FaultsFile, bool Trace, string Profiles)
{
    /// <summary>The folder where paired devices are remembered; null finds none by its name.</summary>
    public string? Data { get; init; }
}

/// <returns>Reads files, touches no device.</returns>
public delegate ResolvedDevice FindDevice(DeviceRequest wish);

/// <summary>Makes the driver of a massager.</summary>
public delegate MadeMassager MakeMassager(TimeProvider time);

/// <param name="Simulator">The simulated device behind the driver, which lives in this process; or null.</param>
public sealed record MadeMassager(IMassager Massager, SimulatedMotor? Simulator);

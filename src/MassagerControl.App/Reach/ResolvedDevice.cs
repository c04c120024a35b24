using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.App.Reach;

/// <summary>The device that somebody named: what is known of it and how to make its driver; or why there is none.</summary>
internal sealed record ResolvedDevice(MassagerTraits? Traits, MakeMassager? Make, ImmutableArray<string> Errors)
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
internal sealed record DeviceRoute(DeviceProfile Profile, Func<TimeProvider, OpenRadio> Open, string Address);

/// <param name="Id"><c>sim:PROFILE</c> and the like, as on the command line.</param>
/// <param name="FaultsFile">Faults that a simulated device is to make, or null.</param>
/// <param name="Trace">Report every frame.</param>
/// <param name="Profiles">The folder of a person's own profiles, beside the shipped ones.</param>
internal sealed record DeviceRequest(string Id, string? FaultsFile, bool Trace, string Profiles)
{
    /// <summary>The folder where paired devices are remembered; null finds none by its name.</summary>
    public string? Data { get; init; }
}

/// <returns>Reads files, touches no device.</returns>
internal delegate ResolvedDevice FindDevice(DeviceRequest wish);

/// <summary>Makes the driver of a massager.</summary>
/// <param name="felt">Told what a simulated motor delivers; a real device has no use for it.</param>
internal delegate MadeMassager MakeMassager(TimeProvider time, Action<Intensity> felt);

/// <param name="Simulator">The simulated device behind the driver, or null.</param>
internal sealed record MadeMassager(IMassager Massager, IDisposable? Simulator);

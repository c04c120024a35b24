using System.Collections.Immutable;
using MassagerControl.App.Guarding;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.App.Hosting;

/// <summary>The device that somebody named: what is known of it and how to make its driver; or why there is none.</summary>
internal sealed record DeviceChoice(MassagerTraits? Traits, MakeMassager? Make, ImmutableArray<string> Errors)
{
    /// <summary>How another process reaches the same device; null for one inside this process, which ends with it.</summary>
    public DeviceReach? Reach { get; init; }

    public static DeviceChoice None(params ImmutableArray<string> errors) => new(null, null, errors);
}

/// <param name="Id"><c>sim:PROFILE</c> and the like, as on the command line.</param>
/// <param name="FaultsFile">Faults that a simulated device is to make, or null.</param>
/// <param name="Trace">Report every frame.</param>
/// <param name="Profiles">The folder of a person's own profiles, beside the shipped ones.</param>
internal sealed record DeviceWish(string Id, string? FaultsFile, bool Trace, string Profiles);

/// <returns>Reads files, touches no device.</returns>
internal delegate DeviceChoice FindDevice(DeviceWish wish);

/// <summary>Makes the driver of a massager.</summary>
/// <param name="felt">Told what a simulated motor delivers; a real device has no use for it.</param>
internal delegate MadeMassager MakeMassager(TimeProvider time, Action<Intensity> felt);

/// <param name="Simulator">The simulated device behind the driver, or null.</param>
internal sealed record MadeMassager(IMassager Massager, IDisposable? Simulator);

using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>What a simulated device says of itself: the first of everything that its profile is recognised by.</summary>
public static class SimulatedAdvertisement
{
    /// <returns>Its address is that of <see cref="SimulatedRadio"/>; it has no signal strength, and a name always.</returns>
    public static Advertisement Of(DeviceProfile profile)
    {
        var match = profile.Match;
        var name = match.Names.Concat(match.Prefixes).Concat(match.Contains).FirstOrDefault(profile.Name);
        return new(SimulatedRadio.AddressOf(profile.Id), name, null)
        {
            Services = match.Services,
            ManufacturerData = match.Companies.DistinctBy(company => company.Company).ToImmutableDictionary(
                company => company.Company,
                company => ImmutableArray.Create(new byte[company.Offset]).AddRange(company.Data)),
        };
    }
}

using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Runtime.Pairing;

/// <summary>A device that a scan has seen: everything that it has said of itself so far.</summary>
/// <param name="Match">Which profiles that fits.</param>
/// <param name="Signal">In dBm, evened out over the last packets; null where the radio does not know.</param>
/// <param name="Ago">Since it was last heard.</param>
public sealed record Sighting(Advertisement Advertisement, MatchResult Match, double? Signal, TimeSpan Ago)
{
    public string Address => Advertisement.Address;

    public string Name => ShownName.Of(Advertisement.Name);

    /// <summary>Some profile may fit.</summary>
    public bool IsKnown => !Match.Candidates.IsEmpty;

    /// <summary>The strongest first; of one strength by name and address.</summary>
    public static IEnumerable<Sighting> Sorted(IEnumerable<Sighting> sightings) => sightings
        .OrderByDescending(sighting => sighting.Signal ?? double.NegativeInfinity)
        .ThenBy(sighting => sighting.Name, StringComparer.Ordinal)
        .ThenBy(sighting => sighting.Address, StringComparer.Ordinal);
}

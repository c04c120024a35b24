using System.Collections.Immutable;

namespace MassagerControl.Runtime.Pairing;

/// <summary>What a scan shows at one moment.</summary>
/// <param name="Radio">As on the command line.</param>
/// <param name="Simulated">Nothing that it reaches has a motor.</param>
/// <param name="Sightings">The strongest first.</param>
/// <param name="LeftOut">Packets of devices that found no room in the table.</param>
/// <param name="Names">What the person calls devices that are paired over this radio, by their addresses.</param>
public sealed record ScanReport(
    string Radio, bool Simulated, ImmutableArray<Sighting> Sightings, long LeftOut, ImmutableDictionary<string, string> Names)
{
    public int Known => Sightings.Count(sighting => sighting.IsKnown);

    /// <summary>So many sightings, still sorted: those that fit a profile before the others, the stronger before the weaker.</summary>
    public ImmutableArray<Sighting> Foremost(int count)
    {
        if (Sightings.Length <= count)
            return Sightings;
        var chosen = Sightings.OrderByDescending(sighting => sighting.IsKnown).Take(count).ToHashSet();
        return [.. Sightings.Where(chosen.Contains)];
    }
}

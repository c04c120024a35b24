using System.Collections.Immutable;

namespace MassagerControl.Core.Choosing;

/// <summary>What a person's sessions so far say of a place.</summary>
/// <param name="Anywhere">Sessions in all places.</param>
/// <param name="Here">Sessions here.</param>
/// <param name="CalmInARow">Calm sessions here since the last one that was too much. One that was broken off without a warning sign neither counts nor begins anew.</param>
internal sealed record PlaceExperience(int Anywhere, int Here, int CalmInARow, ImmutableDictionary<string, int> CalmWith)
{
    public bool IsNew => Here == 0;

    public static PlaceExperience Of(ChoiceSituation situation)
    {
        var here = situation.Visits.Where(visit => visit.Place == situation.Place).OrderBy(visit => visit.At).ToArray();
        var calm = here.Reverse().TakeWhile(visit => !visit.IsRough).Count(visit => visit.IsCalm);
        var with = here.Where(visit => visit.IsCalm).GroupBy(visit => visit.Program, StringComparer.Ordinal).ToImmutableDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return new(situation.Visits.Length, here.Length, calm, with);
    }
}

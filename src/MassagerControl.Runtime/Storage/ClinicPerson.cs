using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>A person of a clinic, whom several rooms treat.</summary>
/// <param name="Id">As the clinic calls them: no name.</param>
/// <param name="Ledger">What the clinic says of them; null where it could not be asked.</param>
public sealed record ClinicPerson(string Id, ClinicLedger? Ledger);

/// <summary>What a clinic keeps of one person, its moments by this room's wall clock.</summary>
/// <param name="Doses">Sessions of all rooms; one that is not settled counts with all that was reserved.</param>
/// <param name="Locks">Those that were cleared too.</param>
/// <param name="CheckIns">Answers as the store keeps them.</param>
/// <param name="Sessions">What the clinic calls the sessions that it knows.</param>
public sealed record ClinicLedger(
    ImmutableArray<Dose> Doses, ImmutableArray<AreaLock> Locks, ImmutableArray<CheckInEntry> CheckIns, ImmutableHashSet<string> Sessions)
{
    /// <summary>Everything that counts, as the limits read it.</summary>
    public ImmutableArray<Dose> Past => [.. Doses, .. Locks.Where(held => held.Cleared is null).Select(held => new Dose(held.Locked, held.Area, held.Side, TimeSpan.Zero, true))];

    public ImmutableArray<Setback> Setbacks => [.. Locks.Select(made => Setback.OfLock(new(made.Area, made.Side), made.Locked, made.Kind))];
}

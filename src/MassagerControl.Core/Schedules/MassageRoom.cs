using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Schedules;

/// <summary>What the limits over days leave for a massage: no reminder suggests more.</summary>
/// <param name="NotBefore">When the last reason against one is over; null where there is none, or none that ends by itself.</param>
/// <param name="Because">That reason.</param>
public sealed record MassageRoom(bool Open, DateTimeOffset? NotBefore, Phrase? Because)
{
    private const string Anywhere = "anywhere";

    /// <summary>Nothing was given yet.</summary>
    public static MassageRoom Free { get; } = new(true, null, null);

    /// <param name="place">Null where the reminder names none: then all doses count as given at one place, which is never more than the limits allow.</param>
    public static MassageRoom Of(IReadOnlyCollection<Dose> past, AreaPlace? place, DateTimeOffset now)
    {
        var verdict = place is { } named
            ? DoseLedger.Judge(past, new(named.Area, named.Side, HardLimits.FirstSessionPress), now)
            : DoseLedger.Judge([.. past.Select(dose => dose with { Area = Anywhere, Side = null })], new(Anywhere, null, HardLimits.FirstSessionPress), now);
        return verdict.Refusals.IsEmpty ? Free : new(verdict.NextPossible is not null, verdict.NextPossible, verdict.Because ?? verdict.Refusals[0]);
    }
}

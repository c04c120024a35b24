using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>A ledger as the rules of <c>Core/Doses</c> and <c>Core/Screening</c> read a past: they decide here as they do in a room.</summary>
internal sealed class LedgerPast
{
    private const string Device = "clinic";

    private readonly DosePast _doses;
    private readonly ImmutableArray<PastCheckIn> _checkIns;
    private readonly CheckInQuestions _questions;
    private readonly DateTimeOffset _now;

    /// <param name="now">With the clinic's own offset: days are those of its calendar.</param>
    public LedgerPast(LedgerState state, CheckInQuestions questions, DateTimeOffset now)
    {
        (_questions, _now) = (questions, now);
        _checkIns = [.. state.CheckIns.Select(kept => CheckInJson.Read(kept.At, kept.Answers)).OfType<PastCheckIn>()];
        var clock = Reading(now);
        _doses = DosePast.Of(
            [.. state.Sessions.Where(session => !session.IsOpen(now)).Select(Entry)],
            state.Sessions.Where(session => session.IsOpen(now)).Select(session => DosePast.UnderWay(session.Area, session.Side, session.Planned, clock)),
            state.Locks.Where(held => held.Cleared is null).Select(Lock),
            clock) with
        {
            Setbacks =
            [
                .. state.Locks.Select(made => Setback.OfLock(new(made.Area, made.Side), made.At, made.Kind)),
                .. PastInjury.Of(questions, _checkIns, now).Select(injury => Setback.OfInjury(injury.Place, injury.Since, injury.ClosedUntil)),
            ],
        };
    }

    public DoseVerdict Judge(AreaPlace place, TimeSpan planned) => DoseLedger.Judge(_doses.Doses, new(place.Area, place.Side, planned), _now);

    /// <summary>What days that were named in check-ins close.</summary>
    public ImmutableArray<CheckInLock> Closed(AreaPlace place) =>
        [.. CheckInRules.StillClosed(_questions, _checkIns, place, _now).Where(closed => closed.Covers(place))];

    public GentleSpell? Gentle(AreaPlace place) => GentleTime.At(_doses.Setbacks, place, _now);

    public static AreaLock Lock(LedgerLock held, int index) => new(index, held.Area, held.Side, held.At, held.Kind, null, null, held.Cleared);

    private static DoseEntry Entry(LedgerEntry session) =>
        new(session.Session, null, Reading(session.End), session.Area, session.Side, session.Counted, Device);

    // Several computers lead a ledger, one after the other: nothing is known of their second clocks.
    private static ClockReading Reading(DateTimeOffset wall) => new(wall, null, TimeSpan.Zero);
}

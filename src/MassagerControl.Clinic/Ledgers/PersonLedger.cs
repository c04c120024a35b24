using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>The ledger of one person as a function: state and request in, state and answer out. What the limits are is decided by <c>Core</c>.</summary>
/// <param name="now">With the clinic's own offset: days are those of its calendar.</param>
internal sealed class PersonLedger(CheckInQuestions questions, DateTimeOffset now)
{
    /// <summary>For so long a session is remembered by its id: a room that was cut off has time to settle.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private static readonly Phrase Shut = "everything of this person was deleted, and the id is not used again: the desk gives a new one";

    /// <summary>Why this moment is not to be trusted; null where it is. Then nothing is granted, cleared or forgotten, and what only forbids is taken.</summary>
    public Phrase? Doubt { get; init; }

    /// <summary>Whether the clock is in doubt. A database that was restarted says nothing of the time: what is told then ended when it is told.</summary>
    public bool IsClockDoubted { get; init; }

    /// <summary>Reserves press time. The same request gets the same answer, however often it comes, until its session is over.</summary>
    public (LedgerState State, LedgerAnswer Answer) Reserve(LedgerState state, ReserveRequest asked)
    {
        if (state.Deleted is not null)
            return (state, Refused([Shut]));
        if (Find(state, asked.Session) is { } known)
            return (state, Again(known, asked));
        if (Doubt is { } doubt)
            return (state, Deferred.Of(doubt));
        var place = new AreaPlace(asked.Area, asked.Side);
        if (Impossible(asked) is { IsEmpty: false } impossible)
            return (state, Refused(impossible, contradicts: true));
        var (reasons, next) = Against(new(state, questions, now), place, asked.Planned);
        if (!reasons.IsEmpty)
            return (state, Refused(reasons, next));
        var entry = new LedgerEntry(asked.Session, asked.Room, asked.Area, asked.Side, asked.Planned, now.ToUniversalTime(), asked.Until.ToUniversalTime());
        var kept = Folded(state);
        return (kept with { Sessions = kept.Sessions.Add(entry) }, new Granted(entry.Planned, entry.Until));
    }

    /// <summary>Counts what there really was, once; it may come late. The same figure again is the same answer.</summary>
    public (LedgerState State, LedgerAnswer Answer) Settle(LedgerState state, SettleRequest said)
    {
        if (state.Deleted is not null)
            return (state, new Forgotten());
        if (Find(state, said.Session) is not { } known)
            return (state, Contradiction("no such session was reserved, or it was so long ago that its reservation counts"));
        if (known.Room != said.Room)
            return (state, Contradiction("another room reserved this session"));
        // Of what a room had without the clinic it is not known when it began: the same figure again is no contradiction.
        if (known.Press != said.Press && (said.Press < TimeSpan.Zero || said.Press > known.Until - known.Granted))
            return (state, Contradiction("no session of this length was possible"));
        if (known.Press is { } before && before != said.Press)
            return (state, Contradiction(Phrase.Of($"this session was settled with {before.TotalSeconds:0.###} s")));
        // By a clock that is wrong it may have ended before it did.
        var settled = known.Press is null ? known with { Press = said.Press, Settled = IsClockDoubted ? known.Until : now.ToUniversalTime() } : known;
        var over = said.Press > known.Planned ? said.Press - known.Planned : TimeSpan.Zero;
        return (state with { Sessions = state.Sessions.Replace(known, settled) }, new Counted(said.Press, over));
    }

    /// <summary>Takes a session that was granted once and that the database may have lost, whatever the limits say: it was had. What is known stays as it is.</summary>
    public (LedgerState State, LedgerAnswer Answer) Tell(LedgerState state, ToldRequest said)
    {
        if (state.Deleted is not null)
            return (state, new Forgotten());
        if (Find(state, said.Session) is { } known)
            return said.Press is { } press ? Settle(state, new(said.Session, said.Room, press)) : (state, known.Room == said.Room ? new Noted() : Contradiction("another room reserved this session"));
        if (Nowhere(said.Area, said.Side) is { } nowhere)
            return (state, Contradiction(nowhere));
        if (said.Planned < TimeSpan.Zero || said.Planned > HardLimits.PressPerArea || said.Press < TimeSpan.Zero || said.Press > DoseRecovery.Longest)
            return (state, Contradiction("no session of this length was possible"));
        var latest = said.Press is null ? now + DoseRecovery.Longest : now;
        var until = (said.Until < latest ? said.Until : latest).ToUniversalTime();
        if (until < now - Memory)
            return (state, new Noted());
        var entry = new LedgerEntry(said.Session, said.Room, said.Area, said.Side, said.Planned, until - DoseRecovery.Longest, until)
        {
            Press = said.Press,
            Settled = said.Press is null ? null : until,
        };
        return (state with { Sessions = state.Sessions.Add(entry) }, said.Press is { } had ? new Counted(had, TimeSpan.Zero) : new Noted());
    }

    /// <summary>Counts what a room gave without the clinic, once, whatever the limits say: somebody had it. Where the end is not known it was as late as it can have been.</summary>
    public (LedgerState State, LedgerAnswer Answer) Allowed(LedgerState state, AllowedRequest said)
    {
        if (state.Deleted is not null)
            return (state, new Forgotten());
        if (Find(state, said.Session) is { } known)
            return (state, (known.Room, known.Area, known.Side, known.Press, known.Allowance) == (said.Room, said.Area, said.Side, said.Press, said.Allowance)
                ? new Counted(said.Press, TimeSpan.Zero)
                : Contradiction("another session is kept under this id"));
        if (Nowhere(said.Area, said.Side) is { } nowhere)
            return (state, Contradiction(nowhere));
        if (said.Press < TimeSpan.Zero || said.Press > DoseRecovery.Longest)
            return (state, Contradiction("no session of this length was possible"));
        var end = (!IsClockDoubted && now < said.Latest ? now : said.Latest).ToUniversalTime();
        var entry = new LedgerEntry(said.Session, said.Room, said.Area, said.Side, said.Press, end, end) { Press = said.Press, Settled = end, Allowance = said.Allowance };
        return (state with { Sessions = state.Sessions.Add(entry) }, new Counted(said.Press, TimeSpan.Zero));
    }

    /// <summary>Locks a place; from a session that nobody knows too, as a lock only ever forbids.</summary>
    public (LedgerState State, LedgerAnswer Answer) Lock(LedgerState state, LockRequest said)
    {
        if (state.Deleted is not null)
            return (state, new Forgotten());
        if (Nowhere(said.Area, said.Side) is { } nowhere)
            return (state, Contradiction(nowhere));
        if (said.Kind != LockKind.Rating && RedFlagText.Find(said.Kind) is null)
            return (state, Contradiction("there is no such reason for a lock"));
        var known = state.Locks.Any(held => (held.Session, held.Area, held.Side, held.Kind) == (said.Session, said.Area, said.Side, said.Kind));
        var made = new LedgerLock(said.Session, said.Area, said.Side, said.Kind, now.ToUniversalTime(), null);
        return (known ? state : state with { Locks = state.Locks.Add(made) }, new Noted());
    }

    /// <summary>Clears every lock of a place that may be cleared; none where one may not.</summary>
    public (LedgerState State, LedgerAnswer Answer) Unlock(LedgerState state, AreaPlace place)
    {
        if (Doubt is { } doubt)
            return (state, Deferred.Of(doubt));
        var held = state.Locks.Where(one => one.Cleared is null && one.Area == place.Area && one.Side == place.Side).ToArray();
        var verdicts = held.Select(one => AreaLockRule.Judge(LockMoment.Latest(LedgerPast.Lock(one, 0), [], new(now, null, TimeSpan.Zero)), now)).ToArray();
        if (verdicts.Where(verdict => !verdict.May).MaxBy(verdict => verdict.NotBefore) is { } last)
            return (state, Refused([last.Reason!], last.NotBefore));
        return (state with { Locks = [.. state.Locks.Select(one => held.Contains(one) ? one with { Cleared = now.ToUniversalTime() } : one)] }, new Noted());
    }

    /// <param name="answers">As <see cref="CheckInJson.Answers"/> writes them.</param>
    public (LedgerState State, LedgerAnswer Answer) CheckIn(LedgerState state, string answers)
    {
        if (state.Deleted is not null)
            return (state, new Forgotten());
        if (CheckInJson.Read(now, answers) is not { } checkIn)
            return (state, Contradiction("these are no answers of a check-in"));
        if (Nowhere(checkIn.Place.Area, checkIn.Place.Side) is { } nowhere)
            return (state, Contradiction(nowhere));
        var kept = Folded(state);
        return (kept with { CheckIns = kept.CheckIns.Add(new(now.ToUniversalTime(), answers)) }, new Noted());
    }

    /// <summary>Forgets everything but that it did. Nothing is ever granted under the id again, so no dose and no lock that is forgotten can be missed.</summary>
    public (LedgerState State, LedgerAnswer Answer) Delete(LedgerState state)
    {
        if (state.Deleted is not null)
            return (state, new Noted());
        if (Doubt is { } doubt)
            return (state, Deferred.Of(doubt));
        var open = state.Sessions.Where(session => session.IsOpen(now)).ToArray();
        return open.Length > 0
            ? (state, Refused(["a session of this person may be under way"], open.Max(session => session.Until)))
            : (new() { Deleted = now.ToUniversalTime() }, new Noted());
    }

    /// <summary>Did this room reserve this session?</summary>
    public static LedgerAnswer Knows(LedgerState state, string session, string room)
    {
        if (state.Deleted is not null)
            return new Forgotten();
        if (Find(state, session) is not { } known)
            return Contradiction("no such session was reserved, or it was too long ago");
        return known.Room == room ? new Noted() : Contradiction("another room reserved this session");
    }

    public LedgerForecast Forecast(LedgerState state, AreaPlace place)
    {
        if (state.Deleted is not null)
            return new(true, TimeSpan.Zero, [Shut.Text], null, null, []) { Phrases = [PhraseJson.Text(Shut)] };
        var past = new LedgerPast(state, questions, now);
        var verdict = past.Judge(place, TimeSpan.Zero);
        var (reasons, next) = Against(past, place, TimeSpan.Zero);
        ImmutableArray<Phrase> against = Doubt is { } doubt ? [doubt, .. reasons] : reasons;
        var gentle = past.Gentle(place) is { } spell
            ? new GentleUntil(spell.Until, spell.Limit.Cap.Percent, spell.Limit.Reason.Text) { Phrase = PhraseJson.Text(spell.Limit.Reason) }
            : null;
        return new(verdict.FirstInArea, verdict.DayRoom, Texts(against), Doubt is null ? next : null, gentle, state.CheckIns) { Phrases = [.. against.Select(PhraseJson.Text)] };
    }

    private LedgerAnswer Again(LedgerEntry known, ReserveRequest asked)
    {
        var same = (known.Room, known.Area, known.Side, known.Planned, known.Until) == (asked.Room, asked.Area, asked.Side, asked.Planned, asked.Until);
        if (!same)
            return Contradiction("another session was reserved under this id");
        return known.IsOpen(now) ? new Granted(known.Planned, known.Until) : Contradiction("this session is over");
    }

    private static (ImmutableArray<Phrase> Reasons, DateTimeOffset? Next) Against(LedgerPast past, AreaPlace place, TimeSpan planned)
    {
        var verdict = past.Judge(place, planned);
        var closed = past.Closed(place);
        var first = verdict.FirstInArea && planned > HardLimits.FirstSessionPress
            ? [Phrase.Of($"the first session here has at most {HardLimits.FirstSessionPress.TotalSeconds:0} s of press")]
            : Array.Empty<Phrase>();
        var forever = (verdict.Refusals.Length > 0 && verdict.NextPossible is null) || closed.Any(one => one.Until is null);
        var opens = closed.Select(one => one.Until).Append(verdict.NextPossible).Max();
        return ([.. verdict.Refusals, .. first, .. closed.Select(one => one.Reason)], forever || first.Length > 0 ? null : opens);
    }

    /// <summary>What no past would allow.</summary>
    private ImmutableArray<Phrase> Impossible(ReserveRequest asked)
    {
        var reasons = ImmutableArray.CreateBuilder<Phrase>();
        if (Nowhere(asked.Area, asked.Side) is { } nowhere)
            reasons.Add(nowhere);
        if (asked.Planned <= TimeSpan.Zero || asked.Planned > HardLimits.PressPerArea)
            reasons.Add(Phrase.Of($"a session has more than 0 and at most {HardLimits.PressPerArea.TotalSeconds:0} s of press"));
        if (asked.Until - now < asked.Planned || asked.Until - now > DoseRecovery.Longest)
            reasons.Add(Phrase.Of($"a session ends after its press time and within {DoseRecovery.Longest.TotalMinutes:0} minutes: is the room's clock right?"));
        return reasons.ToImmutable();
    }

    private static Phrase? Nowhere(string id, string? side)
    {
        if (BodyAreas.Find(id) is not { } area)
            return "there is no such area";
        if (area.Locked is { } why)
            return why;
        return area.HasSides == side is "left" or "right" && (area.HasSides || side is null) ? null : "the area has a left and a right side, or none";
    }

    /// <summary>Forgets what nothing counts by any more; the newest dose of a place stays, as it says that the place was treated.</summary>
    private LedgerState Folded(LedgerState state)
    {
        if (Doubt is not null)
            return state;
        var edge = now - Memory;
        var newest = state.Sessions.Where(session => session.Counted > TimeSpan.Zero).GroupBy(session => (session.Area, session.Side)).Select(place => place.MaxBy(session => session.End)).ToHashSet();
        return state with
        {
            Sessions = [.. state.Sessions.Where(session => session.End > edge || newest.Contains(session))],
            Locks = [.. state.Locks.Where(held => held.Cleared is null || held.At > edge)],
            CheckIns = [.. state.CheckIns.Where(kept => kept.At > edge || StillCounts(kept))],
        };
    }

    private bool StillCounts(LedgerCheckIn kept) => CheckInJson.Read(kept.At, kept.Answers) is { } checkIn
        && PastInjury.Of(questions, [checkIn], now).Any(injury => injury.ClosedUntil + HardLimits.GentleTime > now);

    private static LedgerEntry? Find(LedgerState state, string session) => state.Sessions.FirstOrDefault(entry => entry.Session == session);

    private static Refused Contradiction(Phrase reason) => Refused([reason], contradicts: true);

    private static Refused Refused(ImmutableArray<Phrase> reasons, DateTimeOffset? next = null, bool contradicts = false) =>
        new(Texts(reasons), next) { Contradicts = contradicts, Phrases = [.. reasons.Select(PhraseJson.Text)] };

    private static ImmutableArray<string> Texts(IEnumerable<Phrase> phrases) => [.. phrases.Select(phrase => phrase.Text)];
}

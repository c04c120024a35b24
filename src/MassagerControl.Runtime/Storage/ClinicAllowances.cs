using System.Collections.Immutable;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>Press time that the desk of the clinic lets this room give while the clinic cannot be reached.</summary>
/// <param name="Person">For whom; null for whoever comes.</param>
/// <param name="Used">Of it, so far as room and clinic know.</param>
/// <param name="Until">A session begins before then, by the clinic's clock.</param>
public sealed record ClinicAllowance(string Id, string? Person, TimeSpan Press, TimeSpan Used, DateTimeOffset Until)
{
    /// <summary>What the clinic's clock said when this was heard.</summary>
    public DateTimeOffset There { get; init; }

    /// <summary>What the clocks of this computer said then.</summary>
    public ClockReading? Heard { get; init; }

    /// <summary>It may still be used. A wall clock that was set back ends it: nobody knows how late it is.</summary>
    public bool IsOpen(ClockReading now)
    {
        if (Heard is not { } heard)
            return false;
        var wall = now.Wall - heard.Wall;
        var sameStart = now.Boot is not null && now.Boot == heard.Boot;
        var gone = sameStart && now.Up - heard.Up > wall ? now.Up - heard.Up : wall;
        return gone >= TimeSpan.Zero && There + gone < Until;
    }
}

/// <summary>What the clinic lets this room give without it, as it was last heard.</summary>
public sealed class ClinicAllowances(Transaction work)
{
    /// <summary>What the clinic says now: what it does not name is over. What was used here and not told yet stays counted.</summary>
    public void Replace(ImmutableArray<ClinicAllowance> told, DateTimeOffset there, ClockReading heard)
    {
        var known = All().ToDictionary(one => one.Id, one => one.Used);
        work.Execute("DELETE FROM clinic_allowances");
        foreach (var one in told)
        {
            var here = known.GetValueOrDefault(one.Id);
            work.Execute(
                """
                INSERT INTO clinic_allowances(id, person, seconds, used_seconds, until_utc, there_utc, heard_utc, boot, up_seconds)
                VALUES ($id, $person, $seconds, $used, $until, $there, $heard, $boot, $up)
                """,
                ("$id", one.Id), ("$person", one.Person), ("$seconds", one.Press), ("$used", here > one.Used ? here : one.Used), ("$until", one.Until),
                ("$there", there), ("$heard", heard.Wall), ("$boot", heard.Boot), ("$up", heard.Up));
        }
    }

    public ImmutableArray<ClinicAllowance> All() => work.Query(
        "SELECT id, person, seconds, used_seconds, until_utc, there_utc, heard_utc, boot, up_seconds FROM clinic_allowances ORDER BY until_utc, id",
        row => new ClinicAllowance(row.Text(0), row.TextOrNull(1), row.Seconds(2), row.Seconds(3), row.Moment(4)) { There = row.Moment(5), Heard = row.Reading(6) });

    /// <returns>Those that a person may have a session by now, with what is left of each: their own before those of all, of these the one that ends first.</returns>
    public ImmutableArray<(ClinicAllowance Allowance, TimeSpan Left)> For(string person, ClockReading now)
    {
        var open = new ClinicBookings(work).All();
        return
        [
            .. All().Where(one => (one.Person is null || one.Person == person) && one.IsOpen(now))
                .OrderBy(one => one.Person is null)
                .Select(one => (one, one.Press - one.Used - open.Where(booking => booking.Allowance == one.Id).Aggregate(TimeSpan.Zero, (sum, booking) => sum + booking.Planned))),
        ];
    }

    /// <summary>A session that was had by it is over.</summary>
    public void Count(string id, TimeSpan press) =>
        work.Execute("UPDATE clinic_allowances SET used_seconds = used_seconds + $press WHERE id = $id", ("$id", id), ("$press", press));
}

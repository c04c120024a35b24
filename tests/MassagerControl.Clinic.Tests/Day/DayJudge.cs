using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Storage;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Clinic.Ledgers;
using Npgsql;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>A session as the store of its room has it.</summary>
internal sealed record RoomSession(string Room, StoredSession Stored, TimeSpan Dose, StoredEvent[] Events);

/// <summary>Holds the rooms' own books against the clinic's, after the day.</summary>
internal sealed class DayJudge(IReadOnlyDictionary<string, LedgerState> ledgers, RoomSession[] sessions)
{
    // The room's own computer had no time for its loop, as where twelve rooms begin on two cores: a pause, by the room's own lease, and no doing of the clinic.
    private const string Starved = "the owner of the session was silent for a second";

    // Of the session's own seconds, of which twenty go by in one in quick time.
    private const double MostMore = 5;

    public static async Task<DayJudge> AfterAsync(string database, IEnumerable<RoomProcess> rooms) => new(await LedgersAsync(database), [.. rooms.SelectMany(Kept)]);

    public RoomSession[] Sessions => sessions;

    public IEnumerable<(string Person, LedgerEntry Entry)> Entries => ledgers.SelectMany(ledger => ledger.Value.Sessions.Select(entry => (ledger.Key, entry)));

    /// <summary>No second was lost and none counted twice: what a room has written down is in the ledger, once and as long; and what no room has written down counts nothing.</summary>
    /// <param name="direct">Sessions that are in no store.</param>
    public void Agree(IReadOnlyDictionary<string, (string Person, TimeSpan Press)> direct)
    {
        var rooms = sessions.Select(one => (one.Stored.Beginning.Person!, one.Stored.Beginning.Clinic!, one.Room, Told(one.Dose))).ToArray();
        var entries = Entries.ToArray();
        Assert.Equal(entries.Length, entries.Select(one => one.Entry.Session).Distinct().Count());
        Assert.Equal(rooms.Length, rooms.Select(one => one.Item2).Distinct().Count());
        var known = rooms.Select(one => one.Item2).ToHashSet();
        Assert.Equal(rooms.Order(), entries.Where(one => known.Contains(one.Entry.Session)).Select(one => (one.Person, one.Entry.Session, one.Entry.Room, Told(one.Entry.Counted))).Order());
        Assert.Equal(
            direct.Select(one => (one.Value.Person, one.Key, one.Value.Press)).Order(),
            entries.Where(one => !known.Contains(one.Entry.Session) && one.Entry.Counted > TimeSpan.Zero).Select(one => (one.Person, one.Entry.Session, one.Entry.Counted)).Order());
    }

    /// <summary>A dose is never less than the time in which the motor ran in presses by the room's event log, and little more, by what a slow machine adds before a level is known to be accepted.</summary>
    public void DosesAreTrue() => Assert.All(sessions.Where(one => one.Stored.Closing!.Outcome != UncleanSessions.Outcome), one =>
        Assert.InRange((one.Dose - PressTime.Of(one.Events)).TotalSeconds, -0.01, MostMore));

    /// <summary>Each session was whole, but for those whose own process was killed.</summary>
    public void NoneWasInterrupted(int killed)
    {
        Assert.Equal(killed, sessions.Count(one => one.Stored.Closing!.Outcome == UncleanSessions.Outcome));
        Assert.All(sessions.Where(one => one.Stored.Closing!.Outcome != UncleanSessions.Outcome), one =>
        {
            Assert.Equal("completed", one.Stored.Closing!.Outcome);
            Assert.DoesNotContain(one.Events, told => (told.Type is "stop" or "fault" || told.Json.Contains("\"paused\"", StringComparison.Ordinal)) && !told.Json.Contains(Starved, StringComparison.Ordinal));
        });
    }

    /// <summary>Each grant was within the limits, by a second writing-down of them, as things stood then.</summary>
    public void EachWasWithinTheLimits()
    {
        foreach (var (person, ledger) in ledgers)
            foreach (var entry in ledger.Sessions)
            {
                var then = new LedgerModel();
                then.Sessions.AddRange(ledger.Sessions.TakeWhile(one => one != entry).Select(one => As(one, entry.Granted)));
                Assert.True(then.MayBegin(Request(entry), entry.Granted), $"{person}: {entry}");
            }
    }

    /// <summary>By the clock of the machine, which nobody set: nobody was treated at one place by two rooms at once.</summary>
    public void NonePressedTwiceAtOnce()
    {
        foreach (var place in sessions.GroupBy(one => (one.Stored.Beginning.Person, one.Stored.Beginning.Area, one.Stored.Beginning.Side)))
        {
            var inOrder = place.OrderBy(one => one.Stored.Beginning.Began.Wall).ToArray();
            for (var next = 1; next < inOrder.Length; next++)
                Assert.True(inOrder[next - 1].Stored.Closing!.Ended <= inOrder[next].Stored.Beginning.Began.Wall, $"{place.Key}");
        }
    }

    private static ModelSession As(LedgerEntry entry, DateTimeOffset then) => entry.Settled is { } settled && settled <= then
        ? new(Request(entry), entry.Granted) { Press = entry.Press, Settled = settled }
        : new(Request(entry), entry.Granted);

    private static ReserveRequest Request(LedgerEntry entry) => new(entry.Session, entry.Room, entry.Area, entry.Side, entry.Planned, entry.Until);

    // As a room tells it: in whole milliseconds, never less.
    private static TimeSpan Told(TimeSpan dose) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Round(dose.TotalMilliseconds, 2)));

    private static RoomSession[] Kept(RoomProcess room) => room.Read(work =>
    {
        var (table, doses) = (new SessionTable(work), new DoseTable(work));
        return table.Newest(int.MaxValue).Select(stored => new RoomSession(room.Name, stored, doses.Find(stored.Mark)?.Press ?? TimeSpan.Zero, [.. table.Events(stored.Id)])).ToArray();
    });

    private static async Task<Dictionary<string, LedgerState>> LedgersAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var select = source.CreateCommand("SELECT grainidextensionstring, payloadbinary FROM orleansstorage WHERE graintypestring LIKE '%ledger%'");
        await using var rows = await select.ExecuteReaderAsync();
        var ledgers = new Dictionary<string, LedgerState>();
        while (await rows.ReadAsync())
            ledgers.Add(rows.GetString(0), new StateJson().Deserialize<LedgerState>(new(rows.GetFieldValue<byte[]>(1))));
        return ledgers;
    }
}

using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>One check-in before a session.</summary>
/// <param name="Answers">JSON.</param>
/// <param name="Verdict">What followed from them.</param>
public sealed record CheckInEntry(long Id, DateTimeOffset At, string Answers, string Verdict);

/// <summary>The check-ins, so that the next one asks only what may have changed.</summary>
public sealed class CheckInTable(Transaction work)
{
    private const string Columns = "SELECT id, at_utc, answers, verdict FROM check_ins";

    /// <param name="person">A person of the clinic; null where the room belongs to none.</param>
    /// <returns>The entry's id.</returns>
    public long Add(DateTimeOffset at, string answers, string verdict, string? person = null) => work.Insert(
        "INSERT INTO check_ins(at_utc, answers, verdict, person) VALUES ($at, $answers, $verdict, $person) RETURNING id",
        ("$at", at), ("$answers", answers), ("$verdict", verdict), ("$person", person));

    public void Delete(long id) => work.Execute("DELETE FROM check_ins WHERE id = $id", ("$id", id));

    /// <returns>The newest, or null.</returns>
    public CheckInEntry? Last() => work.Query($"{Columns} ORDER BY id DESC LIMIT 1", Read).FirstOrDefault();

    /// <returns>Those of one person of the clinic, or, with null, of nobody in particular; the oldest first.</returns>
    public ImmutableArray<CheckInEntry> Of(string? person) => work.Query($"{Columns} WHERE person IS $person ORDER BY id", Read, ("$person", person));

    /// <returns>Everybody's, the oldest first.</returns>
    public ImmutableArray<CheckInEntry> All() => work.Query($"{Columns} ORDER BY id", Read);

    private static CheckInEntry Read(StoreRow row) => new(row.Whole(0), row.Moment(1), row.Text(2), row.Text(3));
}

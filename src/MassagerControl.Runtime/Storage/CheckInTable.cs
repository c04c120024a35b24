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

    /// <returns>The entry's id.</returns>
    public long Add(DateTimeOffset at, string answers, string verdict) => work.Insert(
        "INSERT INTO check_ins(at_utc, answers, verdict) VALUES ($at, $answers, $verdict) RETURNING id",
        ("$at", at), ("$answers", answers), ("$verdict", verdict));

    public void Delete(long id) => work.Execute("DELETE FROM check_ins WHERE id = $id", ("$id", id));

    /// <returns>The newest, or null.</returns>
    public CheckInEntry? Last() => work.Query($"{Columns} ORDER BY id DESC LIMIT 1", Read).FirstOrDefault();

    /// <returns>The oldest first.</returns>
    public ImmutableArray<CheckInEntry> All() => work.Query($"{Columns} ORDER BY id", Read);

    private static CheckInEntry Read(StoreRow row) => new(row.Whole(0), row.Moment(1), row.Text(2), row.Text(3));
}

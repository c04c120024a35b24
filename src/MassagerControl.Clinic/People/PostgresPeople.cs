using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Clinic.Storage;
using Npgsql;

namespace MassagerControl.Clinic.People;

/// <summary>In the database, in tables of its own: names lie nowhere else.</summary>
internal sealed class PostgresPeople(NpgsqlDataSource source, ClinicClock clock) : IPeople
{
    // Ids are compared by their characters, whatever language the database sorts by.
    private const string Columns = """
        SELECT people.id, names.name, people.since_utc, people.due_utc,
            (SELECT record FROM clinic_sessions WHERE person = people.id ORDER BY ended_utc DESC LIMIT 1)
        FROM clinic_people AS people LEFT JOIN clinic_names AS names ON names.person = people.id
        WHERE people.deleted_utc IS NULL
        """;

    public async Task<bool> AddAsync(string id, CancellationToken cancellation) =>
        await RunAsync("INSERT INTO clinic_people(id, since_utc) VALUES ($1, $2) ON CONFLICT DO NOTHING", cancellation, id, Text(clock.Now)).ConfigureAwait(false) == 1;

    public async Task<Person?> FindAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync($"{Columns} AND people.id = $1", Person, cancellation, id).ConfigureAwait(false)).FirstOrDefault();

    public Task<ImmutableArray<Person>> ListAsync(string wanted, string after, int most, CancellationToken cancellation) => ReadAsync(
        $"""{Columns} AND people.id COLLATE "C" > $2 AND (starts_with(people.id, $1) OR strpos(names.folded, $3) > 0) ORDER BY people.id COLLATE "C" LIMIT $4""",
        Person, cancellation, wanted, after, Folded(wanted), most);

    public Task<ImmutableArray<Person>> ExpectedAsync(DateTimeOffset before, int most, CancellationToken cancellation) => ReadAsync(
        $"""{Columns} AND people.due_utc COLLATE "C" < $1 ORDER BY people.due_utc COLLATE "C" LIMIT $2""", Person, cancellation, Text(before), most);

    public Task<bool> NameAsync(string id, string? name, CancellationToken cancellation) => ChangeAsync(
        id,
        name is null
            ? ("DELETE FROM clinic_names WHERE person = $1", [id])
            : ("INSERT INTO clinic_names(person, name, folded) VALUES ($1, $2, $3) ON CONFLICT (person) DO UPDATE SET name = excluded.name, folded = excluded.folded", [id, name, Folded(name)]),
        cancellation);

    public Task<bool> ExpectAsync(string id, DateTimeOffset? due, CancellationToken cancellation) => ChangeAsync(
        id, ("UPDATE clinic_people SET due_utc = $2 WHERE id = $1", [id, due is { } moment ? Text(moment) : DBNull.Value]), cancellation);

    public async Task<RecordKeeping> KeepAsync(string id, SessionRecord record, CancellationToken cancellation)
    {
        var text = RecordText.Write(record);
        var there = await ChangeAsync(
            id,
            ("INSERT INTO clinic_sessions(person, session, ended_utc, record) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [id, record.Session, Text(record.Ended), text]),
            cancellation).ConfigureAwait(false);
        if (!there)
            return RecordKeeping.Deleted;
        var kept = await ReadAsync("SELECT record FROM clinic_sessions WHERE person = $1 AND session = $2", row => row.GetString(0), cancellation, id, record.Session).ConfigureAwait(false);
        return kept switch
        {
            [] => RecordKeeping.Deleted,
            [var one] when one == text => RecordKeeping.Kept,
            _ => RecordKeeping.Contradicts,
        };
    }

    public Task<ImmutableArray<SessionRecord>> RecordsAsync(string id, CancellationToken cancellation) => ReadAsync(
        """SELECT record FROM clinic_sessions WHERE person = $1 ORDER BY ended_utc, session COLLATE "C" """, row => RecordText.Read(row.GetString(0)), cancellation, id);

    public Task<ImmutableArray<string>> DeletedAsync(DateTimeOffset since, CancellationToken cancellation) => ReadAsync(
        """SELECT id FROM clinic_people WHERE deleted_utc >= $1 ORDER BY id COLLATE "C" """, row => row.GetString(0), cancellation, Text(since));

    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var work = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var ending = work.ConfigureAwait(false);
        var now = Text(clock.Now);
        // First the person's row: whoever is about to keep something has it, and is waited for.
        await RunAsync(
            connection,
            "INSERT INTO clinic_people(id, since_utc, deleted_utc) VALUES ($1, $2, $2) ON CONFLICT (id) DO UPDATE SET since_utc = $2, due_utc = NULL, deleted_utc = coalesce(clinic_people.deleted_utc, $2)",
            cancellation, id, now).ConfigureAwait(false);
        await RunAsync(connection, "DELETE FROM clinic_names WHERE person = $1", cancellation, id).ConfigureAwait(false);
        await RunAsync(connection, "DELETE FROM clinic_sessions WHERE person = $1", cancellation, id).ConfigureAwait(false);
        await work.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Nothing is written beside a deletion that is under way.</summary>
    /// <returns>False where nobody has this id.</returns>
    private async Task<bool> ChangeAsync(string id, (string Sql, object[] Values) change, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var work = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var ending = work.ConfigureAwait(false);
        var held = await ReadAsync(
            connection, "SELECT id FROM clinic_people WHERE id = $1 AND deleted_utc IS NULL FOR NO KEY UPDATE", row => row.GetString(0), cancellation, id).ConfigureAwait(false);
        if (held.IsEmpty)
            return false;
        await RunAsync(connection, change.Sql, cancellation, change.Values).ConfigureAwait(false);
        await work.CommitAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await RunAsync(connection, sql, cancellation, values).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        var command = Command(connection, sql, values);
        await using var closing = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<ImmutableArray<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await ReadAsync(connection, sql, read, cancellation, values).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        var command = Command(connection, sql, values);
        await using var closing = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = rows.ConfigureAwait(false);
        var all = ImmutableArray.CreateBuilder<T>();
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            all.Add(read(rows));
        return all.ToImmutable();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static Person Person(NpgsqlDataReader row) => new(
        row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), Moment(row.GetString(2)), row.IsDBNull(3) ? null : Moment(row.GetString(3)),
        row.IsDBNull(4) ? null : RecordText.Visit(RecordText.Read(row.GetString(4))));

    private static string Folded(string text) => text.ToUpperInvariant();

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

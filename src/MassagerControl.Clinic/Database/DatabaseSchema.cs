using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace MassagerControl.Clinic.Database;

/// <summary>Brings a database to what this version needs: the missing steps in order, each whole or not at all, by one silo at a time.</summary>
internal static class DatabaseSchema
{
    // Any number will do, as long as nobody else in this database locks by it.
    private const long Gate = 4_711_201_604;

    private static readonly ImmutableArray<SchemaStep> Steps = [.. SchemaStep.Shipped()];

    /// <returns>Why the database cannot be used; null where it can.</returns>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task<string?> PrepareAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        // It is given back when the connection ends, however it ends.
        await ExecuteAsync(connection, "SELECT pg_advisory_lock($1)", cancellation, Gate).ConfigureAwait(false);
        try
        {
            return await TakeStepsAsync(connection, now, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None, Gate).ConfigureAwait(false);
        }
    }

    private static async Task<string?> TakeStepsAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS clinic_schema (version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, taken_utc text NOT NULL)",
            cancellation).ConfigureAwait(false);
        var taken = await TakenAsync(connection, cancellation).ConfigureAwait(false);
        if (taken.Count > Steps.Length)
            return string.Create(CultureInfo.InvariantCulture, $"the database was written by a newer version: it has step {taken.Count}, this program knows {Steps.Length}");
        foreach (var (step, sum) in Steps.Zip(taken))
            if (step.Sum != sum)
                return $"step {step.Name} of the database is another one than this program's: nothing is changed";
        foreach (var step in Steps[taken.Count..])
            await TakeAsync(connection, step, now, cancellation).ConfigureAwait(false);
        return null;
    }

    private static async Task TakeAsync(NpgsqlConnection connection, SchemaStep step, DateTimeOffset now, CancellationToken cancellation)
    {
        var work = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var closing = work.ConfigureAwait(false);
        await ExecuteAsync(connection, step.Sql, cancellation).ConfigureAwait(false);
        await ExecuteAsync(
            connection, "INSERT INTO clinic_schema(version, name, sha256, taken_utc) VALUES ($1, $2, $3, $4)", cancellation,
            step.Version, step.Name, step.Sum, now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await work.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<List<string>> TakenAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand("SELECT sha256 FROM clinic_schema ORDER BY version", connection);
        await using var closing = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = rows.ConfigureAwait(false);
        var taken = new List<string>();
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            taken.Add(rows.GetString(0));
        return taken;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var closing = command.ConfigureAwait(false);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}

/// <summary>One step of the schema, a file of this program.</summary>
/// <param name="Version">From 1, without gaps.</param>
internal sealed record SchemaStep(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of its text.</summary>
    public string Sum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IEnumerable<SchemaStep> Shipped()
    {
        var assembly = typeof(SchemaStep).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select((name, index) =>
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return new SchemaStep(index + 1, name, text.ReadToEnd());
        });
    }
}

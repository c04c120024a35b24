using System.Collections.Immutable;
using MassagerControl.Clinic.Storage;
using Npgsql;

namespace MassagerControl.Clinic.Audit;

/// <summary>In the database, by one writer at a time, so that each entry has the one before it.</summary>
internal sealed class PostgresAuditLog(NpgsqlDataSource source, ClinicClock clock) : IAuditLog
{
    private const long Gate = 4_711_201_605;

    public async Task AppendAsync(AuditAct what, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var work = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var ending = work.ConfigureAwait(false);
        var gate = Command(connection, "SELECT pg_advisory_xact_lock($1)", Gate);
        await using var passing = gate.ConfigureAwait(false);
        await gate.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        var (seq, hash) = await HeadAsync(connection, cancellation).ConfigureAwait(false);
        var entry = AuditEntry.After(seq, hash, what, clock.Now);
        var insert = Command(
            connection, "INSERT INTO clinic_audit(seq, at, actor, act, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            entry.Seq, entry.At, what.Actor, what.Act, what.Subject, what.Detail, Convert.FromHexString(entry.Hash));
        await using var inserting = insert.ConfigureAwait(false);
        await insert.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await work.CommitAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<ImmutableArray<AuditEntry>> ReadAsync(long after, int most, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var select = Command(connection, "SELECT seq, at, actor, act, subject, detail, hash FROM clinic_audit WHERE seq > $1 ORDER BY seq LIMIT $2", after, most);
        await using var selecting = select.ConfigureAwait(false);
        var rows = await select.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = rows.ConfigureAwait(false);
        var entries = ImmutableArray.CreateBuilder<AuditEntry>();
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            entries.Add(new(
                rows.GetInt64(0), rows.GetString(1), new(rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5)), Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(6))));
        return entries.ToImmutable();
    }

    private static async Task<(long Seq, string Hash)> HeadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var select = Command(connection, "SELECT seq, hash FROM clinic_audit ORDER BY seq DESC LIMIT 1");
        await using var selecting = select.ConfigureAwait(false);
        var rows = await select.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = rows.ConfigureAwait(false);
        return await rows.ReadAsync(cancellation).ConfigureAwait(false)
            ? (rows.GetInt64(0), Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(1)))
            : (0, AuditEntry.Origin);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}

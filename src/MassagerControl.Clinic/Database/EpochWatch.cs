using MassagerControl.Clinic.Storage;
using Npgsql;

namespace MassagerControl.Clinic.Database;

/// <summary>Looks every two seconds whether the database is still the one that it was.</summary>
/// <remarks>Whatever brings back an older state needs another database, other tables or a server that was started anew, and so has another name.</remarks>
internal sealed class EpochWatch(NpgsqlDataSource source, DatabaseEpoch epoch, TimeProvider time) : IAsyncDisposable
{
    // The first epoch of a clinic has nothing before it that could be gone.
    private const string Look = """
        WITH here AS (
            SELECT concat_ws('.', (SELECT oid FROM pg_database WHERE datname = current_database()), pg_relation_filenode('orleansstorage'),
                (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint) AS name),
        added AS (
            INSERT INTO clinic_epochs(name, since)
            SELECT name, CASE WHEN EXISTS (SELECT FROM clinic_epochs) THEN clock_timestamp() ELSE clock_timestamp() - interval '1 day' END FROM here
            ON CONFLICT DO NOTHING
            RETURNING name, since)
        SELECT here.name, coalesce(extract(epoch FROM clock_timestamp() - (SELECT since FROM added UNION ALL SELECT since FROM clinic_epochs WHERE name = here.name LIMIT 1)), 0)::float8
        FROM here
        """;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var command = source.CreateCommand(Look);
        await using var closing = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var ending = rows.ConfigureAwait(false);
        await rows.ReadAsync(cancellation).ConfigureAwait(false);
        epoch.See(rows.GetString(0), TimeSpan.FromSeconds(rows.GetDouble(1)));
    }

    public void Begin() => _running = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Between, time, _end.Token).ConfigureAwait(false);
                await LookAsync(_end.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever the database says: while it does not answer nothing is granted anyway.
            catch (Exception)
#pragma warning restore CA1031
            {
                // The next look tells.
            }
        }
    }
}

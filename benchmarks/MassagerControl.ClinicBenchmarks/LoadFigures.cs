using System.Diagnostics;
using System.Globalization;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.ClinicBenchmarks.Processes;
using Npgsql;

namespace MassagerControl.ClinicBenchmarks;

/// <summary>What each process worked in a span of time, and what the database did.</summary>
internal sealed class LoadFigures(Child silo, Postgres postgres, NpgsqlDataSource source)
{
    private long _began;
    private (TimeSpan Silo, TimeSpan Postgres, TimeSpan Rooms) _worked;
    private (double Commits, double Wal, double Syncs) _database;
    private Func<double> _others = static () => 0;

    public async Task BeginAsync()
    {
        _database = await DatabaseAsync();
        _others = Machine.WatchOthers();
        _worked = Worked();
        _began = Stopwatch.GetTimestamp();
    }

    /// <param name="sessions">That were begun and settled meanwhile; 0 for none.</param>
    public async Task ShowAsync(string what, int sessions)
    {
        var (time, worked, others, database) = (Stopwatch.GetElapsedTime(_began), Worked(), _others(), await DatabaseAsync());
        // WatchOthers leaves out this process alone; the silo and PostgreSQL are no others here.
        var (s, p, r) = (worked.Silo - _worked.Silo, worked.Postgres - _worked.Postgres, worked.Rooms - _worked.Rooms);
        var strangers = Math.Max(0, others - (s + p) / time / Environment.ProcessorCount * 100);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: silo {s / time:0.00} cores, PostgreSQL {p / time:0.00}, rooms {r / time:0.00}, others {strangers:0} %; silo {silo.Mebibytes:0} MiB"));
        if (sessions == 0)
            return;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {sessions / time.TotalSeconds:0} sessions a second; each {s.TotalMilliseconds / sessions:0.00} ms of the silo, {p.TotalMilliseconds / sessions:0.00} ms of PostgreSQL, {r.TotalMilliseconds / sessions:0.00} ms of the rooms; {(database.Commits - _database.Commits) / sessions:0.0} transactions, {(database.Wal - _database.Wal) / sessions / 1024:0.0} KiB of log, {(database.Syncs - _database.Syncs) / sessions:0.00} syncs"));
    }

    private (TimeSpan Silo, TimeSpan Postgres, TimeSpan Rooms) Worked() => (silo.Worked, postgres.Worked, Environment.CpuUsage.TotalTime);

    private async Task<(double Commits, double Wal, double Syncs)> DatabaseAsync()
    {
        await using var select = source.CreateCommand(
            "SELECT (SELECT sum(xact_commit)::float8 FROM pg_stat_database), wal_bytes::float8, wal_sync::float8 FROM pg_stat_wal");
        await using var rows = await select.ExecuteReaderAsync();
        await rows.ReadAsync();
        return (rows.GetDouble(0), rows.GetDouble(1), rows.GetDouble(2));
    }
}

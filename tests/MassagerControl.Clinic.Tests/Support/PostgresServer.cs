using System.Diagnostics;
using MassagerControl.Tests.Clinic.Support;
using MassagerControl.Tests.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace MassagerControl.Tests.Clinic.Support;

/// <summary>One PostgreSQL for all tests of this project; each has a database of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder;
    private readonly QuickClock? _clock;
    private int _databases;

    public PostgresServer()
        : this(Directory.CreateTempSubdirectory("clinic-pg-"))
    {
    }

    /// <param name="folder">For it alone.</param>
    /// <param name="clock">Null: the machine's.</param>
    internal PostgresServer(DirectoryInfo folder, QuickClock? clock = null) => (_folder, _clock) = (folder, clock);

    public async ValueTask InitializeAsync() => await StartAsync();

    public Task StartAsync() => ScriptAsync("start");

    public Task StopAsync() => ScriptAsync("stop");

    /// <summary>A backup of a server that is stopped: its files.</summary>
    public void Keep() => Copy("data", "backup");

    public void PutBack() => Copy("backup", "data");

    /// <returns>How to connect to a new database.</returns>
    internal async Task<string> DatabaseAsync()
    {
        var name = $"clinic{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(Connection("postgres"));
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return Connection(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private string Connection(string database) => $"Host={_folder.FullName};Username=clinic;Database={database}";

    private void Copy(string from, string to)
    {
        using var copy = Process.Start("sh", ["-c", "rm -rf \"$2\" && cp -a \"$1\" \"$2\"", "sh", Path.Combine(_folder.FullName, from), Path.Combine(_folder.FullName, to)]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    private async Task ScriptAsync(string what)
    {
        var start = new ProcessStartInfo(Repository.PathOf("tests", "clinic", "postgres"), [what, _folder.FullName]);
        foreach (var (name, value) in _clock?.Variables ?? [])
            start.Environment[name] = value;
        using var script = Process.Start(start)!;
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
    }
}

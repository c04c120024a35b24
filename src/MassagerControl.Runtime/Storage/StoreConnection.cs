using System.Collections.Immutable;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Runtime.Storage;

/// <summary>Opens the database file, checks it and brings it to this program's version.</summary>
internal static class StoreConnection
{
    /// <summary>How long another process may hold the file; its transactions take milliseconds.</summary>
    private const int BusySeconds = 10;

    // The client library asks again after SQLite itself has waited: once is enough.
    private const int RetrySeconds = 1;

    /// <summary>Makes the file where it is missing.</summary>
    /// <param name="alone">What <see cref="DamagedFile.Alone"/> gave to the caller; null where it has not asked.</param>
    /// <exception cref="StoreException">Not usable, and why.</exception>
    public static SqliteConnection Create(string file, IDisposable? alone = null)
    {
        if (Path.Exists(file))
        {
            try
            {
                return Connect(file, file, SqliteOpenMode.ReadWrite);
            }
            catch (StoreException) when (!Path.Exists(file))
            {
                // Another process has set it aside meanwhile.
            }
        }
        Make(file, alone);
        return Connect(file, file, SqliteOpenMode.ReadWrite);
    }

    /// <summary>For looking only, so that a disk that is read-only or full will do.</summary>
    /// <inheritdoc cref="Create"/>
    public static SqliteConnection Read(string file)
    {
        try
        {
            return Connect(file, file, SqliteOpenMode.ReadWrite);
        }
        catch (StoreException exception) when (exception.IsNotWritable && !HasUnwritten(file))
        {
            // Nobody can write there, so nobody else does: read without the lock file that could not be made.
            return Immutable(file);
        }
    }

    private static SqliteConnection Immutable(string file)
    {
        try
        {
            return Connect(file, $"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
        }
        catch (StoreException exception) when (exception.IsNotWritable)
        {
            throw new StoreException($"{file}: it cannot be opened for reading");
        }
    }

    /// <summary>Commits that are still in the write-ahead log: without it they would be missing.</summary>
    private static bool HasUnwritten(string file) => new FileInfo(file + "-wal") is { Exists: true, Length: > 0 };

    private static SqliteConnection Connect(string file, string source, SqliteOpenMode mode)
    {
        var options = new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = RetrySeconds };
        var connection = new SqliteConnection(options.ConnectionString);
        try
        {
            connection.Open();
            Prepare(file, connection, mode);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw StoreException.Of(file, exception);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(string file, SqliteConnection connection, SqliteOpenMode mode)
    {
        var work = new Transaction(connection);
        work.Execute($"PRAGMA busy_timeout = {BusySeconds}000");
        var version = Version(work);
        if (version > StoreSchema.Version)
            throw new StoreException($"{file}: it was written by a newer version of this program (format {version}; this one knows {StoreSchema.Version}); nothing was changed");
        if (work.Query("PRAGMA quick_check(1)", row => row.Text(0)) is not ["ok"])
            throw StoreException.Of(file, new SqliteException("the check of the file failed", StoreException.Corrupt));
        if (mode == SqliteOpenMode.ReadOnly)
        {
            if (version < StoreSchema.Version)
                throw new StoreException($"{file}: it was written by an older version of this program and cannot be changed here");
            return;
        }
        // A commit that returned has survived a power cut; the second pragma says so on macOS too.
        if (work.Query("PRAGMA journal_mode", row => row.Text(0)) is not ["wal"])
            work.Execute("PRAGMA journal_mode = WAL");
        work.Execute("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON");
        if (version < StoreSchema.Version)
            Migrate(work, StoreSchema.Migrations);
    }

    /// <summary>Takes the steps that this database has not taken, in order: all of them or none.</summary>
    internal static void Migrate(Transaction work, ImmutableArray<string> steps)
    {
        work.Execute("BEGIN IMMEDIATE");
        // Another process may have done it meanwhile.
        for (var version = Version(work); version < steps.Length; version++)
            work.Execute($"{steps[version]}; PRAGMA user_version = {version + 1}");
        work.Execute("COMMIT");
    }

    private static int Version(Transaction work) => (int)work.Query("PRAGMA user_version", row => row.Whole(0))[0];

    /// <summary>Makes it aside and moves it into its place when it is complete: nobody ever finds half of it.</summary>
    private static void Make(string file, IDisposable? alone)
    {
        DamagedFile.SetAsideWhatIsLeft(file, alone);
        var draft = $"{file}.new-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        try
        {
            PrivateFile.Open(draft, FileMode.Create, FileAccess.Write).Dispose();
            Connect(draft, draft, SqliteOpenMode.ReadWrite).Dispose();
            try
            {
                Place(draft, file);
            }
            catch (IOException) when (Path.Exists(file))
            {
                // Another process was faster: its file is as good.
                File.Delete(draft);
            }
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            throw new StoreException($"{file}: it cannot be made: {FileErrorText.Of(exception, file)}");
        }
    }

    private static void Place(string draft, string file)
    {
        // File.Move looks whether a file is there, then renames, and replaces one that another process has put there in between. A link
        // never does; but not every file system has links.
        if (!OperatingSystem.IsWindows() && NativeUnix.Link(draft, file))
            File.Delete(draft);
        else
            File.Move(draft, file, overwrite: false);
    }
}

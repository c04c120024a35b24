using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Runtime.Storage;

/// <summary>The one file that this program keeps: <c>massager.db</c>, a SQLite database in the person's data folder.</summary>
/// <remarks>
/// Members may be called from any thread, and from several processes at once. A write that returned is on the disk (write-ahead log,
/// flushed at every commit). Every failure is a <see cref="StoreException"/>.
/// </remarks>
public sealed class MassagerStore : IDisposable
{
    public const string FileName = "massager.db";

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private bool _disposed;

    private MassagerStore(string file, SqliteConnection connection) => (File, _connection) = (file, connection);

    public string File { get; }

    /// <summary>Opens the store of a folder, and makes both where they are missing. A damaged file is set aside, never deleted.</summary>
    public static StoreOpening Open(string folder)
    {
        try
        {
            PrivateFile.MakeFolder(folder);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return StoreOpening.Failed($"{folder}: the data folder cannot be made: {FileErrorText.Of(exception, folder)}");
        }
        var file = Path.Combine(folder, FileName);
        return Opened(() => new(new MassagerStore(file, StoreConnection.Create(file)), [], null))
            ?? Opened(() => Replaced(file))
            ?? StoreOpening.Failed($"{file}: it is damaged, and so is a new one: the disk cannot be trusted");
    }

    /// <summary>Opens the store of a folder for looking; makes nothing. No store and no error only where there surely is none.</summary>
    public static StoreOpening OpenExisting(string folder)
    {
        if (FileErrorText.Problem(folder, mustBeFolder: true) is { } problem)
            return StoreOpening.Failed($"{folder}: the data folder cannot be read: {problem}");
        var file = Path.Combine(folder, FileName);
        if (FileErrorText.Problem(file) is { } hidden)
            return StoreOpening.Failed($"{file}: cannot be read: {hidden}");
        if (!System.IO.File.Exists(file))
            return StoreOpening.None;
        return Opened(() => new(new MassagerStore(file, StoreConnection.Read(file)), [], null)) ?? StoreOpening.Failed($"{file}: it is damaged") with { IsDamaged = true };
    }

    /// <summary>Does all of the work or nothing of it, alone; on return it is on the disk.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public T Write<T>(Func<Transaction, T> work) => InTransaction("BEGIN IMMEDIATE", work);

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<Transaction> work) => Write(statements =>
    {
        work(statements);
        return true;
    });

    /// <summary>Reads one consistent state.</summary>
    /// <exception cref="StoreException">Not readable.</exception>
    public T Read<T>(Func<Transaction, T> work) => InTransaction("BEGIN", work);

    /// <summary>What was deleted leaves the file, and the log beside it.</summary>
    /// <exception cref="StoreException">It is still in there.</exception>
    public void Vacuum()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                var statements = new Transaction(_connection);
                statements.Execute("VACUUM");
                statements.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.Whole(0));
            }
            catch (SqliteException exception)
            {
                throw StoreException.Of(File, exception);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _connection.Dispose();
        }
    }

    private static StoreOpening Replaced(string file)
    {
        using var alone = DamagedFile.Alone(file);
        // Another process may have replaced it meanwhile.
        return Opened(() => new(new MassagerStore(file, StoreConnection.Create(file, alone)), [], null))
            ?? Begun(DamagedFile.SetAside(file), file, alone);
    }

    private static StoreOpening Begun(Phrase note, string file, IDisposable alone) =>
        new(new MassagerStore(file, StoreConnection.Create(file, alone)), [note], null);

    /// <returns>Null when the file is damaged.</returns>
    private static StoreOpening? Opened(Func<StoreOpening> open)
    {
        try
        {
            return open();
        }
        catch (StoreException exception) when (exception.IsDamaged)
        {
            return null;
        }
        catch (StoreException exception)
        {
            return StoreOpening.Failed(exception.Words);
        }
    }

    private T InTransaction<T>(string begin, Func<Transaction, T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var statements = new Transaction(_connection);
            try
            {
                statements.Execute(begin);
                var result = work(statements);
                statements.Execute("COMMIT");
                return result;
            }
            catch (SqliteException exception)
            {
                RollBack(statements);
                throw StoreException.Of(File, exception);
            }
            catch
            {
                RollBack(statements);
                throw;
            }
        }
    }

    // SQLite itself has rolled back after some failures: there is nothing left to undo then.
    private static void RollBack(Transaction statements)
    {
        try
        {
            statements.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }
}

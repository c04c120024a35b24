using MassagerControl.Core;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Runtime.Storage;

/// <summary>The store could not be read or written. The message is for the person: the file, what is wrong, in plain words.</summary>
public sealed class StoreException : Exception
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Disk = 10;
    public const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    public StoreException(Phrase words)
        : base(words.Text) => Words = words;

    private StoreException(Phrase words, SqliteException inner)
        : base(words.Text, inner) => (Words, Code) = (words, inner.SqliteErrorCode);

    /// <summary>The message, for a person of any language.</summary>
    public Phrase Words { get; }

    /// <summary>The file itself is damaged: no retry helps.</summary>
    public bool IsDamaged => Code is Corrupt or NoDatabase;

    /// <summary>The file, or the folder around it, cannot be written: forbidden, full, or failing.</summary>
    public bool IsNotWritable => Code is ReadOnly or CannotOpen or Full or Disk;

    private int Code { get; init; }

    /// <param name="opening">One that failed.</param>
    public static StoreException Of(StoreOpening opening) => new(opening.Error!) { Code = opening.IsDamaged ? Corrupt : 0 };

    public static StoreException Of(string file, SqliteException exception) => new($"{file}: {Why(exception)}", exception);

    private static Phrase Why(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Busy or Locked => "another process has held it for too long",
        ReadOnly => "it is read-only",
        Disk => Phrase.Of($"the disk failed ({Said(exception)})"),
        Corrupt or NoDatabase => "it is damaged",
        Full => "the disk is full",
        CannotOpen => "it cannot be opened for writing",
        Error => Phrase.Of($"the database refuses it: {Said(exception)}"),
        _ => Phrase.Verbatim(exception.Message),
    };

    /// <summary>What SQLite itself says, without what the client library puts around it.</summary>
    private static string Said(SqliteException exception)
    {
        var (first, last) = (exception.Message.IndexOf('\'', StringComparison.Ordinal), exception.Message.LastIndexOf('\''));
        return last > first ? exception.Message[(first + 1)..last] : exception.Message;
    }
}

using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Support;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>A data folder with its second folder, and a clock, for the tests of one class.</summary>
internal sealed class StoreFixture : IDisposable
{
    /// <summary>A process that ended long ago.</summary>
    public static readonly OwnerProcess Dead = new(1, "long ago");

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    public StoreFixture() => Folder = new(Path.Combine(_root.FullName, "data"), false, Path.Combine(_root.FullName, "state"));

    public TestClock Clock { get; } = new() { Boot = new("boot-1", TimeSpan.FromHours(50)) };

    public DataFolder Folder { get; }

    public string Database => Path.Combine(Folder.Path, MassagerStore.FileName);

    public string Copy => Path.Combine(Folder.Path, DoseCopy.FileName);

    public string SecondCopy => Path.Combine(Folder.State!, DoseCopy.FileName);

    public SessionStore Open()
    {
        var opening = SessionStore.Open(Folder, Clock.Store);
        Assert.Null(opening.Error);
        return opening.Sessions!;
    }

    public NewSession Beginning(OwnerProcess? owner = null, string area = "lower-back", string? side = "left", double planned = 150) => new(
        Clock.Store.Now(), "sim:x", "x", area, side, "compression", true, "{}", TimeSpan.FromSeconds(planned), owner ?? OwnerProcess.Own);

    /// <summary>Begins a session that nothing refuses.</summary>
    public BegunSession Begin(SessionStore book, NewSession? beginning = null) => book.Begin(beginning ?? Beginning(), _ => []).Session!;

    /// <summary>A whole session.</summary>
    public void Run(SessionStore book, double press, bool locks = false, NewSession? beginning = null)
    {
        using var journal = new Journal(book, Begin(book, beginning), _ => { });
        Assert.Null(journal.End(Closing(press), locks));
    }

    public static SessionClosing Closing(double press, bool confirmedOff = true) => new(default, "completed", "done", 3, TimeSpan.FromSeconds(press), 40, confirmedOff);

    /// <summary>As somebody would with another program.</summary>
    public void Edit(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A literal of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose() => _root.Delete(recursive: true);
}

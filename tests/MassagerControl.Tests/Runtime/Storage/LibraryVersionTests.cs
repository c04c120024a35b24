using System.Buffers.Binary;
using System.IO.Compression;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>The SQLite that is really loaded, and what the one before it left behind.</summary>
public sealed class LibraryVersionTests : IDisposable
{
    // Older ones can damage a file that two connections write: the fault of the reset of the write-ahead log.
    private static readonly Version Least = new(3, 51, 3);

    private readonly StoreFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_loaded_library_does_not_damage_a_file_that_several_processes_write()
    {
        using var book = _files.Open();

        var version = Assert.Single(book.Store.Read(work => work.Query("SELECT sqlite_version()", row => row.Text(0))));

        Assert.True(Version.Parse(version) >= Least, $"SQLite {version} is loaded, {Least} or later is needed");
    }

    /// <remarks>Where the files come from stands beside them.</remarks>
    [Fact]
    public void What_a_killed_session_left_in_the_log_of_the_library_before_is_all_there()
    {
        Assert.Equal(3_035_005, BinaryPrimitives.ReadInt32BigEndian(Unpacked("massager.db").AsSpan(96)));
        Unpack("massager.db", "massager.db-wal");
        _files.Clock.Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

        using var book = _files.Open();

        var (sessions, events, past) = (All(book), Events(book, 2), book.Past());
        Assert.Equal([("blade-edge", "completed"), ("lower-back", null)], sessions.Select(session => (session.Beginning.Area, session.Closing?.Outcome)));
        Assert.Equal(20, Events(book, 1).Length);
        Assert.Equal((13, "rating", 23.8382274), (events.Length, events[^1].Type, events[^1].At.TotalSeconds));
        Assert.Contains(past.Notes, note => note.Text.StartsWith("session 2 ended without a word", StringComparison.Ordinal));
        Assert.Equal(2, past.Doses.Length);
        Assert.Equal(["ok"], book.Store.Read(work => work.Query("PRAGMA integrity_check", row => row.Text(0))));
    }

    [Fact]
    public void Without_the_log_the_second_session_would_be_missing()
    {
        Unpack("massager.db");

        using var book = _files.Open();

        Assert.Equal("blade-edge", Assert.Single(All(book)).Beginning.Area);
    }

    private static StoredSession[] All(SessionStore book) => [.. book.Store.Read(work => new SessionTable(work).Newest(10)).Reverse()];

    private static StoredEvent[] Events(SessionStore book, long session) => [.. book.Store.Read(work => new SessionTable(work).Events(session))];

    private void Unpack(params string[] names)
    {
        PrivateFile.MakeFolder(_files.Folder.Path);
        foreach (var name in names)
            File.WriteAllBytes(Path.Combine(_files.Folder.Path, name), Unpacked(name));
    }

    private static byte[] Unpacked(string name)
    {
        using var packed = new GZipStream(
            File.OpenRead(Repository.PathOf("tests", "MassagerControl.Tests", "App", "Storage", "LeftByOldLibrary", $"{name}.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}

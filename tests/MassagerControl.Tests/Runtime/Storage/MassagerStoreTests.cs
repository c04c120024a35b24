using MassagerControl.Runtime.Storage;
using Microsoft.Data.Sqlite;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class MassagerStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Folder => Path.Combine(_folder.FullName, "data");

    private string File => Path.Combine(Folder, MassagerStore.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_store_is_made_with_its_folder_for_the_person_alone()
    {
        using var store = Open();

        Assert.True(System.IO.File.Exists(File));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void A_commit_is_flushed_and_readers_do_not_wait_for_writers()
    {
        using var store = Open();

        Assert.Equal("wal", store.Read(work => work.Query("PRAGMA journal_mode", row => row.Text(0)))[0]);
        Assert.Equal(2, store.Read(work => work.Query("PRAGMA synchronous", row => row.Whole(0)))[0]);
        Assert.Equal(1, store.Read(work => work.Query("PRAGMA foreign_keys", row => row.Whole(0)))[0]);
        Assert.Equal(10_000, store.Read(work => work.Query("PRAGMA busy_timeout", row => row.Whole(0)))[0]);
    }

    [Fact]
    public void What_was_written_is_there_after_opening_again()
    {
        using (var store = Open())
            store.Write(work => new AdviceTable(work).Add("no-gain", "lower-back", Noon));

        using var again = Open();

        Assert.Equal(Noon, again.Read(work => new AdviceTable(work).LastShown("no-gain", "lower-back")));
    }

    [Fact]
    public void Work_that_fails_half_way_leaves_nothing()
    {
        using var store = Open();

        Assert.Throws<InvalidOperationException>(() => store.Write(work =>
        {
            new AdviceTable(work).Add("no-gain", null, Noon);
            throw new InvalidOperationException();
        }));

        Assert.Null(store.Read(work => new AdviceTable(work).LastShown("no-gain", null)));
        store.Write(work => new AdviceTable(work).Add("no-gain", null, Noon));
    }

    [Fact]
    public void A_damaged_file_is_set_aside_byte_for_byte_and_a_new_one_is_begun()
    {
        Directory.CreateDirectory(Folder);
        var bytes = new byte[8192];
        new Random(1).NextBytes(bytes);
        System.IO.File.WriteAllBytes(File, bytes);

        var opening = MassagerStore.Open(Folder);
        opening.Store!.Dispose();
        System.IO.File.WriteAllText(File, "this is no database, however long it may be");
        var second = MassagerStore.Open(Folder);
        second.Store!.Dispose();

        Assert.Equal([$"{File} is damaged; it was set aside as massager.db.corrupt-1 and a new one was begun"], opening.Notes.Select(note => note.Text));
        Assert.Equal([$"{File} is damaged; it was set aside as massager.db.corrupt-2 and a new one was begun"], second.Notes.Select(note => note.Text));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes($"{File}.corrupt-1"));
    }

    [Fact]
    public void What_a_deleted_database_left_behind_is_not_taken_for_the_next_ones()
    {
        using (var crashed = Open())
        {
            crashed.Write(work => new AdviceTable(work).Add("old", null, Noon));
            System.IO.File.Copy(File + "-wal", File + "-wal.kept");
        }
        System.IO.File.Delete(File);
        System.IO.File.Move(File + "-wal.kept", File + "-wal");

        using var store = Open();

        Assert.Null(store.Read(work => new AdviceTable(work).LastShown("old", null)));
        Assert.True(System.IO.File.Exists(File + ".corrupt-1-wal"));
    }

    [Fact]
    public void Damage_in_the_middle_of_the_file_is_found()
    {
        using (var store = Open())
        {
            for (var i = 0; i < 500; i++)
                store.Write(work => new CheckInTable(work).Add(Noon, new string('x', 500), "ok"));
        }
        using (var stream = System.IO.File.OpenWrite(File))
        {
            stream.Position = stream.Length / 2;
            stream.Write(new byte[20_000]);
        }

        var opening = MassagerStore.Open(Folder);
        opening.Store!.Dispose();

        Assert.Contains("massager.db.corrupt-1", Assert.Single(opening.Notes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        using (var store = Open())
            store.Write(work => work.Execute("PRAGMA user_version = 7"));
        var before = System.IO.File.ReadAllBytes(File);

        var opening = MassagerStore.Open(Folder);

        Assert.Null(opening.Store);
        Assert.Equal(
            $"{File}: it was written by a newer version of this program (format 7; this one knows {StoreSchema.Version}); nothing was changed", opening.Error?.Text);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_an_error_that_names_it()
    {
        System.IO.File.WriteAllText(Folder, "");

        var opening = MassagerStore.Open(Folder);

        Assert.Null(opening.Store);
        Assert.StartsWith($"{Folder}: the data folder cannot be made: ", opening.Error?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_an_error_that_names_it()
    {
        Directory.CreateDirectory(File);

        Assert.Equal($"{File}: it cannot be opened for writing", MassagerStore.Open(Folder).Error?.Text);
    }

    [Fact]
    public void A_full_disk_is_told_and_what_was_there_stays()
    {
        using var store = Open();
        store.Write(work => new CheckInTable(work).Add(Noon, "{}", "ok"));
        store.Read(work => work.Query("PRAGMA max_page_count = 1", row => row.Whole(0)));

        var full = Assert.Throws<StoreException>(() => store.Write(work =>
        {
            for (var i = 0; i < 100; i++)
                new CheckInTable(work).Add(Noon, new string('x', 1000), "ok");
        }));

        Assert.Equal($"{File}: the disk is full", full.Message);
        Assert.Single(store.Read(work => new CheckInTable(work).All()));
    }

    [Fact]
    public void Looking_makes_nothing()
    {
        var opening = MassagerStore.OpenExisting(Folder);

        Assert.Equal(StoreOpening.None, opening);
        Assert.False(Path.Exists(Folder));
    }

    [Fact]
    public void Two_stores_on_one_file_take_turns()
    {
        using var one = Open();
        using var other = Open();

        one.Write(work => new AdviceTable(work).Add("a", null, Noon));
        other.Write(work => new AdviceTable(work).Add("b", null, Noon));

        Assert.Equal(Noon, one.Read(work => new AdviceTable(work).LastShown("b", null)));
    }

    [Fact]
    public void Many_that_open_a_new_folder_at_once_share_one_store()
    {
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using var store = Open();
            store.Write(work => new AdviceTable(work).Add($"a{i}", null, Noon));
        });

        using var all = Open();
        Assert.Equal(4, all.Read(work => work.Query("SELECT kind FROM advice_shown", row => row.Text(0))).Length);
    }

    [Fact]
    public void Many_that_find_a_damaged_file_at_once_set_it_aside_once()
    {
        Directory.CreateDirectory(Folder);
        System.IO.File.WriteAllText(File, "this is no database, however long it may be");

        var errors = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var opening = MassagerStore.Open(Folder);
            using var store = opening.Store;
            store?.Write(work => new AdviceTable(work).Add($"a{i}", null, Noon));
            if (opening.Error is { } error)
                errors.Add(error.Text);
        });

        // Who comes while another is at it is sent away.
        Assert.All(errors, error => Assert.Contains("another process is setting it aside", error, StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(Folder, "massager.db.corrupt-*"));
        using var all = Open();
        Assert.Equal(4 - errors.Count, all.Read(work => work.Query("SELECT kind FROM advice_shown", row => row.Text(0))).Length);
    }

    [Fact]
    public void Steps_that_are_missing_are_taken_in_order_and_none_twice()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var work = new Transaction(connection);

        StoreConnection.Migrate(work, ["CREATE TABLE a(x)"]);
        StoreConnection.Migrate(work, ["CREATE TABLE a(x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)", "UPDATE a SET y = x + y"]);

        Assert.Equal([3], work.Query("SELECT y FROM a", row => row.Whole(0)));
        Assert.Equal([3], work.Query("PRAGMA user_version", row => row.Whole(0)));
    }

    [Fact]
    public void A_step_that_cannot_be_taken_is_an_error_that_changes_nothing()
    {
        using (var store = Open())
            store.Write(work => work.Execute("DROP TABLE advice_shown; PRAGMA user_version = 0"));

        Assert.Contains("already exists", MassagerStore.Open(Folder).Error?.Text, StringComparison.Ordinal);

        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        Assert.Empty(new Transaction(connection).Query("SELECT name FROM sqlite_master WHERE name = 'advice_shown'", row => row.Text(0)));
    }

    [Fact]
    public void A_file_that_another_process_holds_is_told()
    {
        using var store = Open();
        store.Read(work => work.Query("PRAGMA busy_timeout = 0", row => row.Whole(0)));
        using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        other.Open();
        using var begin = new SqliteCommand("BEGIN IMMEDIATE", other);
        begin.ExecuteNonQuery();

        var held = Assert.Throws<StoreException>(() => store.Write(work => new AdviceTable(work).Add("a", null, Noon)));

        Assert.Equal($"{File}: another process has held it for too long", held.Message);
    }

    private MassagerStore Open()
    {
        var opening = MassagerStore.Open(Folder);
        Assert.Null(opening.Error);
        return opening.Store!;
    }
}

using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class SessionStoreTests : IDisposable
{
    private readonly StoreFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_session_under_way_takes_all_that_it_plans()
    {
        using var book = _files.Open();
        _files.Begin(book);
        using var other = _files.Open();

        var (session, refusals) = other.Begin(_files.Beginning(), doses => [string.Join(";", doses)]);

        Assert.Null(session);
        Assert.Equal(new Dose(_files.Clock.Now, "lower-back", "left", TimeSpan.FromSeconds(150), false) { UnderWay = true }.ToString(), Assert.Single(refusals));
        Assert.Single(other.Store.Read(work => new SessionTable(work).Open()));
    }

    [Fact]
    public void A_session_that_ended_counts_with_what_it_gave()
    {
        using var book = _files.Open();
        _files.Run(book, 50);
        _files.Clock.Pass(1);

        var past = book.Past();

        Assert.Equal([new Dose(_files.Clock.Now.AddHours(-1), "lower-back", "left", TimeSpan.FromSeconds(50), false)], past.Doses);
        Assert.Empty(past.Notes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(123_456_789, 12_346)]
    public void Less_than_a_millisecond_counts_and_no_file_lacks_what_another_has(long ticks, int milliseconds)
    {
        using (var book = _files.Open())
            _files.Run(book, TimeSpan.FromTicks(ticks).TotalSeconds);
        using var again = _files.Open();

        var past = again.Past();

        Assert.Empty(past.Notes);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Assert.Single(past.Doses).Press);
        File.Delete(_files.Database);
        using var restored = _files.Open();
        Assert.Equal(past.Doses, restored.Past().Doses);
    }

    [Fact]
    public void A_deleted_database_is_noticed_once_and_every_session_still_counts()
    {
        using (var book = _files.Open())
        {
            _files.Run(book, 50);
            _files.Run(book, 20, locks: true);
        }
        File.Delete(_files.Database);
        _files.Clock.Pass(1);
        using var again = _files.Open();

        var past = again.Past();

        Assert.Equal([50, 20, 0], past.Doses.Select(dose => dose.Press.TotalSeconds));
        Assert.Equal([false, false, true], past.Doses.Select(dose => dose.Locked));
        Assert.Equal([$"{_files.Copy} knows 3 entries more than the database (was it deleted or set back?); all of them count"], past.Notes.Select(note => note.Text));
        Assert.Empty(again.Past().Notes);
        Assert.Equal(past.Doses, again.Past().Doses);
    }

    [Fact]
    public void A_deleted_copy_is_written_again()
    {
        using var book = _files.Open();
        _files.Run(book, 50, locks: true);
        File.Delete(_files.Copy);

        Assert.Equal([$"{_files.Copy} lacked 2 entries (was it deleted or set back?); written again"], book.Past().Notes.Select(note => note.Text));
        Assert.Empty(book.Past().Notes);
    }

    [Fact]
    public void The_second_folder_remembers_what_the_first_lost()
    {
        using (var book = _files.Open())
            _files.Run(book, 50);
        Directory.Delete(_files.Folder.Path, recursive: true);
        using var again = _files.Open();

        var past = again.Past();

        Assert.Equal(50, Assert.Single(past.Doses).Press.TotalSeconds);
        Assert.Equal(
            [
                $"{_files.SecondCopy} knows 1 entry more than the database (was it deleted or set back?); all of them count",
                $"{_files.Copy} lacked 1 entry (was it deleted or set back?); written again",
            ],
            past.Notes.Select(note => note.Text));
    }

    [Fact]
    public void A_folder_that_was_named_has_no_second_one()
    {
        using (var book = SessionStore.Open(_files.Folder with { State = null }, _files.Clock.Store).Sessions!)
            _files.Run(book, 50);

        Assert.True(File.Exists(_files.Copy));
        Assert.False(File.Exists(_files.SecondCopy));
    }

    [Fact]
    public void A_database_that_was_set_back_knows_the_newer_sessions_from_the_copy()
    {
        using (var book = _files.Open())
            _files.Run(book, 50);
        File.Copy(_files.Database, _files.Database + ".old");
        using (var book = _files.Open())
            _files.Run(book, 20);
        File.Move(_files.Database + ".old", _files.Database, overwrite: true);
        using var again = _files.Open();

        Assert.Equal([50, 20], again.Past().Doses.Select(dose => dose.Press.TotalSeconds));
    }

    [Theory]
    [InlineData("UPDATE doses SET press_seconds = 1")]
    [InlineData("DELETE FROM doses")]
    public void A_dose_that_was_edited_counts_as_the_copy_has_it(string sql)
    {
        using (var book = _files.Open())
            _files.Run(book, 50);
        _files.Edit(sql);
        using var again = _files.Open();

        var past = again.Past();

        Assert.Equal(50, Assert.Single(past.Doses).Press.TotalSeconds);
        Assert.Single(past.Notes);
    }

    [Fact]
    public void A_copy_that_was_edited_is_no_way_to_lower_a_dose()
    {
        using var book = _files.Open();
        _files.Run(book, 50);
        File.WriteAllText(_files.Copy, File.ReadAllText(_files.Copy).Replace("\"pressSeconds\":50", "\"pressSeconds\":1", StringComparison.Ordinal));

        Assert.Equal([$"{_files.Copy} lacked 1 entry (was it deleted or set back?); written again"], book.Past().Notes.Select(note => note.Text));
        Assert.Equal(50, Assert.Single(book.Past().Doses).Press.TotalSeconds);
    }

    [Fact]
    public void A_session_of_a_lost_database_that_never_ended_counts_with_its_plan()
    {
        using (var book = _files.Open())
            _files.Begin(book);
        File.Delete(_files.Database);
        using var again = _files.Open();

        Assert.Equal(new Dose(_files.Clock.Now, "lower-back", "left", TimeSpan.FromSeconds(150), false), Assert.Single(again.Past().Doses));
    }

    [Fact]
    public void A_session_that_gave_nothing_counts_with_nothing_also_from_the_copy()
    {
        using (var book = _files.Open())
            _files.Run(book, 0);
        File.Delete(_files.Database);
        using var again = _files.Open();

        Assert.Equal(TimeSpan.Zero, Assert.Single(again.Past().Doses).Press);
    }

    [Fact]
    public void A_lock_that_was_cleared_stays_cleared_and_one_that_was_not_holds_without_its_database()
    {
        using (var book = _files.Open())
        {
            _files.Run(book, 50, locks: true);
            var held = Assert.Single(book.Store.Read(work => new AreaLockTable(work).Holding()));
            _files.Clock.Pass(30);
            _files.Run(book, 50, locks: true);
            book.Store.Write(work => new AreaLockTable(work).Clear(held.Id, _files.Clock.Now));
            Assert.Single(book.Past().Doses, dose => dose.Locked);
        }
        File.Delete(_files.Database);
        using var again = _files.Open();

        Assert.Single(again.Past().Doses, dose => dose.Locked);
        Assert.Equal(2, again.Store.Read(work => new AreaLockTable(work).All()).Length);
    }

    [Fact]
    public void A_bad_line_of_a_copy_is_told_every_time()
    {
        using var book = _files.Open();
        _files.Run(book, 50);
        File.AppendAllText(_files.Copy, "what?\n");

        Assert.EndsWith("; the line counts as nothing", Assert.Single(book.Past().Notes).Text, StringComparison.Ordinal);
        Assert.Single(book.Past().Notes);
    }

    [Fact]
    public void Where_a_copy_cannot_be_written_no_session_begins()
    {
        using var book = _files.Open();
        Directory.CreateDirectory(_files.Copy);

        Assert.StartsWith($"{_files.Copy}: cannot be written: ", Assert.Throws<StoreException>(() => _files.Begin(book)).Message, StringComparison.Ordinal);
        Assert.Empty(book.Store.Read(work => new SessionTable(work).Open()));
    }

    [Fact]
    public void A_clock_that_was_moved_is_told_and_time_that_passed_counts()
    {
        using var book = _files.Open();
        _files.Run(book, 50);
        _files.Clock.Pass(1);
        _files.Clock.Now += TimeSpan.FromHours(25);

        var past = book.Past();

        Assert.Equal(["the clock was set forward by 25 h since the last session; sessions count by the time that has really passed"], past.Notes.Select(note => note.Text));
        Assert.Equal(_files.Clock.Now.AddHours(-1), Assert.Single(past.Doses).Ended);
        _files.Clock.Now -= TimeSpan.FromHours(25.5);
        Assert.StartsWith("the clock was set back by 30 min", book.Past().Notes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_in_the_future_counts_as_just_ended_and_from_then_on_by_the_clock()
    {
        using var book = _files.Open();
        _files.Run(book, 50);
        // Another start of the computer, its clock a year behind: nobody can know more.
        _files.Clock.Boot = new("boot-2", TimeSpan.FromHours(1));
        _files.Clock.Now -= TimeSpan.FromDays(365);

        var noticed = book.Past();
        _files.Clock.Pass(3);
        var later = book.Past();

        Assert.Equal(["a session lies in the future: the clock was wrong then or is wrong now; it counts as one that has just ended"], noticed.Notes);
        Assert.Equal(_files.Clock.Now.AddHours(-3), Assert.Single(noticed.Doses).Ended);
        Assert.Empty(later.Notes);
        Assert.Equal(_files.Clock.Now.AddHours(-3), Assert.Single(later.Doses).Ended);
    }
}

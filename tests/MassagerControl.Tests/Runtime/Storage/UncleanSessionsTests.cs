using System.Globalization;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class UncleanSessionsTests : IDisposable
{
    private readonly StoreFixture _files = new();
    private readonly SessionStore _book;

    public UncleanSessionsTests() => _book = _files.Open();

    public void Dispose()
    {
        _book.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void A_session_whose_process_died_is_closed_with_the_dose_that_its_journal_shows()
    {
        var session = Died([Phase(0, "warm-up", 0), Phase(30, "compress", 1), Phase(32, "hold", 1), Level(33, 40), Phase(55, "release", 1), Phase(60, "compress", 2), Level(70, 20)]);
        _files.Clock.Pass(3);

        var past = _book.Past();

        Assert.Equal(["session 1 ended without a word at 08:01: it counts with 36 s of press"], past.Notes.Select(note => note.Text));
        Assert.Equal(36, Assert.Single(past.Doses).Press.TotalSeconds);
        var stored = _book.Store.Read(work => new SessionTable(work).Find(session.Id))!;
        Assert.Equal(
            new SessionClosing(session.Beginning.Began.Wall.AddSeconds(71), "interrupted", "its process ended without a word", 2, TimeSpan.FromSeconds(36), 40, true),
            stored.Closing);
        Assert.Empty(_book.Past().Notes);
    }

    [Fact]
    public void What_was_counted_while_the_press_went_on_counts()
    {
        var session = Died([Phase(0, "compress", 1)]);
        _files.Clock.Pass(0.01);
        _book.Store.Write(work => new DoseTable(work).Save(session.Dose(_files.Clock.Store.Now(), TimeSpan.FromSeconds(24.3))));

        var dose = Assert.Single(_book.Past().Doses);

        Assert.Equal(25.3, dose.Press.TotalSeconds);
        Assert.Equal(_files.Clock.Now, dose.Ended);
    }

    [Fact]
    public void A_device_that_may_still_run_stays_written_down_as_that()
    {
        var session = Died([Phase(0, "compress", 1), Level(1, 20)]);
        _book.Store.Write(work => new RunningDevices(work).Mark("sim:x", "x", session.Id, StoreFixture.Dead, _files.Clock.Now));

        _book.Past();

        Assert.Single(_book.Store.Read(work => new RunningDevices(work).All()));
        Assert.False(_book.Store.Read(work => new SessionTable(work).Find(session.Id))!.Closing!.ConfirmedOff);
    }

    [Theory]
    [InlineData("""{"t":9,"type":"red-flag","kind":"numb","source":"key"}""", "red-flag", "numb")]
    [InlineData("""{"t":9,"type":"rating","value":9,"source":"key"}""", "rating", "rating")]
    [InlineData("""{"t":9,"type":"rating","value":8,"source":"key"}""", "rating", null)]
    public void A_red_flag_that_was_written_locks_although_nobody_came_to_lock(string json, string type, string? kind)
    {
        var session = Died([Phase(0, "compress", 1), new(2, TimeSpan.FromSeconds(9), type, json)]);

        _book.Past();

        var held = _book.Store.Read(work => new AreaLockTable(work).Holding());
        Assert.Equal(kind, held.FirstOrDefault()?.Kind);
        if (kind is not null)
            Assert.Equal(("lower-back", "left", session.Id), (held[0].Area, held[0].Side, held[0].Session));
    }

    [Theory]
    [InlineData("phase", "no json")]
    [InlineData("phase", """{"phase":"compress"}""")]
    [InlineData("rating", """{"value":"much"}""")]
    public void An_entry_that_nobody_can_read_says_nothing_and_the_others_count(string type, string json)
    {
        Died([Phase(0, "compress", 1), new(2, TimeSpan.FromSeconds(5), type, json), Phase(10, "release", 1)]);

        Assert.Equal(10, Assert.Single(_book.Past().Doses).Press.TotalSeconds);
    }

    [Fact]
    public void A_session_that_never_began_to_press_counts_as_nothing()
    {
        Died([]);

        Assert.Equal(TimeSpan.Zero, Assert.Single(_book.Past().Doses).Press);
    }

    [Fact]
    public void A_session_whose_process_lives_is_left_alone()
    {
        _files.Begin(_book);

        Assert.Empty(_book.Past().Notes);
        Assert.True(Assert.Single(_book.Past().Doses).UnderWay);
    }

    [Fact]
    public void A_session_in_another_container_is_under_way_until_it_must_be_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "process namespaces are Linux");
        _files.Begin(_book, _files.Beginning(new OwnerProcess(1, $"{BootClock.Id} pid:[1] 1")));
        _files.Clock.Pass(0.5);
        Assert.True(Assert.Single(_book.Past().Doses).UnderWay);

        _files.Clock.Pass(0.01);

        Assert.False(Assert.Single(_book.Past().Doses).UnderWay);
    }

    private BegunSession Died(StoredEvent[] events)
    {
        var session = _files.Begin(_book, _files.Beginning(StoreFixture.Dead));
        foreach (var (told, i) in events.Select((told, i) => (told, i)))
            _book.Store.Write(work => new SessionTable(work).Append(session.Id, told with { Seq = i + 1 }));
        return session;
    }

    private static StoredEvent Phase(double at, string phase, int rep) =>
        new(0, TimeSpan.FromSeconds(at), "phase", string.Create(CultureInfo.InvariantCulture, $$"""{"t":{{at}},"type":"phase","phase":"{{phase}}","rep":{{rep}},"of":6,"reason":"x"}"""));

    private static StoredEvent Level(double at, double intensity) =>
        new(0, TimeSpan.FromSeconds(at), "level", string.Create(CultureInfo.InvariantCulture, $$"""{"t":{{at}},"type":"level","intensity":{{intensity}},"level":1,"requested":100,"limitedBy":[]}"""));
}

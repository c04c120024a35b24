using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

public sealed class JournalTests : IDisposable
{
    private readonly StoreFixture _files = new();
    private readonly SessionStore _book;
    private readonly List<string> _failures = [];
    private readonly Journal _journal;

    public JournalTests()
    {
        _book = _files.Open();
        _journal = new(_book, _files.Begin(_book), reason =>
        {
            lock (_failures)
                _failures.Add(reason.Text);
        });
    }

    public void Dispose()
    {
        _journal.Dispose();
        _book.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void Everything_that_was_told_is_there_in_its_order_but_frames()
    {
        for (var i = 0; i < 100; i++)
            _journal.Tell(new InputTaken($"input {i}", true, "test") { At = TimeSpan.FromSeconds(i) });
        _journal.Tell(new FrameTraced(new FrameWritten("motor", "00", true)) { At = TimeSpan.FromSeconds(100) });
        _journal.Tell(new StopAsked("key") { At = TimeSpan.FromSeconds(100.5) });
        Assert.Null(_journal.End(StoreFixture.Closing(10), locks: false));

        var events = _book.Store.Read(work => new SessionTable(work).Events(_journal.Id));

        Assert.Equal(Enumerable.Range(1, 101), events.Select(told => told.Seq));
        Assert.Equal("""{"t":42,"type":"input","kind":"input 42","accepted":true,"reason":"test"}""", events[42].Json);
        Assert.Equal(new StoredEvent(101, TimeSpan.FromSeconds(100.5), "stop", """{"t":100.5,"type":"stop","cause":"key"}"""), events[^1]);
        Assert.Empty(_failures);
    }

    [Fact]
    public void The_end_closes_the_session_with_its_dose()
    {
        Assert.Null(_journal.End(StoreFixture.Closing(25), locks: false));

        var session = _book.Store.Read(work => new SessionTable(work).Find(_journal.Id))!;
        Assert.Equal(StoreFixture.Closing(25) with { Ended = _files.Clock.Now }, session.Closing);
        var dose = _book.Store.Read(work => new DoseTable(work).Find(session.Mark))!;
        Assert.Equal((25, _files.Clock.Store.Now(), session.Id), (dose.Press.TotalSeconds, dose.Ended, dose.Session));
        Assert.Empty(_book.Store.Read(work => new AreaLockTable(work).All()));
        Assert.Contains("\"pressSeconds\":25", File.ReadAllText(_files.Copy), StringComparison.Ordinal);
        Assert.Contains("\"pressSeconds\":25", File.ReadAllText(_files.SecondCopy), StringComparison.Ordinal);
    }

    [Fact]
    public void The_dose_grows_while_the_press_goes_on()
    {
        foreach (var seconds in (double[])[0, 0.3, 0.6, 0.6, 0.9])
            _journal.Grow(TimeSpan.FromSeconds(seconds));
        _journal.Dispose();

        Assert.Equal(0.9, Assert.Single(_book.Store.Read(work => new DoseTable(work).All())).Press.TotalSeconds);
        Assert.Single(_book.Store.Read(work => new SessionTable(work).Open()));
    }

    [Fact]
    public void A_device_is_written_down_as_running_once_and_cleared_when_it_confirmed_off()
    {
        Assert.Null(_journal.MayRun());
        Assert.Null(_journal.MayRun());
        var running = Assert.Single(_book.Store.Read(work => new RunningDevices(work).All()));
        Assert.Equal(("sim:x", "x", _journal.Id, OwnerProcess.Own), (running.Device, running.Profile, running.Session, running.Owner));

        Assert.Null(_journal.End(StoreFixture.Closing(25), locks: false));

        Assert.Empty(_book.Store.Read(work => new RunningDevices(work).All()));
    }

    [Fact]
    public void A_device_that_did_not_confirm_off_stays_written_down_as_running()
    {
        _journal.MayRun();
        _journal.End(StoreFixture.Closing(25, confirmedOff: false), locks: false);

        Assert.Single(_book.Store.Read(work => new RunningDevices(work).All()));
    }

    [Theory]
    [InlineData(RedFlagKind.Sharp, "sharp")]
    [InlineData(RedFlagKind.Radiating, "radiating")]
    [InlineData(null, "rating")]
    public void A_lock_says_what_made_it(RedFlagKind? kind, string word)
    {
        if (kind is { } flag)
            _journal.Tell(new RedFlagRaised(flag, "key") { At = TimeSpan.Zero });
        else
            _journal.Tell(new Rated(Discomfort.From(9), "key") { At = TimeSpan.Zero });
        Assert.True(_journal.SawRedFlag);
        _journal.End(StoreFixture.Closing(25), locks: true);

        var held = Assert.Single(_book.Store.Read(work => new AreaLockTable(work).Holding()));
        Assert.Equal(("lower-back", "left", word, _journal.Id), (held.Area, held.Side, held.Kind, held.Session));
        Assert.Contains($"\"what\":\"{word}\"", File.ReadAllText(_files.SecondCopy), StringComparison.Ordinal);
    }

    [Fact]
    public void An_8_is_no_red_flag()
    {
        _journal.Tell(new Rated(Discomfort.From(8), "key") { At = TimeSpan.Zero });

        Assert.False(_journal.SawRedFlag);
    }

    [Fact]
    public void A_full_disk_is_told_once_and_what_was_written_before_stays()
    {
        _journal.MayRun();
        Fill();
        for (var i = 0; i < 2_000; i++)
            _journal.Tell(new StopAsked(new string('x', 500)) { At = TimeSpan.FromSeconds(i) });
        var lost = _journal.End(StoreFixture.Closing(25), locks: false);

        Assert.Equal($"{_files.Database}: the disk is full", lost?.Text);
        Assert.Equal(lost?.Text, Assert.Single(_failures));
        Assert.Equal(lost, _journal.Failure);
        Assert.Single(_book.Store.Read(work => new SessionTable(work).Newest(9)));
    }

    [Fact]
    public void On_a_full_disk_no_device_may_run()
    {
        Fill();

        Assert.Equal($"{_files.Database}: the disk is full", _journal.MayRun()?.Text);
        Assert.Empty(_book.Store.Read(work => new RunningDevices(work).All()));
    }

    [Fact]
    public void A_disk_that_does_not_answer_is_given_up()
    {
        // Nobody else can write while this does: the journal waits, and what it is told piles up.
        _book.Store.Write(work =>
        {
            // Twice as many as may wait: some were taken before.
            for (var i = 0; i < 20_001; i++)
                _journal.Tell(new StopAsked("x") { At = TimeSpan.FromSeconds(i) });
        });

        Assert.Equal([$"{_files.Database}: it takes too long to write"], _failures);
    }

    /// <summary>No more pages: what a full disk does to SQLite.</summary>
    private void Fill()
    {
        _book.Store.Write(work => new CheckInTable(work).Add(_files.Clock.Now, new string('x', 20_000), "filler"));
        var pages = _book.Store.Read(work => work.Query("PRAGMA page_count", row => row.Whole(0)))[0];
        _book.Store.Read(work => work.Query($"PRAGMA max_page_count = {pages}", row => row.Whole(0)));
        // Also no free room within the pages.
        while (true)
        {
            try
            {
                _book.Store.Write(work => work.Execute("INSERT INTO running_devices(device, owner_pid, owner_started, since_utc, cleared_utc) VALUES ('filler filler filler filler', 1, '', '', '')"));
            }
            catch (StoreException)
            {
                return;
            }
        }
    }
}

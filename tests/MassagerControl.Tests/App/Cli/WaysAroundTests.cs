using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

/// <summary>The ways around a dose limit that docs/dose.md lists, each tried.</summary>
public sealed class WaysAroundTests : IDisposable
{
    private const string TooSoon = "massager: the last session here is less than 2 hours ago";

    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Deleting_the_history_leaves_what_counts()
    {
        await File.WriteAllTextAsync(_run.At("numb.txt"), "40 numb\n", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await _run.RunAsync("--area", "lower-back", "--side", "left", "--ratings", _run.At("numb.txt"))).Exit);
        _run.Clock.Pass(30);
        Assert.Equal(0, (await _run.RunAsync()).Exit);

        var deleted = await _run.HistoryAsync("--delete-all", "--yes");

        Assert.Contains("Kept: 1 lock. A place stays locked until its lock is cleared or over.", deleted.OutLines);
        Assert.Contains(TooSoon, (await _run.RunAsync()).ErrorLines);
        Assert.Contains("massager: lower-back left is locked since a session ended with a red flag or a 9–10", (await _run.RunAsync("--area", "lower-back", "--side", "left")).ErrorLines);
        // Nor does the copy bring back what was deleted, or forget what was not.
        File.Delete(_run.Database);
        Assert.Contains(TooSoon, (await _run.RunAsync()).ErrorLines);
        Assert.Contains("locked since", (await _run.RunAsync("--area", "lower-back", "--side", "left")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starting_again_at_once()
    {
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        _run.Clock.Pass(0.25);

        var again = await _run.RunAsync();

        Assert.Equal(6, again.Exit);
        Assert.Equal([TooSoon, "massager: next possible at 10:00, because the last session here is less than 2 hours ago"], again.ErrorLines);
        Assert.Equal("", again.Out);
    }

    [Fact]
    public async Task A_second_process_while_the_first_is_under_way()
    {
        var opening = SessionStore.Open(new(_run.Data, true, null), _run.Clock.Store);
        using var book = opening.Sessions!;
        var now = _run.Clock.Store.Now();
        book.Begin(new(now, "sim:x", "x", "upper-trapezius", "right", "p", true, "{}", TimeSpan.FromSeconds(150), OwnerProcess.Own), _ => []);

        Assert.Contains("massager: a session here is under way", (await _run.RunAsync()).ErrorLines);
        Assert.Equal(0, (await _run.RunAsync("--side", "left")).Exit);
    }

    [Fact]
    public async Task A_second_process_that_judged_before_the_first_began()
    {
        await _run.BeTreatedBeforeAsync();
        var order = new SessionOrder { Program = "compression", Device = "sim:sim-vibration-ball", Area = "upper-trapezius", Side = "right", Profiles = _run.At("profiles"), Data = _run.Data };
        var one = ((Admitted)new SessionIntake(_run.Shipped.Intake).Admit(order)).Setup.Keeping!;
        using var first = one.Sessions;
        var other = ((Admitted)new SessionIntake(_run.Shipped.Intake).Admit(order)).Setup.Keeping!;
        using var second = other.Sessions;

        Assert.NotNull(one.Sessions.Begin(one.Beginning, one.Judge).Session);
        var (session, refusals) = other.Sessions.Begin(other.Beginning, other.Judge);

        Assert.Null(session);
        Assert.Equal("a session here is under way", refusals[0]);
    }

    [Fact]
    public async Task Setting_the_clock_forward()
    {
        await _run.BeTreatedBeforeAsync();
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        _run.Clock.Now += TimeSpan.FromDays(1);

        var run = await _run.RunAsync();

        Assert.Equal(6, run.Exit);
        Assert.Contains(TooSoon, run.ErrorLines);
        Assert.Contains("massager: the clock was set forward by 24 h since the last session; sessions count by the time that has really passed", run.ErrorLines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Setting_the_clock_back(bool restarted)
    {
        await _run.BeTreatedBeforeAsync();
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        _run.Clock.Now -= TimeSpan.FromDays(3);
        if (restarted)
            _run.Clock.Boot = new("boot-2", TimeSpan.Zero);

        Assert.Contains(TooSoon, (await _run.RunAsync()).ErrorLines);
    }

    [Fact]
    public async Task Setting_the_clock_forward_and_starting_the_computer_again_gets_through_once_and_is_noticed_when_the_clock_is_right_again()
    {
        await _run.BeTreatedBeforeAsync();
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        (_run.Clock.Now, _run.Clock.Boot) = (_run.Clock.Now.AddDays(1), new("boot-2", TimeSpan.Zero));
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        (_run.Clock.Now, _run.Clock.Boot) = (_run.Clock.Now.AddDays(-1), new("boot-3", TimeSpan.Zero));

        var run = await _run.RunAsync();

        Assert.Contains(TooSoon, run.ErrorLines);
        Assert.Contains("massager: a session lies in the future: the clock was wrong then or is wrong now; it counts as one that has just ended", run.ErrorLines);
    }

    [Fact]
    public async Task Going_to_another_time_zone_or_to_winter_time()
    {
        await _run.BeTreatedBeforeAsync();
        _run.Clock.Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        // Half an hour before the night in which 03:00 becomes 02:00.
        _run.Clock.Now = new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        _run.Clock.Pass(1.5);

        var here = await _run.RunAsync();
        _run.Clock.Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");
        var there = await _run.RunAsync();

        Assert.Contains("massager: next possible at 03:30, because the last session here is less than 2 hours ago", here.ErrorLines);
        Assert.Contains("massager: next possible at 15:30, because the last session here is less than 2 hours ago", there.ErrorLines);
    }

    [Fact]
    public async Task Deleting_the_database()
    {
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        File.Delete(_run.Database);

        var run = await _run.RunAsync();

        Assert.Contains(TooSoon, run.ErrorLines);
        Assert.Contains($"massager: {_run.Copy} knows 1 entry more than the database (was it deleted or set back?); all of them count", run.ErrorLines);
    }

    [Fact]
    public async Task Deleting_the_copy()
    {
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        File.Delete(_run.Copy);

        var run = await _run.RunAsync();

        Assert.Contains(TooSoon, run.ErrorLines);
        Assert.Contains($"massager: {_run.Copy} lacked 1 entry (was it deleted or set back?); written again", run.ErrorLines);
    }

    [Fact]
    public async Task Deleting_the_whole_data_folder_of_a_real_device()
    {
        Assert.Equal(3, (await _run.RunRealAsync(refused: false)).Exit);
        Directory.Delete(_run.At("share"), recursive: true);

        Assert.Contains(TooSoon, (await _run.RunRealAsync(refused: true)).ErrorLines);
    }

    [Fact]
    public async Task Deleting_everything_leaves_the_minute_of_a_first_session_and_is_told()
    {
        Assert.Equal(3, (await _run.RunRealAsync(refused: false)).Exit);
        Directory.Delete(_run.At("share"), recursive: true);
        Directory.Delete(_run.At("state"), recursive: true);

        var run = await _run.RunRealAsync(refused: false);

        Assert.Equal(3, run.Exit);
        Assert.Contains(run.OutLines, line => line.StartsWith("the first session here has at most 60 s of press", StringComparison.Ordinal));
        Assert.Contains(run.OutLines, line => line.EndsWith("nothing is kept there yet: every place counts as never treated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damaging_the_database()
    {
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        await File.WriteAllTextAsync(_run.Database, "no database any more", TestContext.Current.CancellationToken);

        var run = await _run.RunAsync();

        Assert.Contains(TooSoon, run.ErrorLines);
        Assert.Contains($"massager: {_run.Database} is damaged; it was set aside as massager.db.corrupt-1 and a new one was begun", run.ErrorLines);
    }

    [Fact]
    public async Task Taking_another_device()
    {
        Assert.Equal(0, (await _run.RunAsync()).Exit);

        Assert.Contains(TooSoon, (await _run.RunAsync("--device", "sim:therabody-wave-solo")).ErrorLines);
    }

    [Fact]
    public async Task Taking_the_other_side_and_other_areas_ends_with_the_day()
    {
        string[] areas = ["upper-trapezius", "between-blades", "blade-edge", "beside-spine"];
        foreach (var area in areas)
            foreach (var side in (string[])["left", "right"])
                await _run.BeTreatedBeforeAsync("--area", area, "--side", side);
        for (var i = 0; i < 7; i++)
            Assert.Equal(0, (await _run.RunAsync("--area", areas[i / 2], "--side", i % 2 == 0 ? "left" : "right")).Exit);

        var eighth = await _run.RunAsync("--area", areas[3], "--side", "right");

        Assert.Equal(6, eighth.Exit);
        Assert.Contains("massager: 1050 s of press in the last 24 hours and 150 s planned; at most 1080 s", eighth.ErrorLines);
        Assert.Contains("massager: next possible at 2026-03-10 16:00", eighth.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _run.RunAsync("--area", areas[3], "--side", "right", "--reps", "1")).Exit);
    }

    [Fact]
    public async Task Many_short_sessions()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, (await _run.RunAsync("--reps", "1", "--press", "1")).Exit);
            _run.Clock.Pass(2);
        }

        var fourth = await _run.RunAsync("--reps", "1", "--press", "1");

        Assert.Contains("massager: 3 sessions here in the last 24 hours; at most 3", fourth.ErrorLines);
        Assert.Contains("massager: next possible at 2026-03-02 08:00, because 3 sessions here in the last 24 hours; at most 3", fourth.ErrorLines);
    }

    [Fact]
    public async Task An_area_that_was_renamed_since()
    {
        Assert.Equal(0, (await _run.RunAsync()).Exit);
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => work.Execute("UPDATE doses SET area = 'top-of-the-shoulder'"));

        Assert.Contains(TooSoon, (await _run.RunAsync()).ErrorLines);
    }

    [Fact]
    public async Task Stopping_a_session_and_beginning_another()
    {
        var ratings = _run.At("ratings.txt");
        await File.WriteAllTextAsync(ratings, "40 stop\n", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await _run.RunAsync("--ratings", ratings)).Exit);

        Assert.Contains(TooSoon, (await _run.RunAsync()).ErrorLines);
        Assert.InRange(Assert.Single(_run.Read(work => new DoseTable(work).All())).Press.TotalSeconds, 34.9, 35.1);
    }

    [Fact]
    public async Task A_red_flag_locks_without_an_end()
    {
        var ratings = _run.At("ratings.txt");
        await File.WriteAllTextAsync(ratings, "10 sharp\n", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await _run.RunAsync("--ratings", ratings)).Exit);
        File.Delete(_run.Database);
        _run.Clock.Pass(1_000);

        var run = await _run.RunAsync();

        Assert.Equal(6, run.Exit);
        Assert.Contains("massager: upper-trapezius right is locked since a session ended with a red flag or a 9–10", run.ErrorLines);
        Assert.DoesNotContain("next possible", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _run.RunAsync("--side", "left")).Exit);
    }

    [Fact]
    public async Task A_simulated_device_without_the_option_reads_and_writes_nothing()
    {
        Assert.Equal(3, (await _run.RunRealAsync(refused: false)).Exit);

        Assert.Equal(0, (await DataRun.RunAsync(_run.Shipped)).Exit);
        Assert.Equal(0, (await DataRun.RunAsync(_run.Shipped)).Exit);

        using var store = MassagerStore.OpenExisting(_run.At("share/massager")).Store!;
        Assert.False(Assert.Single(store.Read(work => new SessionTable(work).Newest(9))).Beginning.Simulated);
    }

    [Fact]
    public async Task Another_data_folder_of_a_real_device_is_told()
    {
        var run = await _run.RunRealAsync(refused: false, "--data", _run.At("other"));

        Assert.Contains($"{_run.At("other")}: nothing is kept there yet: every place counts as never treated", run.OutLines);
    }
}

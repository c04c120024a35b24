using MassagerControl.Core.Massagers;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Sessions that are kept: what the store has of them, and what happens when it fails.</summary>
public sealed class KeptSessionTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_store_has_every_event_of_the_log_and_the_log_is_the_same_without_it()
    {
        var (with, without) = (_run.At("with.jsonl"), _run.At("without.jsonl"));
        await _run.BeTreatedBeforeAsync();
        Assert.Equal(0, (await _run.RunAsync("--events", with)).Exit);
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--events", without)).Exit);

        var logged = await File.ReadAllLinesAsync(with, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllLinesAsync(without, TestContext.Current.CancellationToken), logged);
        Assert.Equal(logged.Order(), _run.Read(work => new SessionTable(work).Events(2)).Select(told => told.Json).Order());
    }

    [Fact]
    public async Task A_session_is_kept_with_its_plan_its_dose_and_its_end()
    {
        await _run.RunAsync();

        var session = _run.Read(work => new SessionTable(work).Find(1))!;
        Assert.Equal(
            ("sim:sim-percussion-gun", "sim-percussion-gun", "upper-trapezius", "right", "compression-starter", true, 50),
            (session.Beginning.Device, session.Beginning.Profile, session.Beginning.Area, session.Beginning.Side, session.Beginning.Program, session.Beginning.Simulated, session.Beginning.Planned.TotalSeconds));
        Assert.Contains("\"pressMost\":60", session.Beginning.Plan, StringComparison.Ordinal);
        Assert.Equal(
            new SessionClosing(_run.Clock.Now, "completed", "the program ran to its end", 2, TimeSpan.FromSeconds(50), 40, true),
            session.Closing);
        Assert.Equal(50, Assert.Single(_run.Read(work => new DoseTable(work).All())).Press.TotalSeconds);
        Assert.Empty(_run.Read(work => new RunningDevices(work).All()));
    }

    [Fact]
    public async Task A_device_is_written_down_as_running_before_its_motor_first_runs()
    {
        var seen = new List<int>();
        var parts = _run.Bench(massager => massager.Drove = () =>
        {
            using var store = MassagerStore.OpenExisting(_run.Data).Store!;
            seen.Add(store.Read(work => new RunningDevices(work).All()).Length);
        });
        Assert.Equal(0, (await DataRun.RunAsync(parts, "--data", _run.Data)).Exit);

        Assert.NotEmpty(seen);
        Assert.All(seen, rows => Assert.Equal(1, rows));
    }

    [Fact]
    public async Task A_device_that_does_not_confirm_off_stays_written_down()
    {
        BenchMassager? massager = null;
        var parts = _run.Bench(made =>
        {
            massager = made;
            made.Breaks = new InvalidOperationException("bug");
        });
        Assert.Equal(1, (await DataRun.RunAsync(parts, "--data", _run.Data)).Exit);

        using var store = MassagerStore.OpenExisting(_run.Data).Store!;
        Assert.Single(store.Read(work => new RunningDevices(work).All()));
        var closing = store.Read(work => new SessionTable(work).Find(1))!.Closing!;
        Assert.Equal(("interrupted", false), (closing.Outcome, closing.ConfirmedOff));
        Assert.Contains("bug", closing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_device_is_kept_with_its_outcome()
    {
        var parts = _run.Bench(made => made.Breaks = new MassagerException(MassagerFaultKind.Refused, "not today"));
        Assert.Equal(4, (await DataRun.RunAsync(parts, "--data", _run.Data)).Exit);

        using var store = MassagerStore.OpenExisting(_run.Data).Store!;
        Assert.Equal("device", store.Read(work => new SessionTable(work).Find(1))!.Closing!.Outcome);
    }

    [Fact]
    public async Task A_journal_that_fails_stops_the_session_and_exits_with_2()
    {
        using var files = new RunFolder();
        await _run.RunAsync("--side", "left");
        Break("INSERT ON session_events WHEN new.seq > 8");

        var run = await Massager.RunAsync(_run.Shipped, "run", files.ShortProgram(), "--speed", "10", "--data", _run.Data);

        Assert.Equal(2, run.Exit);
        Assert.Contains(run.OutLines, line => line.EndsWith($"STOP: the journal cannot be written: {Broken}", StringComparison.Ordinal));
        Assert.Equal("The motor is off: confirmed.", run.OutLines[^1][9..]);
        // A busy machine says so as well.
        Assert.Equal($"massager: the history is not complete: {Broken}", Assert.Single(run.ErrorLines, line => !line.Contains("too slow for --speed", StringComparison.Ordinal)));
        Assert.Equal("stopped", _run.Read(work => new SessionTable(work).Find(2))!.Closing!.Outcome);
    }

    [Fact]
    public async Task Where_no_device_can_be_written_down_no_motor_starts()
    {
        await _run.RunAsync("--side", "left");
        Break("INSERT ON running_devices");
        var drove = false;

        var run = await DataRun.RunAsync(_run.Bench(massager => massager.Drove = () => drove = true), "--data", _run.Data);

        Assert.Equal(2, run.Exit);
        Assert.Contains(run.OutLines, line => line.EndsWith($"STOP: the motor may not start: {Broken}", StringComparison.Ordinal));
        Assert.False(drove);
        Assert.Equal(0, _run.Read(work => new SessionTable(work).Find(2))!.Closing!.MaxIntensity);
    }

    [Fact]
    public async Task An_end_that_cannot_be_written_is_settled_at_the_next_start()
    {
        await _run.RunAsync("--side", "left");
        Break("UPDATE ON sessions");
        var run = await _run.RunAsync();
        Assert.Equal((2, $"massager: the history is not complete: {Broken}"), (run.Exit, Assert.Single(run.ErrorLines)));
        // The test's own process led that session and still lives.
        Mend("UPDATE sessions SET owner_started = 'long ago' WHERE id = 2");

        var next = await _run.RunAsync();

        Assert.Equal(6, next.Exit);
        Assert.Contains("massager: session 2 ended without a word at 08:01: it counts with 50 s of press", next.ErrorLines);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_refuses_before_anything_starts()
    {
        File.WriteAllText(_run.Data, "");

        var run = await _run.RunAsync();

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.StartsWith($"massager: {_run.Data}: the data folder cannot be made: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_the_future_refuses_before_anything_starts()
    {
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => work.Execute("PRAGMA user_version = 99"));

        var run = await _run.RunAsync();

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("it was written by a newer version of this program", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_leaves_no_session_behind()
    {
        Assert.Equal(2, (await _run.RunAsync("--events", _run.At("no/such/folder"))).Exit);

        Assert.Equal(0, (await _run.RunAsync()).Exit);
        Assert.Single(_run.Read(work => new SessionTable(work).Newest(9)));
    }

    [Fact]
    public async Task An_empty_name_of_a_folder_is_refused() =>
        Assert.Contains("massager: --data: a folder is expected", (await Massager.RunAsync("run", "--data", "")).ErrorLines);

    [Fact]
    public async Task A_session_left_behind_is_told_at_the_next_start_and_its_dose_counts()
    {
        using (var book = SessionStore.Open(new(_run.Data, true, null), _run.Clock.Store).Sessions!)
        {
            var beginning = new NewSession(_run.Clock.Store.Now(), "sim:x", "x", "upper-trapezius", "right", "p", true, "{}", TimeSpan.FromSeconds(150), new(1, "long ago"));
            var session = book.Begin(beginning, _ => []).Session!;
            book.Store.Write(work => new DoseTable(work).Save(session.Dose(_run.Clock.Store.Now(), TimeSpan.FromSeconds(37))));
        }
        _run.Clock.Pass(0.25);

        var run = await _run.RunAsync();

        Assert.Equal(6, run.Exit);
        Assert.Contains("massager: session 1 ended without a word at 08:00: it counts with 37 s of press", run.ErrorLines);
        Assert.Contains("massager: next possible at 10:01, because the last session here is less than 2 hours ago", run.ErrorLines);
    }

    [Fact]
    public async Task A_budget_that_is_used_up_within_the_session_ends_it()
    {
        string[] areas = ["between-blades", "blade-edge", "beside-spine", "lower-back"];
        foreach (var area in areas)
            await _run.BeTreatedBeforeAsync("--area", area);
        await _run.BeTreatedBeforeAsync();
        foreach (var area in areas)
            Assert.Equal(0, (await _run.RunAsync("--area", area, "--reps", "6", "--press", "40")).Exit);

        // 960 s are used: 120 s are left, and 150 s are refused; 100 s run.
        Assert.Equal(6, (await _run.RunAsync()).Exit);
        Assert.Equal(0, (await _run.RunAsync("--reps", "4")).Exit);
        Assert.Contains("\"pressMost\":120", _run.Read(work => new SessionTable(work).Newest(1))[0].Beginning.Plan, StringComparison.Ordinal);
    }

    private string Broken => $"{_run.Database}: SQLite Error 19: 'the disk is gone'.";

    /// <summary>From now on this write fails, as on a disk that fails.</summary>
    private void Break(string write) => Mend($"CREATE TRIGGER broken BEFORE {write} BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END");

    private void Mend(string sql)
    {
        using var store = MassagerStore.Open(_run.Data).Store!;
        store.Write(work => work.Execute("DROP TRIGGER IF EXISTS broken"));
        store.Write(work => work.Execute(sql));
    }
}

using System.Text.Json;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

public sealed class HistoryCommandTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Without_a_session_it_says_so_kindly_and_makes_nothing()
    {
        var list = await _run.HistoryAsync("list");

        Assert.Equal((0, ""), (list.Exit, list.Error));
        Assert.Equal("No session yet. A real device's sessions are kept here, and those of the simulator when --data names a folder.", Assert.Single(list.OutLines));
        Assert.Equal("[]", Assert.Single((await _run.HistoryAsync("list", "--json")).OutLines));
        Assert.Equal(0, (await _run.HistoryAsync("export")).Exit);
        Assert.False(Path.Exists(_run.Data));
    }

    [Fact]
    public async Task The_list_shows_the_newest_first_in_local_time_and_marks_the_simulator()
    {
        _run.Clock.Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        await _run.BeTreatedBeforeAsync();
        await _run.RunAsync();
        _run.Clock.Pass(1);
        await _run.RunAsync("--area", "lower-back", "--side", "left");
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => work.Execute("UPDATE sessions SET simulated = 0 WHERE id = 3"));

        Assert.Equal(
            [
                "   3  2026-03-02 11:00  compression-starter, lower-back left: completed  2 reps, 50 s of press, highest 40 %; rated 2 4",
                "   2  2026-03-02 10:00  SIM  compression, upper-trapezius right: completed  6 reps, 150 s of press, highest 60 %; rated 2 4 5 5 5 5",
                "   1  2026-03-01 09:00  SIM  compression-starter, upper-trapezius right: completed  2 reps, 50 s of press, highest 40 %; rated 2 4",
            ],
            (await _run.HistoryAsync("list")).OutLines);
        Assert.Single((await _run.HistoryAsync("list", "--last", "1")).OutLines);
    }

    [Fact]
    public async Task A_session_is_shown_with_all_that_happened()
    {
        await _run.RunAsync();

        var show = await _run.HistoryAsync("show", "1");

        Assert.Equal(0, show.Exit);
        Assert.Equal("device sim:sim-percussion-gun, profile sim-percussion-gun", show.OutLines[1]);
        Assert.Equal("the program ran to its end; the motor was confirmed off", show.OutLines[2]);
        Assert.Contains("    17.9  rating           value 2, source person", show.OutLines);
        Assert.Contains(show.OutLines, line => line.StartsWith("     0.0  level            intensity 20, level 1, requested 100, because every session starts", StringComparison.Ordinal));
        Assert.Equal(3 + _run.Read(work => new SessionTable(work).Events(1)).Length, show.OutLines.Length);
    }

    [Fact]
    public async Task The_json_of_a_session_has_its_plan_and_the_lines_of_its_log()
    {
        await _run.RunAsync();
        using var json = JsonDocument.Parse((await _run.HistoryAsync("show", "1", "--json")).Out);

        Assert.Equal("compression-starter", json.RootElement.GetProperty("plan").GetProperty("program").GetString());
        Assert.Equal("session-ended", json.RootElement.GetProperty("events").EnumerateArray().Last().Type());
        Assert.Equal(50, json.RootElement.Number("pressSeconds"));
        Assert.True(json.RootElement.GetProperty("simulated").GetBoolean());
    }

    [Fact]
    public async Task An_unknown_session_is_named()
    {
        var show = await _run.HistoryAsync("show", "7");

        Assert.Equal((2, "massager: there is no session 7; see: massager history list"), (show.Exit, Assert.Single(show.ErrorLines)));
    }

    [Fact]
    public async Task The_export_has_everything_that_is_kept()
    {
        var ratings = _run.At("ratings.txt");
        await File.WriteAllTextAsync(ratings, "40 numb\n", TestContext.Current.CancellationToken);
        await _run.RunAsync("--ratings", ratings);
        var file = _run.At("export.json");

        Assert.Equal(0, (await _run.HistoryAsync("export", "--to", file)).Exit);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var session = Assert.Single(json.RootElement.GetProperty("sessions").EnumerateArray());
        Assert.Equal("red-flag", session.Text("outcome"));
        Assert.NotEmpty(session.GetProperty("events").EnumerateArray());
        Assert.Single(json.RootElement.GetProperty("doses").EnumerateArray());
        Assert.Equal("numb", Assert.Single(json.RootElement.GetProperty("locks").EnumerateArray()).Text("kind"));
    }

    [Fact]
    public async Task The_table_quotes_what_needs_it()
    {
        using (var book = SessionStore.Open(new(_run.Data, true, null), _run.Clock.Store).Sessions!)
            book.Begin(new(_run.Clock.Store.Now(), "the \"ball\", blue", null, "lower-back", null, "p", false, "{}", TimeSpan.Zero, OwnerProcess.Own), _ => []);

        Assert.Equal(
            "id,began,ended,program,device,profile,area,side,simulated,outcome,reason,reps,press_seconds,max_intensity_percent,confirmed_off,pain_before,pain_after,ratings,demo,tags,note\r\n"
            + "1,2026-03-01T08:00:00.000Z,,p,\"the \"\"ball\"\", blue\",,lower-back,,false,,,,,,,,,,false,,\r\n",
            (await _run.HistoryAsync("export", "--format", "csv")).Out);
        Assert.Equal("   1  2026-03-01 08:00  p, lower-back: under way", Assert.Single((await _run.HistoryAsync("list")).OutLines));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_and_a_damaged_store_exit_with_2()
    {
        Assert.StartsWith($"massager: {_run.At("no/where")}: cannot be written: ", (await _run.HistoryAsync("export", "--to", _run.At("no/where"))).Error, StringComparison.Ordinal);
        Directory.CreateDirectory(_run.Data);
        await File.WriteAllTextAsync(_run.Database, "no database, for certain", TestContext.Current.CancellationToken);

        var list = await _run.HistoryAsync("list");

        Assert.Equal((2, $"massager: {_run.Database}: it is damaged"), (list.Exit, Assert.Single(list.ErrorLines)));
        // A wrong path is told before anything is read, and a file of before stays where nothing can be.
        Assert.StartsWith($"massager: {_run.At("no/where")}: cannot be written: ", (await _run.HistoryAsync("export", "--to", _run.At("no/where"))).Error, StringComparison.Ordinal);
        var kept = _run.At("kept.json");
        await File.WriteAllTextAsync(kept, "kept", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await _run.HistoryAsync("export", "--to", kept)).Exit);
        Assert.Equal(2, (await _run.HistoryAsync("export", "--to", _run.At("new.json"))).Exit);
        Assert.Equal(("kept", false), (await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken), File.Exists(_run.At("new.json"))));
        Assert.Equal("no database, for certain", await File.ReadAllTextAsync(_run.Database, TestContext.Current.CancellationToken));
    }
}

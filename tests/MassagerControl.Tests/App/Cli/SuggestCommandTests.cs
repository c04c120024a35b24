using System.Text.Json;
using MassagerControl.Core.Areas;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Suggestions from what is kept; and the gentle time of a session that somebody starts without asking.</summary>
public sealed class SuggestCommandTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Three_calm_sessions_open_a_harder_band_and_it_runs()
    {
        for (var session = 0; session < 3; session++)
        {
            Assert.DoesNotContain("compression", await SuggestedAsync());
            Assert.Equal(0, (await _run.RunAsync("compression-starter")).Exit);
            _run.Clock.Pass(25);
        }

        var suggested = await SuggestedAsync();

        Assert.Contains(suggested, id => ProgramLibrary.Load(ProgramLibrary.Folder).Find(id)!.Band.High.Value > 5);
        Assert.Equal(0, (await _run.RunAsync(suggested[0])).Exit);
    }

    [Fact]
    public async Task The_text_says_where_with_what_and_why()
    {
        var suggest = await SuggestAsync("--side", "left");

        Assert.Equal((0, ""), (suggest.Exit, suggest.Error));
        Assert.Equal("Top of the shoulder, left · SIM Percussion Gun", suggest.OutLines[0]);
        Assert.Contains("     your first session: begin gently", suggest.OutLines);
        Assert.Contains("Not suggested:", suggest.OutLines);
        Assert.Contains("     it aims for up to 7: that opens after 3 calm sessions in a row here; so far 0", suggest.OutLines);
    }

    /// <summary>Whatever is suggested, the intake takes: on every kind of device, at every open place.</summary>
    [Theory]
    [InlineData("sim:sim-percussion-gun")]
    [InlineData("sim:sim-vibration-ball")]
    [InlineData("sim:therabody-wave-roller")]
    public async Task Whatever_is_suggested_runs(string device)
    {
        foreach (var area in BodyAreas.All)
        {
            var suggested = await SuggestedAsync(area.Id, "--device", device);
            Assert.InRange(suggested.Length, 0, 3);
            Assert.True(area.Locked is null || suggested.Length == 0, area.Id);
            foreach (var program in suggested)
                Assert.DoesNotContain(
                    (await DataRun.RunAsync(_run.Shipped, program, "--device", device, "--area", area.Id, "--data", _run.At($"{area.Id}-{program}"))).Exit, new[] { 1, 2, 6 });
        }
    }

    [Theory]
    [InlineData(47.9, true)]
    [InlineData(48.1, false)]
    public async Task After_a_9_sessions_elsewhere_are_gentler_for_two_days_also_without_asking(double hours, bool gentle)
    {
        await HurtAsync("9");
        _run.Clock.Pass(hours);

        var suggest = await SuggestAsync("--json");
        var session = await _run.RunAsync("compression-starter", "--events", "-");

        using var document = JsonDocument.Parse(suggest.Out);
        Assert.Equal(gentle, document.RootElement.GetProperty("gentle").ValueKind == JsonValueKind.Object);
        Assert.Equal(gentle, session.Out.Contains("\"rule\":\"gentle-ceiling\",\"cap\":60,\"reason\":\"gentler for 48 hours after a rating of 9 or 10\"", StringComparison.Ordinal));
        Assert.Equal(gentle, session.Error.Contains("at most 60 % until ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_real_device_is_held_to_it_too()
    {
        await HurtAsync("9");
        _run.Clock.Pass(3);

        var session = await _run.RunRealAsync(refused: false, "compression-starter", "--data", _run.Data);

        Assert.Contains("at most 60 % until ", session.Error + session.Out, StringComparison.Ordinal);
        Assert.Contains("gentle-ceiling", _run.Read(work => string.Concat(new SessionTable(work).Newest(1).Select(stored => stored.Beginning.Plan))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_was_cleared_leaves_the_two_days_as_they_are_and_so_does_deleting_the_history()
    {
        await HurtAsync("sharp");
        _run.Clock.Pass(30);
        Assert.Equal(0, (await Massager.RunAsync(_run.Shipped, "areas", "unlock", "lower-back", "--side", "left", "--i-have-read-the-advice", "--data", _run.Data)).Exit);
        Assert.True(await IsGentleAsync("lower-back"));

        Assert.Equal(0, (await _run.HistoryAsync("--delete-all", "--yes")).Exit);

        Assert.True(await IsGentleAsync("lower-back"));
        _run.Clock.Pass(18.1);
        Assert.False(await IsGentleAsync("lower-back"));
        Assert.Equal(0, (await _run.HistoryAsync("--delete-all", "--yes")).Exit);
        Assert.Empty(_run.Read(work => new AreaLockTable(work).All()));
    }

    [Theory]
    [InlineData("2026-03-01", 5, true, true)]
    [InlineData("2026-03-01", 63.9, true, true)]
    [InlineData("2026-03-01", 64.1, true, false)]
    [InlineData("2026-03-01", 135.9, true, false)]
    [InlineData("2026-03-01", 136.1, false, false)]
    public async Task An_injury_that_was_logged_counts_too(string day, double hours, bool here, bool elsewhere)
    {
        using (var store = MassagerStore.Open(_run.Data).Store!)
            store.Write(work => new CheckInTable(work).Add(_run.Clock.Now, $$"""{"area":"lower-back","side":"left","answers":{"place-injury-day":"{{day}}"} }""", "{}"));
        _run.Clock.Pass(hours);

        Assert.Equal((here, elsewhere), (await IsGentleAsync("lower-back", "--side", "left"), await IsGentleAsync("upper-trapezius")));
        Assert.Equal(hours < 88, (await SuggestAsync("lower-back", "--side", "left")).Out.Contains("stays closed until 2026-03-05 00:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_of_the_simulator_counts()
    {
        await File.WriteAllTextAsync(_run.At("doses.json"), """{"ended":"2026-03-01T07:00:00Z","area":"lower-back","side":"left","pressSeconds":20,"locked":true}""", TestContext.Current.CancellationToken);

        var suggest = await Massager.RunAsync(_run.Shipped, "suggest", "--area", "upper-trapezius", "--ledger", _run.At("doses.json"));

        Assert.Contains("     gentler for 48 hours after a red flag or a rating of 9 or 10", suggest.OutLines);
    }

    [Theory]
    [InlineData("suggest", 2, "Option '--area' is required.")]
    [InlineData("suggest --area elbow", 2, "there is no area 'elbow'; there are upper-trapezius")]
    [InlineData("suggest --area upper-trapezius --device nobody", 2, "nobody")]
    [InlineData("areas show elbow", 2, "there is no area 'elbow'; there are upper-trapezius")]
    public async Task What_names_nothing_is_one_clear_line(string line, int exit, string reason)
    {
        var run = await Massager.RunAsync(_run.Shipped, line.Split(' '));

        Assert.Equal((exit, ""), (run.Exit, run.Out));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_area_is_shown_with_fibres_tools_limits_and_every_source()
    {
        var show = await Massager.RunAsync(_run.Shipped, "areas", "show", "under-blade", "--data", _run.Data);

        Assert.Equal((0, ""), (show.Exit, show.Error));
        Assert.Equal("under-blade: Under the inner edge of the shoulder blade (left and right)", show.OutLines[0]);
        Assert.Contains("  serratus posterior superior: fibres outward and downward, from the spine to the second to fifth rib", show.OutLines);
        Assert.Contains("  fingers: yes, three fingers from the armpit against the blade, sitting bent forward: with the hand only", show.OutLines);
        Assert.Contains("  limit: 300 s of press in a session, 180 s with a roller, 60 s in the first one", show.OutLines);
        Assert.Equal(BodyAreas.Find("under-blade")!.Sources.Length, show.OutLines.Count(line => line.StartsWith("  source: ", StringComparison.Ordinal)));
        Assert.Contains("  LOCKED for good: no direct pressure on the spine", (await Massager.RunAsync(_run.Shipped, "areas", "show", "spine", "--data", _run.Data)).OutLines);
    }

    private async Task HurtAsync(string what)
    {
        await File.WriteAllTextAsync(_run.At("hurt.txt"), $"10 {what}\n", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await _run.RunAsync("--area", "lower-back", "--side", "left", "--ratings", _run.At("hurt.txt"))).Exit);
    }

    private async Task<bool> IsGentleAsync(string area, params string[] more)
    {
        using var document = JsonDocument.Parse((await SuggestAsync([area, .. more, "--json"])).Out);
        return document.RootElement.GetProperty("gentle").ValueKind == JsonValueKind.Object;
    }

    private async Task<string[]> SuggestedAsync(params string[] more)
    {
        using var document = JsonDocument.Parse((await SuggestAsync([.. more, "--json"])).Out);
        return [.. document.RootElement.GetProperty("suggestions").EnumerateArray().Select(one => one.Text("program")!)];
    }

    private Task<Massager> SuggestAsync(params string[] more) =>
        Massager.RunAsync(_run.Shipped, more is [var area, ..] && !area.StartsWith('-')
            ? ["suggest", "--area", .. more, "--data", _run.Data]
            : ["suggest", "--area", "upper-trapezius", .. more, "--data", _run.Data]);
}

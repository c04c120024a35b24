using System.Text.Json;
using MassagerControl.App.Cli;
using MassagerControl.Core.Areas;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>The list of areas with a person's locks, and clearing one.</summary>
public sealed class AreasCommandTests : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 12, 18, 30, 0, TimeSpan.FromHours(1));

    private readonly RunFolder _folder = new();
    private readonly FakeTerminal _terminal = new();
    private readonly WallClock _clock = new(Evening);
    private TimeSpan? _up;

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    private string Data => _folder.At("data");

    [Fact]
    public async Task Every_area_says_muscles_position_limits_and_source()
    {
        var areas = await RunAsync("areas");
        var heads = areas.OutLines.Where(line => line[0] != ' ').ToArray();

        Assert.Equal((0, ""), (areas.Exit, areas.Error));
        Assert.Equal(BodyAreas.All.Select(area => area.Id), heads.Select(line => line.Split(' ')[0]));
        Assert.Equal(BodyAreas.All.Length, areas.OutLines.Count(line => line.TrimStart().StartsWith("source: ", StringComparison.Ordinal)));
        Assert.Equal(9, areas.OutLines.Count(line => line.Contains("LOCKED for good: ", StringComparison.Ordinal)));
        Assert.Contains("                 limit: at most 40 %", areas.OutLines);
        Assert.Contains("                 muscles: quadratus lumborum", areas.OutLines);
        Assert.Contains(areas.OutLines, line => line.Contains("limit: no roller on the lower back", StringComparison.Ordinal));
        Assert.Contains(areas.OutLines, line => line.Contains("caution: bone lies close under the skin", StringComparison.Ordinal));
        Assert.Contains(areas.OutLines, line => line.Contains("position: ball against a wall", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_lock_of_the_person_is_listed_with_its_side_its_day_and_when_it_can_be_cleared()
    {
        Lock("lower-back", "left", "numb");
        var areas = await RunAsync("areas");
        var json = await RunAsync("areas", "--json");

        Assert.Contains("                 LOCKED left: numbness or tingling on 2026-03-12 18:30; can be cleared from 2026-03-13 06:30", areas.OutLines);
        using var document = JsonDocument.Parse(json.Out);
        var held = document.RootElement.EnumerateArray().Single(area => area.GetProperty("id").GetString() == "lower-back").GetProperty("personLocks")[0];
        Assert.Equal(
            ("left", "numb", "2026-03-12T17:30:00Z", "2026-03-13T05:30:00Z", false),
            (held.Text("side"), held.Text("kind"), held.Text("since"), held.Text("notBefore"), held.GetProperty("mayClear").GetBoolean()));

        _clock.Now += TimeSpan.FromHours(12);
        Assert.Contains("you may clear it: massager areas unlock lower-back --side left", (await RunAsync("areas")).Out);
    }

    [Theory]
    [InlineData("sharp", "sharp pain")]
    [InlineData("radiating", "pain running down an arm or leg")]
    [InlineData("rating", "a rating of 9 or 10")]
    public async Task Each_kind_of_lock_has_its_words(string kind, string words)
    {
        Lock("lower-back", "left", kind);

        Assert.Contains($"LOCKED left: {words} on", (await RunAsync("areas")).Out);
    }

    [Fact]
    public async Task On_the_same_day_a_lock_stays_and_says_why()
    {
        Lock("lower-back", "left", "sharp");

        var unlock = await UnlockAsync("--i-have-read-the-advice");

        Assert.Equal((6, ""), (unlock.Exit, unlock.Out));
        Assert.Equal("massager: lower-back left stays locked (sharp pain): it can be cleared on another day only; not before 2026-03-13 06:30", unlock.ErrorLines[^1]);
        Assert.Single(Holding());
    }

    [Fact]
    public async Task On_another_day_the_advice_is_shown_and_must_be_read()
    {
        Lock("lower-back", "left", "sharp");
        _clock.Now += TimeSpan.FromDays(1);

        var unread = await UnlockAsync();
        var read = await UnlockAsync("--i-have-read-the-advice");

        Assert.Equal(6, unread.Exit);
        Assert.Contains("You felt sharp or sudden pain here.", unread.Out);
        Assert.Contains("say so with --i-have-read-the-advice", unread.Error);
        Assert.Equal((0, ""), (read.Exit, read.Error));
        Assert.Contains("You felt sharp or sudden pain here.", read.Out);
        Assert.EndsWith("lower-back left is no longer locked. Begin with the gentlest program.\n", read.Out);
        Assert.Empty(Holding());
        var cleared = Assert.Single(All());
        Assert.Equal((_clock.Now, _clock.Now), (cleared.Read, cleared.Cleared));
        Assert.Contains("\"kind\":\"cleared\"", await File.ReadAllTextAsync(Path.Combine(Data, "doses.jsonl"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("read", 0)]
    [InlineData("  read ", 0)]
    [InlineData("yes", 6)]
    [InlineData("", 6)]
    [InlineData(null, 6)]
    public async Task On_a_terminal_a_word_is_typed(string? typed, int exit)
    {
        Lock("lower-back", "left", "sharp");
        _clock.Now += TimeSpan.FromDays(1);

        var unlock = await OnTerminal(typed);

        Assert.Equal(exit, unlock.Exit);
        Assert.Contains("To clear the lock, type read and press ENTER: ", unlock.Out);
        Assert.Equal(exit == 0 ? 0 : 1, Holding().Length);
    }

    [Fact]
    public async Task All_locks_of_a_place_go_together_and_the_latest_decides()
    {
        Lock("lower-back", "left", "sharp");
        _clock.Now += TimeSpan.FromDays(1);
        Lock("lower-back", "left", "numb");

        Assert.Equal(6, (await UnlockAsync("--i-have-read-the-advice")).Exit);
        _clock.Now += TimeSpan.FromDays(1);
        var unlock = await UnlockAsync("--i-have-read-the-advice");
        Assert.Equal(0, unlock.Exit);
        Assert.Contains("sharp or sudden pain", unlock.Out);
        Assert.Contains("numbness or tingling", unlock.Out);
        Assert.Empty(Holding());
    }

    [Fact]
    public async Task The_other_side_and_other_areas_stay_as_they_are()
    {
        Lock("lower-back", "right", "sharp");
        Lock("between-blades", "left", "sharp");
        _clock.Now += TimeSpan.FromDays(1);

        var unlock = await UnlockAsync("--i-have-read-the-advice");

        Assert.Equal((0, "lower-back left is not locked.\n"), (unlock.Exit, unlock.Out));
        Assert.Equal(2, Holding().Length);
    }

    [Fact]
    public async Task Without_a_data_folder_nothing_is_locked_and_nothing_is_made()
    {
        Assert.Equal((0, "lower-back left is not locked.\n"), await UnlockAsync() is var unlock ? (unlock.Exit, unlock.Out) : default);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("areas unlock neck --side left", 6, "Neck is locked for good: no massager on the neck")]
    [InlineData("areas unlock elbow --side left", 2, "there is no area 'elbow'; there are upper-trapezius")]
    [InlineData("areas unlock lower-back", 2, "--side: left or right is expected")]
    [InlineData("areas unlock lower-back --side up", 2, "--side up: left or right is expected")]
    public async Task What_cannot_be_unlocked_says_why(string line, int exit, string reason)
    {
        var unlock = await RunAsync(line.Split(' '));

        Assert.Equal((exit, ""), (unlock.Exit, unlock.Out));
        Assert.Contains($"massager: {reason}", unlock.Error);
    }

    // Ways around the day.

    [Fact]
    public async Task A_clock_that_was_set_back_keeps_it_locked()
    {
        Lock("lower-back", "left", "sharp");
        _clock.Now -= TimeSpan.FromDays(3);

        var unlock = await UnlockAsync("--i-have-read-the-advice");

        Assert.Equal(6, unlock.Exit);
        Assert.Contains("the clock stands before the moment at which it was locked", unlock.Error);
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(-2, 6)]
    public async Task A_clock_that_was_moved_since_the_computer_started_opens_nothing(int days, int exit)
    {
        _up = TimeSpan.FromHours(1);
        if (days < 0)
            _clock.Now += TimeSpan.FromDays(days);
        Lock("lower-back", "left", "sharp", session: true);
        _clock.Now = Evening + (days > 0 ? TimeSpan.FromDays(days) : TimeSpan.FromMinutes(5));
        _up += TimeSpan.FromMinutes(5);

        var unlock = await UnlockAsync("--i-have-read-the-advice");

        Assert.Equal(exit, unlock.Exit);
        Assert.Contains("another day only", unlock.Error);
    }

    [Fact]
    public async Task Twelve_true_hours_and_another_day_open_it_with_the_computers_own_clock_too()
    {
        _up = TimeSpan.FromHours(1);
        Lock("lower-back", "left", "sharp", session: true);
        _clock.Now += TimeSpan.FromHours(12);
        _up += TimeSpan.FromHours(12);

        Assert.Equal(0, (await UnlockAsync("--i-have-read-the-advice")).Exit);
    }

    [Fact]
    public async Task A_database_that_was_deleted_is_no_key()
    {
        Lock("lower-back", "left", "sharp");
        // The copy is written with the first look at the past.
        await UnlockAsync();
        foreach (var file in Directory.GetFiles(Data, "massager.db*"))
            File.Delete(file);

        var unlock = await UnlockAsync("--i-have-read-the-advice");

        Assert.Equal(6, unlock.Exit);
        Assert.Contains("stays locked (sharp pain)", unlock.Error);
    }

    private Task<Massager> UnlockAsync(params string[] more) => RunAsync(["areas", "unlock", "lower-back", "--side", "left", .. more]);

    private Task<Massager> RunAsync(params string[] args) => Massager.RunAsync(Parts(), [.. args, "--data", Data]);

    private async Task<Massager> OnTerminal(string? typed)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader(typed is null ? "" : typed + "\n");
        var line = new CommandLine(new AppConsole(output, error, _terminal.Port()) { Input = input }, Parts());
        var exit = await line.RunAsync(["areas", "unlock", "lower-back", "--side", "left", "--data", Data], TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), error.ToString());
    }

    private AppParts Parts() => Massager.ShippedParts() with { WallClock = _clock, Boot = () => _up is { } up ? new("boot", up) : null };

    private void Lock(string area, string side, string kind, bool session = false)
    {
        using var store = MassagerStore.Open(Data).Store!;
        store.Write(work =>
        {
            long? id = null;
            if (session)
            {
                var began = Parts().Clock.Now();
                var beginning = new NewSession(began, "bench", null, area, side, "compression", false, "{}", TimeSpan.FromSeconds(60), OwnerProcess.Own);
                id = new SessionTable(work).Begin(beginning);
                new SessionTable(work).End(id.Value, new(_clock.Now, "red-flag", "sharp", 1, TimeSpan.FromSeconds(20), 20, true));
                new DoseTable(work).Save(new BegunSession(id.Value, beginning).Dose(began, TimeSpan.FromSeconds(20)));
            }
            new AreaLockTable(work).Lock(area, side, _clock.Now, kind, id);
        });
    }

    private AreaLock[] Holding()
    {
        using var store = MassagerStore.Open(Data).Store!;
        return [.. store.Read(work => new AreaLockTable(work).Holding())];
    }

    private AreaLock[] All()
    {
        using var store = MassagerStore.Open(Data).Store!;
        return [.. store.Read(work => new AreaLockTable(work).All())];
    }
}

using System.Text.Json;
using MassagerControl.App.Radios;
using MassagerControl.Devices.Profiles;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

public sealed class ProfilesCommandTests : IDisposable
{
    private readonly ProfilesFolderFixture _folder = new();

    [Fact]
    public async Task All_shipped_profiles_are_listed_for_people_and_as_json()
    {
        var text = await _folder.RunAsync("profiles", "list");
        var json = await _folder.RunAsync("profiles", "list", "--json");

        Assert.Equal(ProfileCatalog.Shipped().Ids(), text.OutLines.Select(line => line.Split(' ')[0]));
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal(ProfileCatalog.Shipped().Ids(), document.RootElement.EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
        Assert.Equal((0, 0, "", ""), (text.Exit, json.Exit, text.Error, json.Error));
        Assert.Contains("sim-percussion-gun       SIM Percussion Gun; gun, 5 levels; not verified on hardware (confidence: virtual)", text.OutLines);
    }

    [Fact]
    public async Task A_profile_is_shown_with_sources_and_unknowns()
    {
        var shown = await _folder.RunAsync("profiles", "show", "therabody-wave-solo");

        Assert.Equal((0, ""), (shown.Exit, shown.Error));
        Assert.Contains("  unknown: what the motor does when the link drops", shown.OutLines);
        Assert.Contains("not verified on hardware", shown.Out, StringComparison.Ordinal);
        Assert.Contains("  source: buttplugio/stpihkal, issue 127 (issue text; facts only)", shown.OutLines);
    }

    [Fact]
    public async Task A_countdown_in_the_device_is_shown()
    {
        var shown = await _folder.RunAsync("profiles", "show", "open-massager");
        var json = await _folder.RunAsync("profiles", "show", "open-massager", "--json");

        Assert.Contains("  the device stops by itself 2 s after the last renewal", shown.OutLines);
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal(2, document.RootElement.GetProperty("countdown").GetDouble());
    }

    [Fact]
    public async Task An_unknown_profile_is_refused_by_naming_what_exists()
    {
        var shown = await _folder.RunAsync("profiles", "show", "hammer");

        Assert.Equal((2, ""), (shown.Exit, shown.Out));
        Assert.StartsWith("there is no profile 'hammer'; there are ", shown.Error, StringComparison.Ordinal);
        Assert.Contains("sim-percussion-gun", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_profiles_stand_beside_the_shipped_ones_and_broken_ones_are_told()
    {
        _folder.Put("profiles/mine.json", ProfileText.Small.Replace("\"small\"", "\"mine\""));
        _folder.Put("profiles/broken.json", "{");
        _folder.Put("profiles/sim-percussion-gun.json", """{ "ceiling": 60 }""");

        var list = await _folder.RunAsync("profiles", "list");

        Assert.Equal(2, list.Exit);
        Assert.Contains(list.OutLines, line => line.StartsWith("mine ", StringComparison.Ordinal) && line.EndsWith("; your own", StringComparison.Ordinal));
        Assert.Contains(list.OutLines, line => line.StartsWith("sim-percussion-gun ", StringComparison.Ordinal) && line.EndsWith("; narrowed by your own file", StringComparison.Ordinal));
        Assert.StartsWith(_folder.PathOf("profiles/broken.json") + ": $: line 1", list.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_widens_a_shipped_profile_is_an_error_with_file_path_and_reason()
    {
        _folder.Put("profiles/therabody-wave-solo.json", """{ "levels": { "table": [1920, 2520, 3120, 3600] } }""");

        var check = await _folder.RunAsync("profiles", "check");

        Assert.Equal((2, ""), (check.Exit, check.Out));
        Assert.Equal([$"{_folder.PathOf("profiles/therabody-wave-solo.json")}: $.levels: the shipped profile has no level with the number 3600: a person's file can leave out levels from the top, never make one stronger"], check.ErrorLines);
    }

    [Fact]
    public async Task The_shipped_profiles_pass_their_own_check()
    {
        var check = await _folder.RunAsync("profiles", "check");

        Assert.Equal((0, "All good.\n", ""), (check.Exit, check.Out, check.Error));
    }

    [Fact]
    public async Task Checking_a_broken_file_names_every_error_and_exits_with_2()
    {
        var file = _folder.Put("x.json", """{ "format": 1, "id": "X", "name": 5 }""");

        var check = await _folder.RunAsync("profiles", "check", file);
        var json = await _folder.RunAsync("profiles", "check", file, "--json");

        Assert.Equal((2, 2), (check.Exit, json.Exit));
        Assert.Contains($"{file}: $.name: is a number; a text is expected", check.ErrorLines);
        Assert.Contains($"{file}: $.id: has lower-case letters, digits and hyphens only", check.ErrorLines);
        using var document = JsonDocument.Parse(json.Out);
        Assert.False(document.RootElement.GetProperty("good").GetBoolean());
        Assert.Equal(check.ErrorLines.Length, document.RootElement.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task An_advertisement_finds_its_profile_with_score_and_reason()
    {
        var file = _folder.Put("a.json", """{ "name": "SIM Percussion Gun" }""");

        var text = await _folder.RunAsync("profiles", "match", file);
        var json = await _folder.RunAsync("profiles", "match", """{ "name": "SIM Percussion Gun" }""", "--json");

        Assert.Equal((0, 0), (text.Exit, json.Exit));
        Assert.Equal(["sim-percussion-gun       score 100: is called 'SIM Percussion Gun'", "chosen: sim-percussion-gun"], text.OutLines);
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal("sim-percussion-gun", document.RootElement.GetProperty("chosen").GetString());
        Assert.Equal(100, document.RootElement.GetProperty("candidates")[0].GetProperty("score").GetInt32());
    }

    [Fact]
    public async Task Two_equal_profiles_are_never_guessed_between()
    {
        _folder.Put("profiles/mine.json", ProfileText.Small.Replace("\"small\"", "\"mine\"").Replace("[\"Small\"]", "[\"SIM Percussion Gun\"]"));

        var match = await _folder.RunAsync("profiles", "match", """{ "name": "SIM Percussion Gun" }""");

        Assert.Equal(1, match.Exit);
        Assert.Equal("ambiguous: mine or sim-percussion-gun; choose one yourself", match.OutLines[^1]);
    }

    [Fact]
    public async Task A_generic_name_says_that_the_device_must_confirm_it()
    {
        _folder.Put("profiles/mine.json", ProfileText.Small.Replace("\"small\"", "\"mine\""));

        var match = await _folder.RunAsync("profiles", "match", """{ "name": "Small" }""");

        Assert.Equal(0, match.Exit);
        Assert.Contains("nothing may move before the device itself has confirmed it", match.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "Nobody" }""", 1, "no profile fits", "")]
    [InlineData("""{ "nam": "x" }""", 2, "", "advertisement: $.nam: is unknown")]
    [InlineData("nowhere.json", 2, "", "nowhere.json: $: cannot be read")]
    public async Task What_fits_nothing_or_is_no_advertisement_is_said(string advertisement, int exit, string output, string error)
    {
        var match = await _folder.RunAsync("profiles", "match", advertisement);

        Assert.Equal(exit, match.Exit);
        Assert.StartsWith(output, match.Out, StringComparison.Ordinal);
        Assert.StartsWith(error, match.Error, StringComparison.Ordinal);
    }

    /// <summary>A limit that only the listing knows would protect nobody.</summary>
    [Fact]
    public async Task A_session_on_the_simulator_keeps_to_the_narrowed_limits()
    {
        _folder.Put("profiles/sim-percussion-gun.json", """{ "ceiling": 40 }""");
        var parts = Massager.ShippedParts() with { FindDevice = new DeviceSetup(ShippedRadios.All).Find };

        var run = await Massager.RunAsync(parts, "run", "--profiles", _folder.Profiles, "--speed", "max", "--seed", "7", "--events", "-");

        Assert.Equal(0, run.Exit);
        var levels = run.OutLines.Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("type").GetString() == "level").ToArray();
        Assert.Equal(40, levels.Max(line => line.GetProperty("intensity").GetDouble()));
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("My Gun")]
    [InlineData("../gun")]
    public async Task An_id_that_is_none_begins_no_profile(string id)
    {
        var made = await _folder.RunAsync("profiles", "new", id);

        Assert.Equal(2, made.Exit);
        Assert.Empty(Directory.Exists(_folder.Profiles) ? Directory.EnumerateFiles(_folder.Profiles) : []);
    }

    public void Dispose() => _folder.Dispose();
}

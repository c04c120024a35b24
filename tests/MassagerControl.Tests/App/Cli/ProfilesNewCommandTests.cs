using MassagerControl.App.Cli;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Drafting;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.App.Cli;

public sealed class ProfilesNewCommandTests : IDisposable
{
    private readonly ProfilesFolderFixture _folder = new();

    [Fact]
    public async Task Whoever_knows_nothing_gets_a_valid_profile_that_lists_everything_and_can_reach_no_device()
    {
        var made = await _folder.RunAsync("profiles", "new", "my-gun");

        Assert.Equal((0, ""), (made.Exit, made.Error));
        var reading = ProfileReader.Read(_folder.PathOf("profiles/my-gun.json"));
        Assert.Empty(reading.Errors);
        Assert.True(reading.Value!.Match.Unknown);
        Assert.All(reading.Value.Endpoints, endpoint => Assert.Equal(default, endpoint.Characteristic));
        Assert.Contains("what the motor does when the link drops", reading.Value.Provenance.Unknown);
        Assert.Contains(reading.Value.Provenance.Unknown, line => line.StartsWith("the bytes that stop the motor", StringComparison.Ordinal));
        Assert.Equal((Confidence.Guess, false), (reading.Value.Provenance.Confidence, reading.Value.Provenance.VerifiedOnHardware));
        Assert.Equal(reading.Value.Provenance.Unknown.Length, made.OutLines.Count(line => line.StartsWith("  - ", StringComparison.Ordinal)));
        Assert.Equal(0, (await _folder.RunAsync("conform", "sim:my-gun")).Exit);
    }

    [Fact]
    public async Task What_is_known_is_in_the_profile_and_no_longer_unknown()
    {
        var made = await NewAsync("--set-level", "aa 01 {level:u16be} 03 {sum8}", "--stop", "AA 00 {xor8}");

        Assert.Equal((0, ""), (made.Exit, made.Error));
        var profile = ProfileReader.Read(_folder.PathOf("profiles/my-gun.json")).Value!;
        Assert.Equal(("My Gun", MassagerKind.Gun, 4), (profile.Name, profile.Kind, profile.Scale.Count));
        Assert.Equal(["MyGun"], profile.Match.Names);
        Assert.Equal("AA 01 00 28 03 D6", Hex.Format(profile.SetLevel.Frame.Encode(FieldValues.None.With("level", 40))));
        Assert.Equal("AA 00 AA", Hex.Format(profile.Stop.Frame.Encode(FieldValues.None)));
        Assert.Equal("0000fff1-0000-1000-8000-00805f9b34fb", profile.SetLevel.Endpoint.Characteristic.ToString());
        Assert.DoesNotContain(profile.Provenance.Unknown, line => line.Contains("bytes", StringComparison.Ordinal) || line.Contains("levels", StringComparison.Ordinal));
        Assert.Equal(0, (await _folder.RunAsync("conform", "sim:my-gun")).Exit);
    }

    [Fact]
    public async Task As_long_as_one_frame_is_unknown_nothing_can_be_sent_and_what_is_known_is_kept()
    {
        await NewAsync("--set-level", "AA {level}");

        var profile = ProfileReader.Read(_folder.PathOf("profiles/my-gun.json")).Value!;
        Assert.Equal(default, profile.SetLevel.Endpoint.Characteristic);
        Assert.Contains(profile.Provenance.Unknown, line => line.Contains("known so far: service fff0, characteristic fff1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        await _folder.RunAsync("profiles", "new", "my-gun");

        var again = await _folder.RunAsync("profiles", "new", "my-gun");
        var shipped = await _folder.RunAsync("profiles", "new", "sim-percussion-gun");
        var file = await _folder.RunAsync("profiles", "new", "my-gun", "--output", _folder.PathOf("profiles/my-gun.json"));
        var misnamed = await _folder.RunAsync("profiles", "new", "other", "--output", _folder.PathOf("profiles/another.json"));

        Assert.Equal((2, 2, 2, 2), (again.Exit, shipped.Exit, file.Exit, misnamed.Exit));
        Assert.Contains("a profile's file is named after its id: other.json", misnamed.Error, StringComparison.Ordinal);
        Assert.StartsWith("massager: there is a profile 'my-gun' already", again.Error, StringComparison.Ordinal);
        Assert.StartsWith("massager: there is a profile 'sim-percussion-gun' already", shipped.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be written", file.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_answers_questions_for_a_file_that_cannot_be_written()
    {
        using var terminal = new FakeTerminal();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        File.WriteAllText(_folder.PathOf("file"), "");
        var line = new CommandLine(new AppConsole(output, error, terminal.Port()) { Input = new StringReader("") }, Massager.ShippedParts());

        Assert.Equal(2, await line.RunAsync(["profiles", "new", "my-gun", "--output", _folder.PathOf("file/my-gun.json")], TestContext.Current.CancellationToken));

        Assert.Equal("", output.ToString());
        Assert.Contains("my-gun.json: cannot be written: ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--kind", "hammer", "one of gun, ball, roller, bed, other is expected")]
    [InlineData("--service", "xyz", "4 or 8 hex digits or the long form of a UUID is expected")]
    [InlineData("--levels", "0", "a whole number from 1 to 65535 is expected")]
    [InlineData("--level-numbers", "5-1", "two numbers such as 1-5")]
    [InlineData("--set-level", "AA 01", "says {level} exactly once")]
    [InlineData("--set-level", "AA level", "'level' is neither a byte")]
    [InlineData("--stop", "AA {level}", "carries no {level}")]
    [InlineData("--stop", "", "is empty")]
    public async Task A_value_outside_its_range_is_refused_with_the_range(string option, string value, string reason)
    {
        var made = await _folder.RunAsync("profiles", "new", "my-gun", option, value);

        Assert.Equal((2, ""), (made.Exit, made.Out));
        Assert.Contains(reason, made.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Profiles));
    }

    [Theory]
    [InlineData("My Gun", "--levels", "3")]
    [InlineData("my-gun", "--level-numbers", "4-5")]
    public async Task What_makes_no_valid_profile_is_not_written(string id, string option, string value)
    {
        var made = await _folder.RunAsync("profiles", "new", id, option, value);

        Assert.Equal(2, made.Exit);
        Assert.NotEmpty(made.ErrorLines);
        Assert.Empty(Directory.GetFiles(_folder.Profiles));
    }

    [Fact]
    public void A_person_is_asked_until_the_answer_makes_sense_and_Enter_means_unknown()
    {
        using var answers = new StringReader("My Gun\nhammer\nGUN\n\nFFF0\n\n5\n1-5\nAA {level}\nAA 00\n\n");
        using var asked = new StringWriter();

        var known = new ProfilesQuestions(answers, new(asked, asked, null)).Ask(new() { Id = "my-gun" });

        Assert.Equal(
            new ProfilesKnowledge { Id = "my-gun", Name = "My Gun", Kind = MassagerKind.Gun, Service = "fff0", Levels = 5, Numbers = (1, 5), SetLevel = "AA {level}", Stop = "AA 00" },
            known);
        Assert.Contains("one of gun, ball, roller, bed, other is expected", asked.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_who_says_nothing_more_knows_nothing_and_is_not_asked_what_was_said()
    {
        using var answers = new StringReader("");
        using var asked = new StringWriter();

        var known = new ProfilesQuestions(answers, new(asked, asked, null)).Ask(new() { Id = "my-gun", Name = "Mine" });

        Assert.Equal(new ProfilesKnowledge { Id = "my-gun", Name = "Mine" }, known);
        Assert.DoesNotContain("What is the device called", asked.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Massager> NewAsync(params string[] frames) => _folder.RunAsync(
    [
        "profiles", "new", "my-gun", "--name", "My Gun", "--kind", "gun", "--advertised-name", "MyGun", "--service", "FFF0", "--characteristic", "FFF1",
        "--levels", "4", "--level-numbers", "10-40", "--source", "a sniffer log", .. frames,
    ]);
}

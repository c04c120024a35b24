using System.Text.Json.Nodes;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>What <c>massager learn</c> tells, writes and refuses.</summary>
public sealed class LearnCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learn-command-");
    private readonly DeviceProfile _gun = SimulatedRig.Shipped("sim-percussion-gun");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_profile_and_its_bytes_are_written_once_and_never_over_another()
    {
        var (log, marks) = Put(CapturedSession.Of(_gun));
        var file = PathOf("my-gun.json");

        var first = await Massager.RunAsync("learn", log, "--marks", marks, "--out", file, "--name", "My Gun", "--kind", "gun", "--licence", "CC0");
        var again = await Massager.RunAsync("learn", log, "--marks", marks, "--out", file);

        Assert.Equal((0, ""), (first.Exit, first.Error));
        var profile = ProfileReader.Read(file).Value!;
        Assert.Equal(("my-gun", "My Gun", Confidence.Captured, false), (profile.Id, profile.Name, profile.Provenance.Confidence, profile.Provenance.VerifiedOnHardware));
        Assert.Equal("CC0", profile.Provenance.Sources.Single().Licence);
        Assert.DoesNotContain("AA:BB", await ReadAsync(file), StringComparison.Ordinal);
        Assert.Contains("5A 01 03 58", await ReadAsync(PathOf("vectors/my-gun.json")), StringComparison.Ordinal);
        Assert.Equal(2, again.Exit);
        Assert.Contains("nothing is overwritten", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_captured_stop_there_is_a_draft_and_no_profile()
    {
        var (log, marks) = Put(CapturedSession.Of(_gun, stops: false));

        var learned = await Massager.RunAsync("learn", log, "--marks", marks, "--out", PathOf("my-gun.json"));

        Assert.Equal(6, learned.Exit);
        Assert.False(File.Exists(PathOf("my-gun.json")));
        var draft = await ReadAsync(PathOf("my-gun.draft.json"));
        Assert.DoesNotContain("\"stop\"", draft, StringComparison.Ordinal);
        Assert.Contains("$.operations.stop: is missing", learned.Out, StringComparison.Ordinal);
        Assert.Contains("no stop was captured", draft, StringComparison.Ordinal);
        Assert.Equal(2, (await Massager.RunAsync("run", "--device", PathOf("my-gun.draft.json"), "--speed", "max")).Exit);
    }

    [Fact]
    public async Task Handles_without_UUIDs_are_asked_for_and_taken_from_the_person()
    {
        var (log, marks) = Put(CapturedSession.Of(_gun, discovers: false));

        var unplaced = await Massager.RunAsync("learn", log, "--marks", marks, "--json");
        var handles = JsonNode.Parse(unplaced.Out)!["groups"]!.AsArray().Where(group => (string?)group!["meaning"] == "setLevel").Select(group => (int)group!["handle"]!).ToArray();

        Assert.Equal(0, unplaced.Exit);
        Assert.Null((string?)JsonNode.Parse(unplaced.Out)!["profile"]);
        Assert.Contains("--endpoint", unplaced.Out, StringComparison.Ordinal);
        Assert.Single(handles);
    }

    [Theory]
    [InlineData("nowhere.btsnoop")]
    [InlineData("")]
    [InlineData("empty.btsnoop")]
    [InlineData("words.btsnoop")]
    public async Task What_is_no_capture_is_told_in_one_line(string name)
    {
        File.WriteAllText(PathOf("empty.btsnoop"), "");
        File.WriteAllText(PathOf("words.btsnoop"), "these are words, and no capture of anything at all");

        var learned = await Massager.RunAsync("learn", name.Length == 0 ? _folder.FullName : PathOf(name));

        Assert.Equal((2, ""), (learned.Exit, learned.Out));
        Assert.Single(learned.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("--mark", "soon level 3")]
    [InlineData("--mark", "3 level three")]
    [InlineData("--endpoint", "16=fff0")]
    [InlineData("--out", "My Gun.json")]
    [InlineData("--marks", "nowhere.marks")]
    [InlineData("--device", "11:22:33:44:55:66")]
    public async Task What_does_not_make_sense_is_refused(params string[] options)
    {
        var (log, _) = Put(CapturedSession.Of(_gun));

        var learned = await Massager.RunAsync(["learn", log, .. options]);

        Assert.Equal((2, ""), (learned.Exit, learned.Out));
        Assert.NotEmpty(learned.Error);
    }

    [Fact]
    public async Task A_mark_is_one_word_or_two()
    {
        var (log, _) = Put(CapturedSession.Of(_gun));

        var learned = await Massager.RunAsync("learn", log, "--mark", "4", "level 1", "--mark", "6.2 level 2", "--json");

        Assert.Equal([4.0, 6.2], JsonNode.Parse(learned.Out)!["marks"]!.AsArray().Select(mark => (double)mark!["at"]!));
    }

    private (string Log, string Marks) Put(CapturedSession session)
    {
        File.WriteAllBytes(PathOf("log.btsnoop"), session.File);
        File.WriteAllText(PathOf("log.marks"), session.Marks);
        return (PathOf("log.btsnoop"), PathOf("log.marks"));
    }

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}

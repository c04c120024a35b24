using System.Text.Json.Nodes;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Devices.OddDevices;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Conformance;

/// <summary>Each odd device of <c>tests/odd-devices</c>, tried with the profile that fits it and with one that gets it wrong. The truth is its own motor.</summary>
public sealed class OddKindTests
{
    private const string First = "an unlock frame, a read, a subscription or a bond";

    // No profile makes a device fit for a stop at any moment that takes its link away, or falls silent, over a frame too soon.
    private static readonly string[] PunishesHaste = ["gap-drops", "gap-silent", "idle-gap-drops", "unlock-gap-drops"];

    /// <summary>What is changed of the profile that fits.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Changes = new()
    {
        ["nothing"] = _ => { },
        ["no connect steps"] = profile => profile["connect"] = new JsonArray(),
        ["no gap"] = profile => profile.Remove("minimumGap"),
        ["pauses in its level only"] = profile =>
        {
            profile.Remove("minimumGap");
            profile["operations"]!["setLevel"]!["pause"] = 0.3;
        },
        ["one step less"] = profile => ((JsonArray)profile["connect"]!).RemoveAt(1),
        ["no frame after the level"] = profile =>
        {
            profile["operations"]!["setLevel"]!.AsObject().Remove("then");
            profile["operations"]!.AsObject().Remove("apply");
        },
        ["unlocks again and again"] = profile => profile["keepAlive"] = new JsonObject { ["every"] = 0.5, ["send"] = "unlock" },
        ["no keep-alive"] = profile => profile.Remove("keepAlive"),
        ["stops by level 0"] = profile => profile["operations"]!["stop"]!["frame"] = new JsonArray("C7 01 00"),
        ["listens on fff2"] = profile => profile["endpoints"]!["status"]!["characteristic"] = "fff2",
        ["listens on fff3"] = profile => profile["endpoints"]!["status"]!["characteristic"] = "fff3",
        ["writes where less is offered"] = profile => profile["endpoints"]!["control"]!["properties"] = new JsonArray("write"),
        ["does not tell the level"] = profile => profile["notifications"]!["status"]!["frame"] = new JsonArray("C8", new JsonObject { ["unknown"] = 1 }),
    };

    /// <summary>A device, what is wrong with its profile, the check that is red, and what its sentence says.</summary>
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "unlock-ignore", "no connect steps", "setup.obeyed", First },
        { "unlock-refuse", "no connect steps", "setup.not-refused", First },
        { "unlock-drop", "no connect steps", "setup.link-kept", First },
        { "unlock-silent", "no connect steps", "setup.answered", First },
        { "read-ignore", "no connect steps", "setup.obeyed", First },
        { "read-drop", "no connect steps", "setup.link-kept", First },
        { "subscribe-ignore", "no connect steps", "setup.obeyed", First },
        { "subscribe-refuse", "no connect steps", "setup.not-refused", "wants a subscription" },
        { "subscribe-drop", "no connect steps", "setup.link-kept", First },
        { "subscribe-silent", "no connect steps", "setup.answered", First },
        { "bond-ignore", "no connect steps", "setup.obeyed", First },
        { "bond-refuse", "no connect steps", "setup.not-refused", "into 'connect'" },
        { "bond-drop", "no connect steps", "setup.link-kept", First },
        { "bond-silent", "no connect steps", "setup.answered", First },
        { "gap-and-unlock", "no connect steps", "setup.obeyed", First },
        { "gap-and-unlock", "no gap", "gap.kept", "raise 'minimumGap'" },
        { "two-motors-gap", "no gap", "gap.kept", "raise 'minimumGap'" },
        { "two-motors-gap", "pauses in its level only", "gap.stop-frames", "'minimumGap' keeps them apart" },
        { "unlock-drop-gap", "no connect steps", "setup.link-kept", First },
        { "two-motors-refuse", "no connect steps", "setup.not-refused", "wants a subscription" },
        { "bond-drop-gap", "no connect steps", "setup.link-kept", First },
        { "subscribe-then-unlock", "no connect steps", "setup.link-kept", First },
        { "unlock-two-links", "no connect steps", "setup.obeyed", First },
        { "idle", "no keep-alive", "link.idle", "say so in 'keepAlive'" },
        { "short-links", "nothing", "link.stays-in-use", "A 'keepAlive' does not help" },
        { "ignores-always", "nothing", "stop.from-each-level", "the stop operation" },
        { "ignores-twice", "nothing", "stop.from-each-level", "the stop operation" },
        { "speaks-elsewhere", "listens on fff2", "report.place", "give that endpoint this UUID" },
        { "twin-writes", "writes where less is offered", "endpoint.unambiguous", "list in 'properties'" },
        { "two-links", "nothing", "connect.repeats", "takes only a few links until it is switched off and on" },
        { "new-address", "nothing", "connect.same-address", "to take a new address after each link" },
        { "off-after", "nothing", "stop.device-stays", "leaves the device on" },
        { "off-before", "nothing", "stop.device-stays", "leaves the device on" },
        { "level-is-read", "nothing", "stop.from-each-level", "the stop operation" },
        { "level-commits", "no frame after the level", "setup.obeyed", "a frame that follows it" },
        { "press-ignore", "one step less", "level.each-reachable", "The level map" },
        { "long-frames", "one step less", "connect.links", "the connect steps of the profile" },
        { "unlock-three-motors-gap", "no connect steps", "setup.obeyed", First },
        { "unlock-three-motors-gap", "no gap", "gap.kept", "raise 'minimumGap'" },
        { "stop-refused-then-drops", "nothing", "stop.from-each-level", "the stop operation" },
        { "tells-old-level", "nothing", "stop.from-each-level", "the stop operation" },
        { "bond-lapses", "nothing", "setup.obeyed", "the device may want something first" },
        { "unlock-lapses", "nothing", "setup.obeyed", First },
        { "unlock-lapses-drop", "nothing", "setup.obeyed", "the device may want something first" },
        { "elsewhere-unlock-lapses", "nothing", "setup.obeyed", First },
        { "read-lapses", "no keep-alive", "stop.from-each-level", "is not what this device stops by" },
        { "new-address-in-between", "nothing", "connect.repeats", "takes so many links" },
        { "late-and-off-after", "nothing", "stop.device-stays", "leaves the device on" },
        { "stop-unanswered", "nothing", "connect.repeats", "takes so many links" },
        { "falls-silent", "nothing", "stop.while-queued", "not confirmed while a level waited" },
        { "stop-obeyed-and-refused", "nothing", "stop.from-each-level", "the stop operation" },
        { "stop-obeyed-and-drops", "nothing", "stop.device-stays", "leaves the device on" },
        { "gap-drops", "no gap", "gap.kept", "raise 'minimumGap'" },
        { "gap-silent", "no gap", "gap.kept", "raise 'minimumGap'" },
        { "gap-refuses", "no gap", "gap.kept", "raise 'minimumGap'" },
        { "unlock-gap-drops", "no connect steps", "setup.link-kept", First },
        { "rest-ignore", "no connect steps", "gap.kept", "raise 'minimumGap'" },
        { "rest-drop", "no connect steps", "setup.link-kept", First },
        { "idle-gap-drops", "no keep-alive", "link.idle", "say so in 'keepAlive'" },
        { "late", "nothing", "report.prompt", "{ \"unknown\": 1 }" },
    };

    /// <summary>A device and what makes its profile fit. For those that are not here no profile can: they take no more links, change their address or drop each one.</summary>
    public static TheoryData<string, string> Right
    {
        get
        {
            string[] hopeless = ["bond-lapses", "falls-silent", "hung-then-locked", "new-address", "new-address-in-between", "short-links", "two-links", "unlock-two-links", .. PunishesHaste];
            var changed = new Dictionary<string, string>
            {
                ["ignores-always"] = "stops by level 0",
                ["ignores-twice"] = "stops by level 0",
                ["level-is-read"] = "stops by level 0",
                ["off-after"] = "stops by level 0",
                ["off-before"] = "stops by level 0",
                ["speaks-elsewhere"] = "listens on fff3",
                ["late"] = "does not tell the level",
                ["late-and-off-after"] = "stops by level 0",
                ["stop-refused-then-drops"] = "stops by level 0",
                ["tells-old-level"] = "stops by level 0",
                ["stop-unanswered"] = "stops by level 0",
                ["stop-obeyed-and-refused"] = "stops by level 0",
                ["stop-obeyed-and-drops"] = "stops by level 0",
                ["unlock-lapses"] = "unlocks again and again",
                ["unlock-lapses-drop"] = "unlocks again and again",
                ["elsewhere-unlock-lapses"] = "unlocks again and again",
            };
            return [.. OddRig.Names.Except(hopeless).Select(name => (name, changed.GetValueOrDefault(name, "nothing")))];
        }
    }

    /// <summary>Devices that never report, with profiles that they ignore.</summary>
    public static TheoryData<string> Mute => ["unlock-ignore", "read-ignore", "bond-ignore", "gap-and-unlock"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_profile_that_gets_its_device_wrong_is_red(string device, string change, string check, string sentence)
    {
        var line = (await RunAsync(device, change)).Lines.Single(line => line.Id == check);

        Assert.Equal(Severity.Error, line.Severity);
        Assert.Contains(sentence, line.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public async Task A_profile_that_fits_is_green(string device, string change) =>
        Assert.Empty(Told(await RunAsync(device, change)));

    /// <summary>Whoever adds a device says which profile gets it wrong.</summary>
    [Fact]
    public void Every_device_has_a_profile_that_gets_it_wrong()
    {
        // The reader refuses a profile whose stop nobody confirms; this one's links go dead by a fault; this driver reads nothing early; a twin that cannot be written is never chosen; a profile says nothing of which levels are told.
        string[] without = ["commands-only", "hung-then-locked", "reads-drop", "tells-lowest", "two-of-one-uuid"];

        Assert.Equal(OddRig.Names.Except(without), Wrong.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_late_word_of_the_level_before_is_no_level_that_was_dropped()
    {
        var line = (await RunAsync("tells-lowest", "nothing", watched: false)).Lines.Single(line => line.Id == "gap.kept");

        Assert.Equal(Severity.Info, line.Severity);
    }

    /// <summary>Where nobody sees the motor, nobody says that it obeys, and nobody says that it is off.</summary>
    [Theory]
    [MemberData(nameof(Mute))]
    public async Task A_device_that_ignores_everything_and_never_reports_is_not_found_in_order(string device)
    {
        var report = await RunAsync(device, "no connect steps", watched: false);

        string[] seen = ["level.", "stop.", "reconnect.", "lease.", "after-stop.", "gap.", "setup.obeyed", "connect.no-motion"];
        Assert.Empty(report.Lines.Where(line => line.Severity == Severity.Ok && line.Id != "stop.device-stays" && seen.Any(about => line.Id.StartsWith(about, StringComparison.Ordinal))).Select(line => $"{line.Id}: {line.Got}"));
        Assert.Contains("please watch the motor", report.Lines.Single(line => line.Id == "setup.obeyed").Sentence, StringComparison.Ordinal);
    }

    private static async Task<ConformanceReport> RunAsync(string device, string change, bool watched = true) =>
        await ConformanceSuite.RunAsync(new OddTarget(Profile(device, change), OddRig.Script(device)) { IsWatched = watched }, device);

    private static DeviceProfile Profile(string device, string change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "odd-devices", "profiles", $"{device}.json")))!.AsObject();
        Changes[change](json);
        var reading = ProfileReader.Parse($"{device}.json", json.ToJsonString());
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static IEnumerable<string> Told(ConformanceReport report) =>
        report.Lines.Where(line => line.Severity is Severity.Error or Severity.Issue).Select(line => $"{line.Id}: {line.Got}");
}

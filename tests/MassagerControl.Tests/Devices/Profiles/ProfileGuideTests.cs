using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>The guide for authors is true: its made-up device loads and speaks the captured bytes, and it leaves no member out.</summary>
public sealed partial class ProfileGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs", "device-profiles.md")).ReplaceLineEndings("\n");

    [GeneratedRegex("<!-- walk-through -->\n```json\n(?<profile>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex WalkThrough();

    [GeneratedRegex(@"^\| (?<did>[^|]+) \| (?<written>`[^|]+`|nothing) \| `(?<heard>[0-9A-F ]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Captured();

    [GeneratedRegex("wants a greeting.*?```json\n(?<profile>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Greeting();

    [GeneratedRegex("`(?<frame>\\[\"AA\", \\{ \"length\".*?\\])`")]
    private static partial Regex LengthExample();

    private static DeviceProfile Profile()
    {
        var reading = ProfileReader.Parse("acme-thumper.json", WalkThrough().Match(Guide).Groups["profile"].Value);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    [Fact]
    public void The_made_up_device_speaks_the_bytes_that_were_captured_from_it()
    {
        var rig = new SimulatedRig(Profile());
        rig.Connect();
        var rows = Captured().Matches(Guide);
        Assert.Equal(5, rows.Count);

        Assert.All(rows, row =>
        {
            var did = row.Groups["did"].Value;
            rig.Reports.Clear();
            if (did.StartsWith("speed ", StringComparison.Ordinal))
                SimulatedRig.Now(rig.Drive(did[^1] - '0'));
            else if (did == "off")
                SimulatedRig.Now(rig.Stop());
            Assert.Equal(row.Groups["written"].Value.Trim('`'), rig.Frames.SingleOrDefault("nothing"));
            Assert.True(Hex.TryParse(row.Groups["heard"].Value, out var heard));
            Assert.True(rig.Profile.Notifications.Single().TryDecode(heard, out var values, out _));
            Assert.Equal(rig.Motor, values["level"]);
        });
    }

    [Fact]
    public void The_greeting_of_the_guide_works_in_a_profile()
    {
        var rig = new SimulatedRig(InSmall(Greeting().Match(Guide).Groups["profile"].Value));

        rig.Connect();

        Assert.Equal(["5A 10", "AA 00"], rig.Frames);
    }

    [Fact]
    public void The_level_of_the_guide_is_committed_after_its_pause()
    {
        var rig = new SimulatedRig(InSmall(Marked("level-commits")));
        rig.Connect();

        Assert.Equal(TimeSpan.FromSeconds(0.1), rig.Run(rig.Drive(2)));

        Assert.Equal(["5A 00", "5A 01 14", "5A 03"], rig.Frames);
        Assert.Equal(2, rig.Motor);
    }

    [Fact]
    public void What_the_guide_reads_tells_level_and_battery()
    {
        var rig = new SimulatedRig(InSmall(Marked("reading")));
        rig.Connect();

        SimulatedRig.Now(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([2], rig.Reports.OfType<LevelReported>().Select(report => report.Level.Number));
        Assert.Equal(100, rig.Reports.OfType<BatteryReported>().First().Percent);
    }

    private static string Marked(string mark) =>
        Regex.Match(Guide, $"<!-- {mark} -->\n```json\n(?<json>.*?)\n```", RegexOptions.Singleline) is { Success: true } found ? found.Groups["json"].Value : throw new InvalidOperationException(mark);

    /// <summary>A piece of the guide in the place of those members of a small profile.</summary>
    private static DeviceProfile InSmall(string piece)
    {
        var profile = JsonNode.Parse(ProfileText.Small)!.AsObject();
        foreach (var (member, value) in JsonNode.Parse(piece)!.AsObject())
            if (value is JsonObject own && profile[member] is JsonObject small)
                foreach (var (name, part) in own)
                    small[name] = part!.DeepClone();
            else
                profile[member] = value!.DeepClone();
        var reading = ProfileReader.Parse("piece.json", profile.ToJsonString());
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    [Fact]
    public void The_length_of_the_guide_counts_as_it_says()
    {
        var frame = LengthExample().Match(Guide).Groups["frame"].Value;
        Assert.NotEmpty(frame);
        var reading = ProfileReader.Parse("length.json", ProfileText.Small.Replace("""["AA", { "field": "level", "as": "u8" }]""", frame, StringComparison.Ordinal));
        Assert.Empty(reading.Errors);

        var bytes = reading.Value!.SetLevel.Frame.Encode(FieldValues.None.With("level", 30));

        Assert.Equal("AA 02 1E CA", Hex.Format(bytes));
    }

    [Fact]
    public void Every_member_of_the_schema_is_in_the_guide()
    {
        var members = JsonNode.Parse(ProfileSchema.Text)!["$defs"]!.AsObject()
            .Where(definition => definition.Value!["properties"] is not null)
            .SelectMany(definition => definition.Value!["properties"]!.AsObject().Select(member => member.Key))
            .Concat(ProfileSchema.MembersOf(""));

        Assert.All(members.Distinct(), member => Assert.Matches($"[`\"]{Regex.Escape(member)}[`\"]", Guide));
    }

    [Fact]
    public void Every_shipped_profile_is_named()
    {
        var named = Guide[Guide.IndexOf("## What is shipped", StringComparison.Ordinal)..];

        Assert.All(ProfileCatalog.Shipped().Ids(), id => Assert.Matches($"`{id}`|`-{id.Split('-')[^1]}`", named));
    }
}

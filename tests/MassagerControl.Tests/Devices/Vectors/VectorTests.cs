using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Vectors;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Vectors;

/// <summary>What bytes mean under a profile and what the driver writes, for every shipped profile.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Shipped() => [.. ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_frame_of_every_level_means_that_level_again(string id)
    {
        var profile = SimulatedRig.Shipped(id);

        Assert.All(Enumerable.Range(1, profile.Scale.Count).Select(number => new Level(number)), level =>
        {
            using var driver = new DriverFrames(profile);
            driver.Connect();
            var said = driver.Drive(level).Select(frame => Meaning(profile, frame)).ToArray();

            Assert.All(said, hit => Assert.Null(hit.Wrong));
            var levels = said.SelectMany(hit => hit.Values.Names.Where(name => name == "level" || profile.Channels.Contains(name)).Select(name => profile.Levels.Exact(hit.Values[name]!.Value))).ToArray();
            Assert.NotEmpty(levels);
            if (profile.Steps is null)
                Assert.All(levels, told => Assert.Equal(level, told));
        });
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_stop_means_the_stop_again(string id)
    {
        var profile = SimulatedRig.Shipped(id);
        using var driver = new DriverFrames(profile);
        driver.Connect();
        driver.Drive(new Level(1));

        var stop = driver.Stop();

        Assert.Equal(profile.Stop.Name, stop[0].Operation);
        Assert.Equal(profile.Stop.Name, Meaning(profile, stop[0]).Name);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_is_printed_as_vectors_is_read_again_and_holds(string id)
    {
        var profile = SimulatedRig.Shipped(id);

        var reading = VectorReader.Parse("v.json", VectorWriter.Json(profile), profile);

        Assert.Empty(reading.Errors);
        Assert.Empty(VectorCheck.Run("v.json", reading.Value!, profile));
        Assert.Superset(Enumerable.Range(1, profile.Scale.Count).ToHashSet(), reading.Value!.Vectors.Select(vector => vector.When).OfType<WhenLevel>().Select(when => when.Level.Number).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_shipped_vectors_hold_and_one_changed_byte_is_found(string id)
    {
        var profile = SimulatedRig.Shipped(id);
        if (Beside(id) is not { } file)
            return;
        var reading = VectorReader.Read(file, profile);
        Assert.Empty(reading.Errors);
        Assert.Empty(VectorCheck.Run(file, reading.Value!, profile));

        Assert.All(reading.Value!.Vectors, vector =>
            Assert.Equal([vector.Path], VectorCheck.Run(file, new(id, [Spoilt(vector)]), profile).Select(error => error.Path)));
    }

    [Fact]
    public void A_wrong_checksum_is_told_with_the_right_one()
    {
        var hit = Assert.Single(Decode(SimulatedRig.Shipped("merach-gun"), "FD 20 02 DE FE").Hits);

        Assert.Equal(("setLevel", 2L), (hit.Name, hit.Values["level"]));
        Assert.Equal((3, "DE", "DF"), (hit.Wrong!.At, Hex.Format(hit.Wrong.Found.AsSpan()), Hex.Format(hit.Wrong.Expected.AsSpan())));
    }

    [Theory]
    [InlineData("""{ "slip": ["AA", { "field": "level", "as": "u8" }, { "checksum": "xor8" }] }""", "AA 0A A1 C0", "A0")]
    [InlineData("""{ "base64": ["AA", { "field": "level", "as": "u8" }, { "checksum": "xor8" }] }""", "71 67 71 68", "A0")]
    public void A_wrong_checksum_is_found_inside_of_other_coding_too(string part, string hex, string expected)
    {
        var profile = Small(ProfileText.Small.Replace("""["AA", { "field": "level", "as": "u8" }]""", $"[{part}]", StringComparison.Ordinal));

        var hit = Assert.Single(Decode(profile, hex).Hits);

        Assert.True(hit.HasChecksum);
        Assert.Equal((10L, expected), (hit.Values["level"], Hex.Format(hit.Wrong!.Expected.AsSpan())));
    }

    [Fact]
    public void What_is_nothing_begins_like_something()
    {
        var meaning = Decode(SimulatedRig.Shipped("merach-gun"), "FD 20 02 DF");

        Assert.Empty(meaning.Hits);
        Assert.Equal("setLevel", meaning.Misses[0].Name);
        Assert.Empty(Decode(SimulatedRig.Shipped("merach-gun"), "00").Misses);
    }

    [Fact]
    public void Frames_of_a_stream_are_cut_out_of_what_the_device_says()
    {
        var profile = Small(ProfileText.Small
            .Replace(""" "properties": ["notify"] }""", """ "properties": ["notify"], "stream": { "terminator": "0D 0A" } }""", StringComparison.Ordinal)
            .Replace("""["BB", { "field": "level", "as": "u8" }]""", """["BB", { "field": "level", "as": "u8" }, "0D 0A"]""", StringComparison.Ordinal));

        var hits = Decode(profile, "BB 0A 0D 0A BB 14 0D 0A").Hits;

        Assert.Equal([10L, 20L], hits.Select(hit => hit.Values["level"]));
    }

    [Fact]
    public void A_counter_goes_on_from_the_connection_to_the_level_and_on_a_bare_operation_it_is_the_first()
    {
        var profile = Small(ProfileText.Small
            .Replace("""["AA", { "field": "level", "as": "u8" }]""", """["AA", { "counter": "n", "as": "u8", "first": 5, "last": 7 }, { "field": "level", "as": "u8" }]""", StringComparison.Ordinal)
            .Replace("""["AA 00"]""", """["AB", { "counter": "n", "as": "u8", "first": 5, "last": 7 }]""", StringComparison.Ordinal));
        using var driver = new DriverFrames(profile);

        var frames = driver.Connect().AddRange(driver.Drive(new Level(1))).AddRange(driver.Drive(new Level(2))).AddRange(driver.Drive(new Level(3)));

        Assert.Equal(["AB 05", "AA 06 0A", "AA 07 14", "AA 05 1E"], frames.Select(frame => frame.Hex));
        Assert.Equal("AB 05", Assert.Single(DriverFrames.Send(profile, profile.Stop, FieldValues.None)).Hex);
    }

    [Fact]
    public void Pauses_and_repetitions_are_told()
    {
        var profile = Small(ProfileText.Small.Replace(
            """ "frame": ["AA 00"] }""", """ "frame": ["AA 00"], "then": "rest", "pause": 0.25 }, "rest": { "endpoint": "control", "mode": "withoutResponse", "frame": ["AC"], "repeat": { "times": 2, "gap": 0.1 } }""", StringComparison.Ordinal));
        using var driver = new DriverFrames(profile);
        driver.Connect();
        driver.Drive(new Level(3));

        var stop = driver.Stop();

        Assert.Equal(
            [(0, "stop", true, "AA 00"), (0.25, "rest", false, "AC"), (0.1, "rest", false, "AC")],
            stop.Select(frame => (Math.Round(frame.After.TotalSeconds, 3), frame.Operation, frame.WithResponse, frame.Hex)));
    }

    [Theory]
    [InlineData(""" "when": { "level": 4 }, "expect": { "write": "AA 0A", "endpoint": "control", "mode": "withResponse" } """, "$.vectors[0].when.level")]
    [InlineData(""" "when": { "send": "jump" }, "expect": { "write": "AA 0A", "endpoint": "control", "mode": "withResponse" } """, "$.vectors[0].when.send")]
    [InlineData(""" "when": { "level": 1 }, "expect": { "write": "AA 0", "endpoint": "control", "mode": "withResponse" } """, "$.vectors[0].expect.write")]
    [InlineData(""" "when": { "level": 1 }, "expect": { "write": "AA 0A", "endpoint": "elsewhere", "mode": "withResponse" } """, "$.vectors[0].expect.endpoint")]
    [InlineData(""" "when": { }, "expect": { "write": "AA 0A", "endpoint": "control", "mode": "withResponse" } """, "$.vectors[0].when")]
    [InlineData(""" "when": { "told": "BB 0A", "endpoint": "status" }, "expect": { "notification": "other" } """, "$.vectors[0].expect.notification")]
    public void Mistakes_are_named_with_their_place(string vector, string path)
    {
        var reading = VectorReader.Parse("v.json", $$"""{ "profile": "small", "note": "x", "vectors": [ { "name": "x", "basis": "rule", {{vector}} } ] }""", Small(ProfileText.Small));

        Assert.Contains(path, reading.Errors.Select(error => error.Path));
    }

    private static string? Beside(string id) =>
        Path.Combine(AppContext.BaseDirectory, "device-profiles", "vectors", id + ".json") is var file && File.Exists(file) ? file : null;

    private static FrameHit Meaning(DeviceProfile profile, DrivenFrame frame)
    {
        Assert.NotEqual("", frame.Operation);
        Assert.True(Hex.TryParse(frame.Hex, out var bytes));
        return FrameDecoder.Decode(profile, bytes, profile.Endpoints.Single(endpoint => endpoint.Name == frame.Endpoint)).Hits.First(hit => hit.Operation is not null);
    }

    private static FrameMeaning Decode(DeviceProfile profile, string hex) =>
        FrameDecoder.Decode(profile, Hex.TryParse(hex, out var bytes) ? bytes : throw new ArgumentException(hex), null);

    private static DeviceProfile Small(string text)
    {
        var reading = ProfileReader.Parse("small.json", text);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static Vector Spoilt(Vector vector) => vector with
    {
        Expect = vector.Expect switch
        {
            ExpectWrites { Writes: [var first, .. var rest] } => new ExpectWrites([first with { Hex = (first.Hex[0] == 'A' ? "B" : "A") + first.Hex[1..] }, .. rest]),
            ExpectMeaning { Fields: [var first, .. var rest] } meaning => meaning with { Fields = [(first.Name, first.Value + 1), .. rest] },
            ExpectMeaning meaning => meaning with { Name = meaning.Name + "x" },
            _ => throw new ArgumentException(vector.Name),
        },
    };
}

using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>Frames that follow a level, and the pauses between the frames of one operation.</summary>
public sealed class LevelFollowerTests
{
    private const string Control = "\"endpoint\": \"control\", \"mode\": \"withResponse\"";

    /// <summary>What is set takes effect only with a second frame, 0.1 s later.</summary>
    private const string Committed = $$"""
        "setLevel": { {{Control}}, "frame": ["AA", { "field": "level", "as": "u8" }], "then": "apply", "pause": 0.1 },
        "apply": { {{Control}}, "frame": ["A3"], "commits": true },
        "stop": { {{Control}}, "frame": ["AA 00"] }
        """;

    /// <summary>Every frame presses a button that must be released again, a stop too.</summary>
    private const string Released = $$"""
        "setLevel": { {{Control}}, "frame": ["AA", { "field": "level", "as": "u8" }], "then": "release" },
        "release": { {{Control}}, "frame": ["A3"] },
        "stop": { {{Control}}, "frame": ["AA 00"], "then": "release", "pause": 0.05 }
        """;

    private static DeviceProfile Profile(string operations, string more = "") => Read(operations, more).Value ?? throw new InvalidOperationException(string.Join(", ", Errors(operations, more)));

    private static string[] Errors(string operations, string more = "") => [.. Read(operations, more).Errors.Select(error => $"{error.Path}: {error.Reason}")];

    private static MassagerControl.Devices.Json.FileReading<DeviceProfile> Read(string operations, string more)
    {
        var small = ProfileText.Small.Replace("\"kind\"", more + "\"kind\"", StringComparison.Ordinal);
        var (begin, end) = (small.IndexOf("\"operations\": {", StringComparison.Ordinal), small.IndexOf("\"connect\"", StringComparison.Ordinal));
        return ProfileReader.Parse("p.json", $$"""{{small[..begin]}}"operations": { {{operations}} }, {{small[end..]}}""");
    }

    private static SimulatedRig Connected(DeviceProfile profile)
    {
        var rig = new SimulatedRig(profile);
        rig.Run(rig.Connecting());
        rig.Reports.Clear();
        return rig;
    }

    [Fact]
    public void A_level_takes_effect_with_the_frame_that_commits_it_after_the_pause()
    {
        var rig = Connected(Profile(Committed));

        var setting = rig.Drive(2);
        Assert.Equal(["AA 14"], rig.Frames);
        Assert.Equal(0, rig.Motor);
        Assert.Equal(TimeSpan.FromSeconds(0.1), rig.Run(setting));

        Assert.Equal(["AA 14", "A3"], rig.Frames);
        Assert.Equal(2, rig.Motor);
        Assert.Equal([2], rig.Reports.OfType<LevelReported>().Select(report => report.Level.Number));
    }

    [Fact]
    public void A_stop_between_a_level_and_its_commit_leaves_nothing_behind()
    {
        var rig = Connected(Profile(Committed));
        rig.Run(rig.Drive(1));
        var setting = rig.Drive(3);

        SimulatedRig.Now(rig.Stop());

        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(setting).Kind);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1, 0], rig.MotorLevels);
        Assert.Equal("AA 00", rig.Frames.Last());
    }

    [Fact]
    public void Stop_and_levels_are_released_and_a_level_that_is_not_is_refused_by_the_device()
    {
        var rig = Connected(Profile(Released));
        SimulatedRig.Now(rig.Drive(1));
        SimulatedRig.Now(rig.Drive(3));
        rig.Run(rig.Stop());
        Assert.Equal(["AA 0A", "A3", "AA 1E", "A3", "AA 00", "A3"], rig.Frames);
        Assert.Equal([1, 3, 0], rig.MotorLevels);

        var forgetful = Profile(Released.Replace("\"then\": \"release\" }", "\"note\": \"n\" }", StringComparison.Ordinal));
        var other = new SimulatedRig(forgetful, builtFrom: Profile(Released));
        other.Run(other.Connecting());
        SimulatedRig.Now(other.Drive(1));
        Assert.Equal(MassagerFaultKind.Refused, other.Fail(other.Drive(2)).Kind);
    }

    [Fact]
    public void A_renewal_commits_too_and_is_not_left_half_done_by_the_next_level()
    {
        var rig = Connected(Profile(Committed, "\"keepAlive\": { \"every\": 3, \"repeatLevel\": true }, "));
        rig.Run(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        rig.Reports.Clear();
        rig.Massager.RenewLease();
        Assert.Equal(["AA 14"], rig.Frames);

        rig.Run(rig.Drive(1));

        Assert.Equal(["AA 14", "A3", "AA 0A", "A3"], rig.Frames);
        Assert.Equal([2, 1], rig.MotorLevels);
    }

    [Fact]
    public void The_frames_of_a_stop_keep_their_pause_and_the_first_leaves_at_once()
    {
        var rig = Connected(Profile(Released));
        SimulatedRig.Now(rig.Drive(1));
        rig.Reports.Clear();

        var stopping = rig.Stop();
        Assert.Equal(["AA 00"], rig.Frames);

        Assert.Equal(TimeSpan.FromSeconds(0.05), rig.Run(stopping));
        Assert.Equal(["AA 00", "A3"], rig.Frames);
    }

    [Theory]
    [InlineData("", "\"then\": \"stop\"", "$.operations.setLevel.then: 'stop' turns the motor off: what was set before would never stay")]
    [InlineData("\"x\": { {C}, \"frame\": [\"AA 00\"] },", "\"then\": \"x\"", "$.operations.setLevel.then: 'x' turns the motor off: what was set before would never stay")]
    [InlineData("\"x\": { {C}, \"frame\": [\"AA 1E\"] },", "\"then\": \"x\"", "$.operations.setLevel.then: 'x' moves the motor by itself: what follows a level and carries none only commits or releases it")]
    [InlineData("\"x\": { {C}, \"frame\": [\"77\"], \"movesMotor\": true },", "\"then\": \"x\"", "$.operations.setLevel.then: 'x' moves the motor by itself: what follows a level and carries none only commits or releases it")]
    [InlineData("\"x\": { {C}, \"frame\": [\"77\"], \"commits\": true },", "\"note\": \"n\"", "$.operations.x.commits: follows nothing that sets a level")]
    [InlineData("", "\"pause\": 0.1", "$.operations.setLevel.pause: nothing follows: a pause is between this operation and the one that 'then' names")]
    [InlineData("\"x\": { {C}, \"frame\": [\"77\"] },", "\"then\": \"x\", \"pause\": 3", "$.operations.setLevel.pause: 3 is outside 0–2")]
    public void A_wrong_follower_is_refused_with_its_reason(string operation, string member, string error)
    {
        var operations = $$"""
            "setLevel": { {{Control}}, "frame": ["AA", { "field": "level", "as": "u8" }], {{member}} },
            {{operation.Replace("{C}", Control, StringComparison.Ordinal)}}
            "stop": { {{Control}}, "frame": ["AA 00"] }
            """;

        Assert.Contains(Errors(operations), found => found.StartsWith(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"connect\": [", "\"connect\": [ { \"send\": \"apply\" },", "$.connect[0].send: 'apply' can start the motor")]
    [InlineData("\"kind\"", "\"keepAlive\": { \"every\": 5, \"send\": \"apply\" }, \"kind\"", "$.keepAlive.send: 'apply' can start the motor")]
    public void What_commits_a_level_is_never_sent_by_itself(string old, string changed, string error)
    {
        var text = ProfileText.Small.Replace("""
            "setLevel": { "endpoint": "control", "mode": "withResponse", "frame": ["AA", { "field": "level", "as": "u8" }] },
            """, Committed[..Committed.IndexOf("\"stop\"", StringComparison.Ordinal)], StringComparison.Ordinal).Replace(old, changed, StringComparison.Ordinal);

        Assert.Contains(ProfileReader.Parse("p.json", text).Errors, found => $"{found.Path}: {found.Reason}".StartsWith(error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_stop_does_not_pause_for_long() =>
        Assert.Contains("$.operations.stop.pause: the pauses of a stop are longer than 1 s in all", Errors(Released.Replace("0.05", "1.2", StringComparison.Ordinal)));

    [Theory]
    [InlineData(Committed)]
    [InlineData(Released)]
    [InlineData("""
        "setLevel": { "endpoint": "control", "mode": "withResponse", "frame": ["AA", { "field": "level", "as": "u8" }], "then": "apply" },
        "apply": { "endpoint": "control", "mode": "withoutResponse", "frame": ["A3"], "commits": true, "then": "release", "pause": 0.2 },
        "release": { "endpoint": "control", "mode": "withoutResponse", "frame": ["A4"] },
        "stop": { "endpoint": "control", "mode": "withResponse", "frame": ["A1 00"], "then": "apply" }
        """)]
    public async Task The_simulated_device_conforms(string operations)
    {
        var report = await ConformanceSuite.RunAsync(new SimulatedTarget(Profile(operations, "\"minimumGap\": 0.05, "), new()), "p");

        Assert.DoesNotContain(report.Lines, line => line.Severity == Severity.Error);
    }
}

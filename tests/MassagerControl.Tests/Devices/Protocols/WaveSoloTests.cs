using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>Every byte here is a literal from the source or follows from its printed rule by hand; none was made by the encoder.</summary>
public sealed class WaveSoloTests
{
    private readonly SimulatedRig _rig = new("therabody-wave-solo");

    [Fact]
    public void Connecting_asks_for_the_version_and_confirms_off_and_writes_nothing_else()
    {
        _rig.Connect();

        Assert.Equal(
            [new DeviceMet(), new FrameWritten("control", "AA 20 20 00", false), new FrameWritten("control", "AA 07 01 03 00 00 03", true)],
            _rig.Reports);
        Assert.Empty(_rig.MotorLevels);
    }

    [Theory]
    [InlineData(1, "AA 8E 01 03 07 80 03")]
    [InlineData(2, "AA E8 01 03 09 D8 03")]
    [InlineData(3, "AA 43 01 03 0C 30 03")]
    public void Each_level_is_the_frame_that_follows_from_the_printed_rule(int level, string frame)
    {
        _rig.Connect();
        _rig.Reports.Clear();

        SimulatedRig.Now(_rig.Drive(level));

        Assert.Equal([new FrameWritten("control", frame, true), new LevelReported(new Level(level))], _rig.Reports);
        Assert.Equal(level, _rig.Motor);
    }

    [Fact]
    public void Stop_is_speed_0_with_response()
    {
        _rig.Connect();
        SimulatedRig.Now(_rig.Drive(3));
        _rig.Reports.Clear();

        SimulatedRig.Now(_rig.Stop());

        Assert.Equal([new FrameWritten("control", "AA 07 01 03 00 00 03", true), new LevelReported(Level.Off)], _rig.Reports);
        Assert.Equal(0, _rig.Motor);
    }

    [Fact]
    public void The_status_request_is_the_printed_one()
    {
        var request = _rig.Profile.RequestStatus;

        Assert.NotNull(request);
        Assert.Equal("AA 10 10 00", Hex.Format(request.Frame.Encode(FieldValues.None)));
    }

    [Theory]
    [InlineData("BB 9D 10 00 01 00 00 00 00 00 00 00 00 0C 30 00 50", 1, 3120)]
    [InlineData("BB 10 10 00 00 00 00 00 00 00 00 00 00 00 00", 0, 0)]
    public void A_status_gives_running_and_speed(string frame, int running, int speed)
    {
        var values = Decode("status", frame);

        Assert.NotNull(values);
        Assert.Equal((running, speed), (values[FieldNames.Running], values[FieldNames.Level]));
    }

    [Theory]
    [InlineData("BB 11 10 00 00 00 00 00 00 00 00 00 00 00 00")]
    [InlineData("BA 10 10 00 00 00 00 00 00 00 00 00 00 00 00")]
    [InlineData("BB 10 10 00 00 00 00 00 00 00 00 00 00 00")]
    [InlineData("BB 20 20 00 00 00 00 00 00 00 00 00 00 00 00")]
    public void A_status_with_a_wrong_checksum_literal_or_length_is_refused(string frame) => Assert.Null(Decode("status", frame));

    [Fact]
    public void A_version_reply_gives_the_version() => Assert.Equal(216, Decode("version", "BB 00 20 00 00 00 00 00 00 00 00 00 00 D8")?[FieldNames.Version]);

    [Fact]
    public void The_profile_says_that_nobody_tried_it()
    {
        var profile = _rig.Profile;

        Assert.False(profile.Provenance.VerifiedOnHardware);
        Assert.Equal(Confidence.Prose, profile.Provenance.Confidence);
        Assert.Equal(OnDisconnect.Unknown, profile.OnDisconnect);
        Assert.Contains("inferred", profile.Stop.Note);
        Assert.Equal(["WaveSolo"], profile.Match.Names);
    }

    private FieldValues? Decode(string notification, string frame)
    {
        Assert.True(Hex.TryParse(frame, out var bytes));
        var format = _rig.Profile.Notifications.Single(format => format.Name == notification);
        return format.Frame.TryDecode(bytes, out var values, out _) ? values : null;
    }
}

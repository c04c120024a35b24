using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

public sealed class ProfiledMassagerTests
{
    private const string Gun = "sim-percussion-gun";
    private const string Ball = "sim-vibration-ball";

    [Theory]
    [InlineData(Gun)]
    [InlineData(Ball)]
    [InlineData("therabody-wave-solo")]
    public void Every_level_is_reached_and_reported_in_no_time(string profile)
    {
        var rig = new SimulatedRig(profile);
        rig.Connect();
        for (var level = 1; level <= rig.Profile.Scale.Count; level++)
        {
            rig.Run(rig.Drive(level));
            Assert.Equal(level, rig.Motor);
            Assert.Equal(new LevelReported(new Level(level)), rig.Reports.OfType<LevelReported>().Last());
        }
        var stopping = rig.Stop();
        Assert.Equal(0, rig.Motor);
        rig.Run(stopping);
    }

    [Fact]
    public void Traits_are_those_of_the_profile()
    {
        var traits = new SimulatedRig(Gun).Massager.Traits;

        Assert.Equal(("SIM Percussion Gun", "sim:sim-percussion-gun", MassagerKind.Gun, 5, OnDisconnect.Unknown, true),
            (traits.Name, traits.Device, traits.Kind, traits.Scale.Count, traits.OnDisconnect, traits.Simulated));
    }

    [Theory]
    [InlineData(19.9, 0)]
    [InlineData(20, 1)]
    [InlineData(59, 2)]
    [InlineData(100, 5)]
    public void An_intensity_is_rounded_down_to_a_level(double percent, int level)
    {
        var rig = new SimulatedRig(Gun);
        rig.Connect();

        SimulatedRig.Now(rig.Drive(Intensity.FromPercent(percent)));

        Assert.Equal(level, rig.Motor);
    }

    [Fact]
    public void Connecting_never_turns_the_motor_and_leaves_a_running_device_off()
    {
        var rig = new SimulatedRig(Gun);
        rig.Peripheral.PressButton(new Level(4));

        rig.Connect();

        Assert.Equal([4, 0], rig.MotorLevels);
        Assert.DoesNotContain(rig.Reports, report => report is LevelReported);
    }

    [Fact]
    public void The_battery_is_read_from_the_standard_service_and_followed()
    {
        var rig = new SimulatedRig(Gun);
        rig.Connect();
        rig.Peripheral.SetBattery(41);

        Assert.Equal([new BatteryReported(100), new BatteryReported(41)], rig.Reports.OfType<BatteryReported>());
    }

    [Fact]
    public void The_battery_in_a_status_is_reported()
    {
        var rig = new SimulatedRig(Ball);
        rig.Connect();
        rig.Peripheral.SetBattery(7);

        Assert.Equal(new BatteryReported(7), rig.Reports.OfType<BatteryReported>().Last());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void The_button_of_the_device_is_reported(int level)
    {
        var rig = new SimulatedRig(Gun);
        rig.Connect();
        SimulatedRig.Now(rig.Drive(2));
        rig.Reports.Clear();

        rig.Peripheral.PressButton(new Level(level));

        Assert.Equal([new LevelReported(new Level(level))], rig.Reports);
    }

    [Fact]
    public void A_frame_is_not_sent_before_the_minimum_gap_is_over()
    {
        var rig = new SimulatedRig(Ball);
        rig.Connect();
        Assert.Equal(TimeSpan.FromMilliseconds(20), rig.Run(rig.Drive(1)));

        Assert.Equal(TimeSpan.FromMilliseconds(20), rig.Run(rig.Drive(2)));
    }

    [Fact]
    public void A_stop_does_not_wait_for_the_gap_and_the_level_that_waited_is_never_sent()
    {
        var rig = new SimulatedRig(Ball);
        rig.Connect();
        Assert.Equal(TimeSpan.FromMilliseconds(20), rig.Run(rig.Drive(1)));
        var waiting = rig.Drive(3);

        var stopping = rig.Stop();
        Assert.Equal(0, rig.Motor);
        Assert.Equal((MassagerFaultKind.Refused, TimeSpan.Zero), rig.Fail(waiting));
        rig.Run(stopping);
        rig.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal([1, 0], rig.MotorLevels);
    }

    [Fact]
    public void Without_a_link_a_level_is_refused_and_a_stop_makes_one()
    {
        var rig = new SimulatedRig(Gun);
        rig.Peripheral.PressButton(new Level(3));

        Assert.Equal((MassagerFaultKind.Connection, TimeSpan.Zero), rig.Fail(rig.Drive(1)));
        SimulatedRig.Now(rig.Stop());

        Assert.Equal([3, 0], rig.MotorLevels);
        // Once at once, and once when the link is set up, where it counts.
        Assert.Equal(["5A 00 5A", "5A 10 4A", "5A 00 5A"], rig.Frames);
        Assert.Equal(MassagerFaultKind.Connection, rig.Fail(rig.Drive(1)).Kind);
    }

    [Fact]
    public void A_stop_may_be_repeated()
    {
        var rig = new SimulatedRig(Gun);
        rig.Connect();
        SimulatedRig.Now(rig.Stop());
        SimulatedRig.Now(rig.Stop());
        SimulatedRig.Now(rig.Drive(1));

        Assert.Equal(1, rig.Motor);
    }

    [Fact]
    public void During_an_unanswered_write_a_stop_goes_at_once_as_a_command_and_is_confirmed_as_a_request()
    {
        var rig = new SimulatedRig(Gun, """{ "at": 1, "kind": "delayAnswers", "by": 0.3 }""");
        rig.Connect();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Reports.Clear();
        var driving = rig.Drive(5);
        Assert.False(driving.IsCompleted);
        Assert.Equal(5, rig.Motor);

        var stopping = rig.Stop();
        Assert.Equal(0, rig.Motor);
        Assert.Equal(TimeSpan.FromSeconds(0.6), rig.Run(stopping));

        Assert.True(driving.IsCompletedSuccessfully);
        Assert.Equal(
            [
                new FrameWritten("control", "5A 01 05 5E", true),
                new FrameWritten("control", "5A 00 5A", false),
                new FrameWritten("control", "5A 00 5A", true),
            ],
            rig.Reports.OfType<FrameWritten>());
    }

    [Fact]
    public void When_the_write_before_is_never_answered_the_link_is_made_anew_and_stop_is_the_first_write_on_it()
    {
        var rig = new SimulatedRig(Gun, """{ "write": 3, "kind": "loseAnswer" }""");
        rig.Connect();
        rig.Reports.Clear();
        var driving = rig.Drive(5);
        Assert.Equal(5, rig.Motor);

        Assert.Equal(TimeSpan.FromSeconds(0.5), rig.Run(rig.Stop()));

        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(driving).Kind);
        Assert.Equal(["5A 01 05 5E", "5A 00 5A", "5A 00 5A", "5A 10 4A", "5A 00 5A"], rig.Frames);
        Assert.Single(rig.Reports.OfType<LinkLost>());
        Assert.Equal(2, rig.Events.OfType<CentralConnected>().Count());
        var afterSecondLink = rig.Events.SkipWhile(e => e is not CentralDisconnected).OfType<FrameArrived>();
        Assert.Equal(["stop", "requestStatus", "stop"], afterSecondLink.Select(frame => frame.Operation));
        Assert.Equal([5, 0], rig.MotorLevels);
    }

    [Fact]
    public void A_stop_during_a_connect_ends_the_connect_and_is_confirmed()
    {
        var rig = new SimulatedRig(Gun, """{ "at": 0, "kind": "delayAnswers", "by": 0.1 }""");
        rig.Peripheral.PressButton(new Level(2));
        var connecting = rig.Connecting();
        rig.Time.Advance(TimeSpan.FromSeconds(0.15));

        rig.Run(rig.Stop());

        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(connecting).Kind);
        Assert.Equal(0, rig.Motor);
    }

    [Fact]
    public void Stops_at_the_same_time_are_one_stop()
    {
        var rig = new SimulatedRig(Gun, """{ "at": 1, "kind": "delayAnswers", "by": 0.1 }""");
        rig.Connect();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Reports.Clear();
        var (first, second) = (rig.Stop(), rig.Stop());

        rig.Run(Task.WhenAll(first, second));

        Assert.Equal(["5A 00 5A"], rig.Frames);
    }

    [Fact]
    public void A_reconnect_is_a_new_link_at_level_0()
    {
        var rig = new SimulatedRig(Gun, """{ "at": 5, "kind": "dropLink", "seconds": 3 }""");
        rig.Connect();
        SimulatedRig.Now(rig.Drive(4));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(4, rig.Motor);
        Assert.Equal(new LinkLost("the link is gone"), rig.Reports[^1]);

        Assert.Equal(TimeSpan.FromSeconds(3), rig.Run(rig.Connecting()));

        Assert.Equal([4, 0], rig.MotorLevels);
        SimulatedRig.Now(rig.Drive(1));
        Assert.Equal(1, rig.Motor);
    }

    [Fact]
    public void After_the_end_nothing_is_written()
    {
        var rig = new SimulatedRig(Gun);
        rig.Connect();
        SimulatedRig.Now(rig.Drive(4));
        SimulatedRig.Now(rig.Stop());
        SimulatedRig.Now(rig.Massager.DisposeAsync().AsTask());
        var frames = rig.Frames.Count();

        Assert.Equal(MassagerFaultKind.Connection, rig.Fail(rig.Drive(1)).Kind);
        Assert.Equal(MassagerFaultKind.Connection, rig.Fail(rig.Stop()).Kind);
        Assert.Equal(MassagerFaultKind.Connection, rig.Fail(rig.Connecting()).Kind);
        rig.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(frames, rig.Frames.Count());
        Assert.IsType<CentralDisconnected>(rig.Events[^1]);
    }

    [Fact]
    public void A_cancelled_connect_leaves_no_link_behind()
    {
        var rig = new SimulatedRig(Gun, """{ "at": 0, "kind": "neverConnect", "seconds": 5 }""");
        using var cancellation = new CancellationTokenSource();
        var connecting = rig.Massager.ConnectAsync(cancellation.Token);
        cancellation.Cancel();

        Assert.True(connecting.IsCanceled);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(rig.Events);
    }
}

using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Simulation;

/// <summary>Every fault ends in a typed fault within its time, or in nothing at all; on each of the shipped profiles.</summary>
public sealed class FaultTests
{
    // Connecting writes the status or version request and a stop; the next write is the third.
    private const string Third = "\"write\": 3";

    public static TheoryData<string> Profiles => ["sim-percussion-gun", "sim-vibration-ball", "therabody-wave-solo"];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_refused_write_leaves_the_motor_as_it_was(string profile)
    {
        var rig = Connected(profile, $$"""{ {{Third}}, "kind": "refuseWrite", "code": 5 }""");

        Assert.Equal((MassagerFaultKind.Refused, TimeSpan.Zero), rig.Fail(rig.Drive(2)));

        Assert.Equal(0, rig.Motor);
        rig.Run(rig.Drive(1));
        Assert.Equal(1, rig.Motor);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_lost_answer_is_uncertain_after_two_seconds_although_the_write_has_worked(string profile)
    {
        var rig = Connected(profile, $$"""{ {{Third}}, "kind": "loseAnswer" }""");

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.FromSeconds(2)), rig.Fail(rig.Drive(2)));

        Assert.Equal(2, rig.Motor);
        Assert.Equal(TimeSpan.FromSeconds(0.5) + LossGap(rig) + GreetingGaps(rig), rig.Run(rig.Stop()));
        Assert.Equal(0, rig.Motor);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_lost_write_is_uncertain_after_two_seconds_and_has_not_worked(string profile)
    {
        var rig = Connected(profile, $$"""{ {{Third}}, "kind": "loseWrite" }""");

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.FromSeconds(2)), rig.Fail(rig.Drive(2)));

        Assert.Equal(0, rig.Motor);
        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(rig.Drive(1)).Kind);
        rig.Run(rig.Stop());
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_lost_stop_is_sent_again_on_a_new_link(string profile)
    {
        var rig = Connected(profile, """{ "write": 4, "kind": "loseWrite" }""");
        SimulatedRig.Now(rig.Drive(2));

        Assert.Equal(TimeSpan.FromSeconds(0.5) + LossGap(rig) + GreetingGaps(rig), rig.Run(rig.Stop()));

        Assert.Equal([2, 0], rig.MotorLevels);
        Assert.Equal(2, rig.Events.OfType<CentralConnected>().Count());
    }

    [Fact]
    public void A_refused_stop_is_told_and_can_be_repeated()
    {
        var rig = Connected("sim-percussion-gun", """{ "write": 4, "kind": "refuseWrite" }""");
        SimulatedRig.Now(rig.Drive(2));

        Assert.Equal((MassagerFaultKind.Refused, TimeSpan.Zero), rig.Fail(rig.Stop()));
        Assert.Equal(2, rig.Motor);
        SimulatedRig.Now(rig.Stop());
        Assert.Equal(0, rig.Motor);
    }

    [Fact]
    public void Late_answers_within_the_limit_are_only_late()
    {
        var rig = Connected("sim-percussion-gun", """{ "at": 1, "kind": "delayAnswers", "by": 0.4, "seconds": 60 }""");
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(0.4), rig.Run(rig.Drive(2)));
        Assert.Equal(TimeSpan.FromSeconds(0.4), rig.Run(rig.Stop()));
        rig.Time.Advance(TimeSpan.Zero);
        Assert.Equal([new LevelReported(new Level(2)), new LevelReported(Level.Off)], rig.Reports.OfType<LevelReported>());
    }

    [Fact]
    public void Answers_that_are_too_late_are_uncertain()
    {
        var rig = Connected("sim-percussion-gun", """{ "at": 1, "kind": "delayAnswers", "by": 3 }""");
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.FromSeconds(2)), rig.Fail(rig.Drive(2)));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_broken_link_is_reported_and_fails_the_write_under_way(string profile)
    {
        var rig = Connected(profile, $$"""{ {{Third}}, "kind": "dropLink", "seconds": 4 }""");

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.Zero), rig.Fail(rig.Drive(2)));

        Assert.Equal(new LinkLost("the link is gone"), rig.Reports[^1]);
        Assert.Equal(2, rig.Motor);
        Assert.Equal((MassagerFaultKind.Connection, TimeSpan.Zero), rig.Fail(rig.Drive(1)));
        Assert.Equal(TimeSpan.FromSeconds(4) + GreetingGaps(rig), rig.Run(rig.Stop()));
        Assert.Equal(0, rig.Motor);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_link_that_never_comes_back_ends_every_call_within_its_time(string profile)
    {
        var rig = Connected(profile, """{ "at": 5, "kind": "dropLink" }""");
        SimulatedRig.Now(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((MassagerFaultKind.Connection, TimeSpan.FromSeconds(10)), rig.Fail(rig.Stop()));
        Assert.Equal((MassagerFaultKind.Connection, TimeSpan.FromSeconds(10)), rig.Fail(rig.Connecting()));
        Assert.Equal(2, rig.Motor);
    }

    [Theory]
    [InlineData(OnDisconnect.Stops, "", 0)]
    [InlineData(OnDisconnect.Continues, "", 3)]
    [InlineData(OnDisconnect.Unknown, "", 3)]
    [InlineData(OnDisconnect.Stops, ", { \"at\": 2, \"kind\": \"keepRunning\" }", 3)]
    public void What_the_motor_does_without_a_link_is_a_knob(OnDisconnect knob, string more, int level)
    {
        var rig = new SimulatedRig("sim-percussion-gun", """{ "at": 5, "kind": "dropLink" }""" + more, knob);
        rig.Connect();
        SimulatedRig.Now(rig.Drive(3));
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(level, rig.Motor);
    }

    [Fact]
    public void Closing_the_link_is_a_disconnect_too()
    {
        var rig = new SimulatedRig("sim-percussion-gun", "", OnDisconnect.Stops);
        rig.Connect();
        SimulatedRig.Now(rig.Drive(3));

        SimulatedRig.Now(rig.Massager.DisposeAsync().AsTask());

        Assert.Equal([3, 0], rig.MotorLevels);
    }

    [Theory]
    [InlineData("silent", 0)]
    [InlineData("hung", 2)]
    public void A_device_that_never_answers_is_uncertain_and_never_a_hang(string kind, int motor)
    {
        var rig = Connected("sim-percussion-gun", $$"""{ "at": 5, "kind": "{{kind}}" }""");
        SimulatedRig.Now(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        var driving = rig.Drive(3);

        var (kindOfStop, after) = rig.Fail(rig.Stop());

        Assert.Equal((MassagerFaultKind.Connection, TimeSpan.FromSeconds(10.5)), (kindOfStop, after));
        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(driving).Kind);
        Assert.Equal(motor, rig.Motor);
    }

    [Fact]
    public void A_device_that_is_silent_for_a_while_is_stopped_when_it_speaks_again()
    {
        var rig = Connected("sim-percussion-gun", """{ "at": 5, "kind": "hung", "seconds": 4 }""");
        SimulatedRig.Now(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(4), rig.Run(rig.Stop()));
        Assert.Equal([2, 0], rig.MotorLevels);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_device_that_never_connects_fails_after_ten_seconds(string profile)
    {
        var rig = new SimulatedRig(profile, """{ "at": 0, "kind": "neverConnect" }""");

        Assert.Equal((MassagerFaultKind.Connection, TimeSpan.FromSeconds(10)), rig.Fail(rig.Connecting()));
        Assert.Empty(rig.Frames);
    }

    [Theory]
    [InlineData("sim-percussion-gun")]
    [InlineData("therabody-wave-solo")]
    public void A_device_that_does_not_answer_the_connect_sequence_is_not_driven(string profile)
    {
        var rig = new SimulatedRig(profile, """{ "write": 1, "kind": "loseAnswer" }""");

        Assert.Equal((MassagerFaultKind.Communication, TimeSpan.FromSeconds(2)), rig.Fail(rig.Connecting()));
        Assert.Equal(MassagerFaultKind.Connection, rig.Fail(rig.Drive(1)).Kind);
        Assert.IsType<CentralDisconnected>(rig.Events[^1]);
        rig.Connect();
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void An_ignored_stop_is_not_confirmed_although_it_is_acknowledged(string profile)
    {
        var rig = Connected(profile, """{ "at": 1, "kind": "ignoreStop", "seconds": 1 }""");
        SimulatedRig.Now(rig.Drive(3));
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.FromSeconds(0.5)), rig.Fail(rig.Stop()));

        Assert.Equal(3, rig.Motor);
        Assert.Equal(new LevelReported(new Level(3)), rig.Reports.OfType<LevelReported>().Last());
        Assert.Empty(rig.Reports.OfType<LinkLost>());
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        SimulatedRig.Now(rig.Stop());
        Assert.Equal(0, rig.Motor);
    }

    [Fact]
    public void A_device_whose_last_word_is_older_than_its_level_must_say_that_it_stopped()
    {
        var rig = Connected("sim-percussion-gun", """{ "at": 1, "kind": "fragmentNotification" }, { "at": 1, "kind": "ignoreStop", "seconds": 1 }""");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        SimulatedRig.Now(rig.Drive(3));
        Assert.DoesNotContain(rig.Reports.OfType<LevelReported>(), report => !report.Level.IsOff);

        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(rig.Stop()).Kind);

        Assert.Equal(3, rig.Motor);
    }

    [Fact]
    public void What_a_device_says_late_does_not_overtake_what_it_said_before()
    {
        var rig = Connected("sim-percussion-gun", """{ "at": 1, "kind": "delayAnswers", "by": 0.5, "seconds": 0.1 }""");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Reports.Clear();
        // Said in the very moment in which the delayed word is due, and before it.
        using var button = rig.Time.CreateTimer(_ => rig.Peripheral.PressButton(new Level(2)), null, TimeSpan.FromSeconds(0.5), Timeout.InfiniteTimeSpan);
        rig.Peripheral.PressButton(new Level(1));

        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1, 2], rig.Reports.OfType<LevelReported>().Select(report => report.Level.Number));
    }

    [Fact]
    public void A_device_that_ignores_stops_is_not_connected_to_while_it_runs()
    {
        var rig = new SimulatedRig("sim-percussion-gun", """{ "at": 0, "kind": "ignoreStop" }""");
        rig.Peripheral.PressButton(new Level(1));

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.FromSeconds(2)), rig.Fail(rig.Connecting()));
    }

    [Theory]
    [InlineData("corruptNotification")]
    [InlineData("fragmentNotification")]
    public void When_the_word_that_it_stopped_is_damaged_the_device_is_asked(string kind)
    {
        var rig = Connected("therabody-wave-solo", $$"""{ "at": 1, "kind": "{{kind}}" }""");
        SimulatedRig.Now(rig.Drive(3));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Reports.Clear();

        Assert.Equal(TimeSpan.FromSeconds(0.25), rig.Run(rig.Stop()));

        Assert.Equal(["AA 07 01 03 00 00 03", "AA 10 10 00"], rig.Frames);
        Assert.Equal([new LevelReported(Level.Off)], rig.Reports.OfType<LevelReported>());
    }

    [Theory]
    [InlineData("corruptNotification", 1)]
    [InlineData("fragmentNotification", 1)]
    public void A_damaged_notification_is_ignored_and_noticed_once(string kind, int notices)
    {
        var rig = Connected("sim-percussion-gun", $$"""{ "at": 1, "kind": "{{kind}}", "times": 2 }""");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        SimulatedRig.Now(rig.Drive(1));
        SimulatedRig.Now(rig.Drive(2));
        SimulatedRig.Now(rig.Drive(3));

        Assert.Equal([new LevelReported(new Level(3))], rig.Reports.OfType<LevelReported>());
        Assert.Equal(notices, rig.Reports.OfType<MassagerNotice>().Count());
    }

    [Fact]
    public void A_button_with_a_write_comes_before_it()
    {
        var rig = Connected("sim-percussion-gun", $$"""{ {{Third}}, "kind": "button", "level": 5 }""");
        SimulatedRig.Now(rig.Drive(1));

        Assert.Equal([5, 1], rig.MotorLevels);
    }

    [Fact]
    public void A_write_is_counted_from_the_given_time()
    {
        var rig = Connected("sim-percussion-gun", """{ "at": 10, "write": 2, "kind": "refuseWrite" }""");
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        SimulatedRig.Now(rig.Drive(1));

        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(rig.Drive(2)).Kind);
        SimulatedRig.Now(rig.Drive(3));
    }

    /// <summary>On a new link the stop leaves at once; its confirmation comes after the greeting, and each keeps the device's gap.</summary>
    /// <summary>The gap after a frame that may have arrived as late as its link was dropped.</summary>
    private static TimeSpan LossGap(SimulatedRig rig) => rig.Profile.MinimumGap;

    private static TimeSpan GreetingGaps(SimulatedRig rig) => 2 * rig.Profile.MinimumGap;

    private static SimulatedRig Connected(string profile, string faults)
    {
        var rig = new SimulatedRig(profile, faults);
        rig.Connect();
        // So that a level leaves at once: the stop that ends connecting counts.
        rig.Time.Advance(rig.Profile.MinimumGap);
        return rig;
    }
}

using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>What a profile can say about how a device wants to be driven, each on a made-up device.</summary>
public sealed class ProfileFeatureTests
{
    private const string SetLevel = """ "setLevel": { "endpoint": "control", "mode": "withResponse", "frame": ["AA", { "field": "level", "as": "u8" }] }""";
    private const string Stop = """ "stop": { "endpoint": "control", "mode": "withResponse", "frame": ["AA 00"] }""";
    private const string Status = """ "notifications": { "status": { "endpoint": "status", "frame": ["BB", { "field": "level", "as": "u8" }] } }""";
    private const string Connect = """ "connect": [ { "subscribe": "status" } ]""";
    private const string StatusEndpoint = """ "status": { "service": "fff0", "characteristic": "fff2", "properties": ["notify"] }""";

    /// <summary>Levels go as commands that nobody acknowledges; the device says its level.</summary>
    private static DeviceProfile Commanded => Profile((SetLevel, SetLevel.Replace("withResponse", "withoutResponse", StringComparison.Ordinal)));

    private static void Renew(SimulatedRig rig, double seconds)
    {
        for (var left = seconds; left > 0; left -= 0.3)
        {
            rig.Time.Advance(Seconds(0.3));
            rig.Massager.RenewLease();
        }
    }

    private static DeviceProfile Profile(params (string Old, string New)[] changes)
    {
        var text = ProfileText.Small;
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(old, text);
            text = text.Replace(old, changed);
        }
        var reading = ProfileReader.Parse("p.json", text);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static SimulatedRig Connected(DeviceProfile profile, string faults = "")
    {
        var rig = new SimulatedRig(profile, faults);
        rig.Connect();
        rig.Reports.Clear();
        return rig;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void A_start_is_sent_before_the_first_level_and_never_when_connecting()
    {
        var rig = new SimulatedRig(Profile((Stop, Stop + """, "start": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 01"] }""")));
        rig.Connect();
        Assert.DoesNotContain("5A 01", rig.Frames);
        rig.Reports.Clear();

        SimulatedRig.Now(rig.Drive(1));
        SimulatedRig.Now(rig.Drive(2));
        SimulatedRig.Now(rig.Stop());
        SimulatedRig.Now(rig.Drive(1));

        Assert.Equal(["5A 01", "AA 0A", "AA 14", "AA 00", "5A 01", "AA 0A"], rig.Frames);
        Assert.Equal([1, 2, 0, 1], rig.MotorLevels);
    }

    [Fact]
    public void A_start_that_carries_the_level_takes_the_place_of_the_first_one()
    {
        var rig = Connected(Profile((Stop, Stop + """, "start": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 01", { "field": "level", "as": "u8" }] }""")));

        SimulatedRig.Now(rig.Drive(3));
        SimulatedRig.Now(rig.Drive(1));

        Assert.Equal(["5A 01 1E", "AA 0A"], rig.Frames);
        Assert.Equal([3, 1], rig.MotorLevels);
    }

    [Fact]
    public async Task A_simulated_device_takes_no_level_before_its_start()
    {
        var profile = Profile((Stop, Stop + """, "start": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 01"] }"""));
        var rig = Connected(profile with { Start = null });
        var device = new SimulatedPeripheral(profile, new(), rig.Time);
        device.Happened += rig.Events.Add;
        await using var link = await new SimulatedRadio(device).ConnectAsync("sim:small", Token);

        await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(link.Characteristics[0], new byte[] { 0xAA, 0x0A }, WriteMode.WithResponse, Token));

        Assert.Contains("the device was not started", rig.Events.OfType<FrameArrived>().Last().Problem);
        Assert.Equal(Level.Off, device.Level);
    }

    [Fact]
    public void One_operation_for_each_channel_is_a_chain_and_stop_stops_all()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"channels\": [\"head\", \"foot\"], \"levels\""),
            (SetLevel, """
            "setLevel": { "endpoint": "control", "mode": "withResponse", "channel": "head", "frame": ["A1", { "field": "level", "as": "u8" }], "then": "setFoot" },
            "setFoot": { "endpoint": "control", "mode": "withResponse", "channel": "foot", "frame": ["A2", { "field": "level", "as": "u8" }] }
            """),
            (Stop, """
            "stop": { "endpoint": "control", "mode": "withResponse", "channel": "head", "frame": ["A1 00"], "then": "stopFoot" },
            "stopFoot": { "endpoint": "control", "mode": "withResponse", "channel": "foot", "frame": ["A2 00"] }
            """)));

        SimulatedRig.Now(rig.Drive(2));
        Assert.Equal(2, rig.Motor);
        SimulatedRig.Now(rig.Stop());

        Assert.Equal(["A1 14", "A2 14", "A1 00", "A2 00"], rig.Frames);
        Assert.Equal(0, rig.Motor);
    }

    [Fact]
    public void One_frame_may_hold_the_levels_of_all_channels()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"channels\": [\"head\", \"foot\"], \"levels\""),
            ("\"frame\": [\"AA\", { \"field\": \"level\", \"as\": \"u8\" }]", "\"frame\": [\"AA\", { \"field\": \"head\", \"as\": \"u8\" }, { \"field\": \"foot\", \"as\": \"u8\" }]"),
            ("[\"AA 00\"]", "[\"AA 00 00\"]"),
            ("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", "[\"BB\", { \"field\": \"head\", \"as\": \"u8\" }, { \"field\": \"foot\", \"as\": \"u8\" }, { \"field\": \"running\", \"as\": \"u8\" }]")));

        SimulatedRig.Now(rig.Drive(3));

        Assert.Equal(["AA 1E 1E"], rig.Frames);
        Assert.Equal(new LevelReported(new(3)), rig.Reports.OfType<LevelReported>().Last());
        SimulatedRig.Now(rig.Stop());
        Assert.Equal(new LevelReported(Level.Off), rig.Reports.OfType<LevelReported>().Last());
    }

    [Fact]
    public void Counters_begin_anew_with_every_link_and_a_stop_counts_too()
    {
        var rig = Connected(Profile(
            ("[\"AA\", {", "[{ \"counter\": \"n\", \"as\": \"u8\", \"first\": 1, \"last\": 255 }, \"AA\", {"),
            ("[\"AA 00\"]", "[{ \"counter\": \"n\", \"as\": \"u8\", \"first\": 1, \"last\": 255 }, \"AA 00\"]")));

        SimulatedRig.Now(rig.Drive(1));
        SimulatedRig.Now(rig.Stop());
        rig.Connect();

        Assert.Equal(["02 AA 0A", "03 AA 00", "01 AA 00", "02 AA 00"], rig.Frames);
        Assert.All(rig.Events.OfType<FrameArrived>(), frame => Assert.Null(frame.Problem));
    }

    [Fact]
    public void The_countdown_of_the_device_is_armed_with_every_level_and_anew_while_the_owner_renews()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"countdown\": { \"seconds\": 3, \"rearmAfter\": 1 }, \"levels\""),
            ("[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }]", "[\"AA\", { \"field\": \"level\", \"as\": \"u8\" }, { \"field\": \"countdownSeconds\", \"as\": \"u16le\" }]")));
        SimulatedRig.Now(rig.Drive(2));

        for (var i = 0; i < 20; i++)
        {
            rig.Time.Advance(Seconds(0.3));
            rig.Massager.RenewLease();
        }

        Assert.Equal(2, rig.Motor);
        Assert.Equal(["AA 14 03 00", "AA 14 03 00", "AA 14 03 00", "AA 14 03 00", "AA 14 03 00", "AA 14 03 00"], rig.Frames);
        rig.Reports.Clear();
        rig.Time.Advance(Seconds(3));

        Assert.Equal(0, rig.Motor);
        Assert.Equal([new LevelReported(Level.Off)], rig.Reports);
    }

    [Fact]
    public void After_a_stop_nothing_is_armed_any_more()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"countdown\": { \"seconds\": 60, \"rearmAfter\": 20, \"send\": \"arm\" }, \"levels\""),
            (Stop, Stop + """, "arm": { "endpoint": "control", "mode": "withResponse", "frame": ["C0", { "field": "countdownMinutes", "as": "u8" }] }""")));
        SimulatedRig.Now(rig.Drive(1));
        rig.Time.Advance(Seconds(20));
        rig.Massager.RenewLease();
        Assert.Equal(["AA 0A", "C0 01", "C0 01"], rig.Frames);

        SimulatedRig.Now(rig.Stop());
        var frames = rig.Frames.Count();
        rig.Time.Advance(Seconds(600));
        rig.Massager.RenewLease();

        Assert.Equal(frames, rig.Frames.Count());
    }

    [Fact]
    public void While_another_level_is_on_its_way_the_one_before_is_not_repeated()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"minimumGap\": 0.5, \"countdown\": { \"seconds\": 60, \"rearmAfter\": 1 }, \"levels\""),
            (SetLevel, """
            "setLevel": { "endpoint": "control", "mode": "withResponse", "frame": ["AA", { "field": "level", "as": "u8" }, { "field": "countdownSeconds", "as": "u8" }], "then": "again" },
            "again": { "endpoint": "control", "mode": "withResponse", "frame": ["AB", { "field": "level", "as": "u8" }] }
            """)));
        rig.Run(rig.Drive(3));
        rig.Time.Advance(Seconds(2));
        rig.Reports.Clear();

        var driving = rig.Drive(1);
        rig.Massager.RenewLease();
        rig.Run(driving);
        rig.Time.Advance(Seconds(0.9));
        rig.Massager.RenewLease();

        Assert.Equal(["AA 0A 3C", "AB 0A"], rig.Frames);
        Assert.Equal(1, rig.Motor);
    }

    [Fact]
    public void A_lower_level_that_was_lost_as_a_command_is_sent_again_until_the_device_says_it()
    {
        var rig = Connected(Commanded, """{ "write": 3, "kind": "loseWrite", "times": 2 }""");
        SimulatedRig.Now(rig.Drive(3));
        SimulatedRig.Now(rig.Drive(1));
        Assert.Equal(3, rig.Motor);

        Renew(rig, 2);

        Assert.Equal(1, rig.Motor);
        Assert.Equal(["AA 1E", "AA 0A", "AA 0A", "AA 0A"], rig.Frames);
        Renew(rig, 60);
        Assert.Equal(4, rig.Frames.Count());
    }

    [Fact]
    public void A_device_that_never_says_the_lower_level_is_told_again_for_ten_seconds()
    {
        var rig = Connected(Commanded, """{ "write": 3, "kind": "loseWrite", "times": 1000 }""");
        SimulatedRig.Now(rig.Drive(3));
        SimulatedRig.Now(rig.Drive(1));

        Renew(rig, 60);

        // Every 0.6 s: the renewal after half a second.
        Assert.Equal(2 + 16, rig.Frames.Count());
    }

    [Fact]
    public void A_level_waits_for_the_answer_to_a_heartbeat()
    {
        var rig = Connected(
            Profile(
                ("\"levels\"", "\"keepAlive\": { \"every\": 2, \"send\": \"beat\" }, \"levels\""),
                (Stop, Stop + """, "beat": { "endpoint": "control", "mode": "withResponse", "frame": ["EE"] }""")),
            """{ "at": 1, "kind": "delayAnswers", "by": 0.1 }""");
        rig.Time.Advance(Seconds(2));

        Assert.Equal(Seconds(0.2), rig.Run(rig.Drive(1)));
        Assert.Equal(["EE", "AA 0A"], rig.Frames);
    }

    [Fact]
    public void A_level_keeps_the_minimum_gap_to_a_stop_and_to_the_one_that_ends_connecting()
    {
        var rig = Connected(Profile(("\"levels\"", "\"minimumGap\": 0.5, \"levels\"")));

        Assert.Equal(Seconds(0.5), rig.Run(rig.Drive(1)));
        Assert.Equal(Seconds(0.5), rig.Run(rig.Stop()));
        rig.Time.Advance(Seconds(0.2));
        Assert.Equal(Seconds(0.3), rig.Run(rig.Drive(2)));

        // The stop at once, and again when the device takes it for certain.
        Assert.Equal(["AA 0A", "AA 00", "AA 00", "AA 14"], rig.Frames);
    }

    [Fact]
    public void No_heartbeat_leaves_while_a_level_waits_for_the_gap()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"minimumGap\": 0.5, \"keepAlive\": { \"every\": 2, \"send\": \"beat\" }, \"levels\""),
            (Stop, Stop + """, "beat": { "endpoint": "control", "mode": "withoutResponse", "frame": ["EE"] }""")));
        rig.Time.Advance(Seconds(1.8));
        SimulatedRig.Now(rig.Stop());

        Assert.Equal(Seconds(0.5), rig.Run(rig.Drive(1)));
        Assert.Equal(["AA 00", "AA 0A"], rig.Frames);
    }

    [Fact]
    public void A_stop_ends_the_wait_of_a_level()
    {
        var rig = Connected(Profile(("\"levels\"", "\"minimumGap\": 0.5, \"levels\"")));

        var driving = rig.Drive(1);
        var stopping = rig.Stop();
        Assert.Equal(["AA 00"], rig.Frames);
        rig.Fail(driving);
        rig.Run(stopping);
        rig.Time.Advance(Seconds(10));

        Assert.Equal(["AA 00", "AA 00"], rig.Frames);
    }

    [Fact]
    public void A_level_is_repeated_while_its_owner_renews_and_only_then()
    {
        var rig = Connected(Profile(("\"levels\"", "\"keepAlive\": { \"every\": 2, \"repeatLevel\": true }, \"levels\"")));
        SimulatedRig.Now(rig.Drive(2));

        rig.Time.Advance(Seconds(10));
        Assert.Single(rig.Frames);
        rig.Massager.RenewLease();
        rig.Massager.RenewLease();

        Assert.Equal(["AA 14", "AA 14"], rig.Frames);
    }

    [Fact]
    public void A_heartbeat_goes_on_while_there_is_a_link()
    {
        var rig = Connected(Profile(
            ("\"levels\"", "\"keepAlive\": { \"every\": 2, \"send\": \"beat\" }, \"levels\""),
            (Stop, Stop + """, "beat": { "endpoint": "control", "mode": "withoutResponse", "frame": ["EE"] }""")));

        rig.Time.Advance(Seconds(5));
        Assert.Equal(["EE", "EE"], rig.Frames);
        SimulatedRig.Now(rig.Massager.DisposeAsync().AsTask());
        rig.Time.Advance(Seconds(60));

        Assert.Equal(2, rig.Frames.Count());
    }

    [Fact]
    public void Copies_of_a_level_keep_their_distance_and_a_stop_comes_between_them()
    {
        var rig = Connected(Profile(("\"frame\": [\"AA\", {", "\"repeat\": { \"times\": 3, \"gap\": 0.05 }, \"frame\": [\"AA\", {")));

        Assert.Equal(Seconds(0.1), rig.Run(rig.Drive(1)));
        Assert.Equal(["AA 0A", "AA 0A", "AA 0A"], rig.Frames);
        rig.Reports.Clear();
        var driving = rig.Drive(2);
        SimulatedRig.Now(rig.Stop());
        rig.Time.Advance(Seconds(1));

        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(driving).Kind);
        Assert.Equal(["AA 14", "AA 00"], rig.Frames);
    }

    [Fact]
    public void A_device_that_knows_only_plus_and_minus_is_stepped_to_a_level_and_only_the_end_is_told()
    {
        var rig = Connected(Steps());

        Assert.Equal(Seconds(1), rig.Run(rig.Drive(3)));
        Assert.Equal(["A1", "A1", "A1"], rig.Frames);
        Assert.Equal([new LevelReported(new(3))], rig.Reports.OfType<LevelReported>());
        rig.Reports.Clear();
        rig.Run(rig.Drive(1));

        Assert.Equal(["A2", "A2"], rig.Frames);
        Assert.Equal([1, 2, 3, 2, 1], rig.MotorLevels);
    }

    [Fact]
    public void A_stop_in_the_middle_of_the_steps_is_the_last_frame()
    {
        var rig = Connected(Steps());
        var driving = rig.Drive(3);

        SimulatedRig.Now(rig.Stop());
        rig.Time.Advance(Seconds(10));

        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(driving).Kind);
        Assert.Equal(["A1", "AA 00"], rig.Frames);
        Assert.Equal([1, 0], rig.MotorLevels);
    }

    [Fact]
    public void Steps_that_the_device_does_not_confirm_end_in_a_fault()
    {
        var rig = Connected(Steps(), """{ "at": 1, "kind": "loseAnswer", "times": 9 }""");
        rig.Time.Advance(Seconds(1));

        Assert.Equal((MassagerFaultKind.UncertainDelivery, Seconds(2)), rig.Fail(rig.Drive(1)));
    }

    [Fact]
    public void After_a_step_whose_level_was_not_heard_the_device_is_stopped_before_the_next_one()
    {
        var rig = Connected(Steps(), """{ "at": 1, "kind": "fragmentNotification" }""");
        rig.Time.Advance(Seconds(1));
        Assert.Equal((MassagerFaultKind.UncertainDelivery, Seconds(2)), rig.Fail(rig.Drive(1)));
        Assert.Equal(1, rig.Motor);

        rig.Run(rig.Drive(1));

        Assert.Equal(["A1", "AA 00", "A1"], rig.Frames);
        Assert.Equal([1, 0, 1], rig.MotorLevels);
    }

    [Fact]
    public void A_step_is_never_sent_again()
    {
        var rig = Connected(Steps("withoutResponse"));
        rig.Run(rig.Drive(1));
        rig.Peripheral.PressButton(new(2));

        Renew(rig, 5);

        Assert.Equal(["A1"], rig.Frames);
        Assert.Equal(2, rig.Motor);
    }

    [Fact]
    public void A_device_that_was_turned_up_between_two_steps_is_not_stepped_further()
    {
        var rig = Connected(Steps());
        var driving = rig.Drive(2);
        Assert.Equal(["A1"], rig.Frames);
        rig.Peripheral.PressButton(new(3));

        Assert.Equal(MassagerFaultKind.Communication, rig.Fail(driving).Kind);

        Assert.Equal(["A1"], rig.Frames);
    }

    private static DeviceProfile Steps(string mode = "withResponse") => Profile(
        ("\"table\": [10, 20, 30]", "\"count\": 3, \"lowest\": 1, \"highest\": 3, \"steps\": { \"gap\": 0.5 }"),
        (SetLevel, $$"""
        "stepUp": { "endpoint": "control", "mode": "{{mode}}", "frame": ["A1"] },
        "stepDown": { "endpoint": "control", "mode": "{{mode}}", "frame": ["A2"] }
        """));

    [Fact]
    public void The_connect_sequence_waits_for_what_the_device_says()
    {
        var profile = Profile(
            (Connect, """
            "connect": [ { "subscribe": "status" }, { "mtu": 100 }, { "bond": true }, { "send": "ask" }, { "wait": "status", "where": { "level": 0 }, "within": 1 }, { "delay": 0.25 } ]
            """),
            (Stop, Stop + """, "ask": { "endpoint": "control", "mode": "withResponse", "frame": ["E0"], "answeredBy": "status" }"""));
        var rig = new SimulatedRig(profile);

        Assert.Equal(Seconds(0.25), rig.Run(rig.Connecting()));

        var running = new SimulatedRig(profile);
        running.Peripheral.PressButton(new(2));
        Assert.Equal((MassagerFaultKind.Communication, Seconds(1)), running.Fail(running.Connecting()));
    }

    [Fact]
    public void A_device_of_another_firmware_is_not_driven()
    {
        var profile = Profile(
            ("\"unknown\": []", "\"unknown\": [], \"firmware\": { \"least\": 216, \"text\": \"2.1.6\" }"),
            (Status, Status.Replace("\"notifications\": {", "\"notifications\": { \"version\": { \"endpoint\": \"status\", \"frame\": [\"CC\", { \"field\": \"version\", \"as\": \"u8\" }] },")),
            (Connect, """ "connect": [ { "subscribe": "status" }, { "send": "ask" } ]"""),
            (Stop, Stop + """, "ask": { "endpoint": "control", "mode": "withResponse", "frame": ["E0"], "answeredBy": "version" }"""));
        new SimulatedRig(profile).Connect();

        var old = new SimulatedRig(profile with { Provenance = profile.Provenance with { Firmware = new(0, 100, "1.0.0") } });
        var driver = new MassagerControl.Devices.Protocols.ProfiledMassager(new()
        {
            Profile = profile,
            Radio = new SimulatedRadio(old.Peripheral),
            Address = "sim:small",
            Time = old.Time,
            Device = "sim:small",
        });

        var (kind, _) = old.Fail(driver.ConnectAsync(Token));
        Assert.Equal(MassagerFaultKind.Refused, kind);
    }

    [Fact]
    public void A_device_that_demands_what_this_program_cannot_do_is_refused_with_the_reason()
    {
        var profile = Profile(
            (Status, Status.Replace("\"notifications\": {", "\"notifications\": { \"challenge\": { \"endpoint\": \"status\", \"frame\": [\"A6\", { \"unknown\": \"rest\" }], \"refuses\": \"it demands a handshake\" },")),
            (Connect, """ "connect": [ { "subscribe": "status" }, { "send": "ask" } ]"""),
            (Stop, Stop + """, "ask": { "endpoint": "control", "mode": "withResponse", "frame": ["E0"], "answeredBy": "challenge" }"""));
        var rig = new SimulatedRig(profile);

        Assert.Equal(MassagerFaultKind.Refused, rig.Fail(rig.Connecting()).Kind);
        Assert.Equal(["this device cannot be driven: it demands a handshake"], rig.Reports.OfType<MassagerNotice>().Select(notice => notice.Words.Text));
        Assert.IsType<CentralDisconnected>(rig.Events[^1]);
    }

    [Fact]
    public void A_highest_level_that_the_device_names_lowers_what_it_is_told_with_a_notice()
    {
        var profile = Profile((Status, Status.Replace("\"as\": \"u8\" }]", "\"as\": \"u8\" }, { \"field\": \"maxLevel\", \"as\": \"u8\" }]")));
        var rig = new SimulatedRig(profile);
        var narrow = new SimulatedPeripheral(profile with { Levels = new([10, 20]) }, new(), rig.Time);
        var driver = new MassagerControl.Devices.Protocols.ProfiledMassager(new()
        {
            Profile = profile,
            Radio = new SimulatedRadio(narrow),
            Address = "sim:small",
            Time = rig.Time,
            Device = "sim:small",
        });
        driver.Observe(rig.Reports.Add);
        SimulatedRig.Now(driver.ConnectAsync(Token));

        SimulatedRig.Now(driver.SetIntensityAsync(Intensity.Full, Token));

        Assert.Equal(2, narrow.Level.Number);
        Assert.Contains(rig.Reports.OfType<MassagerNotice>(), notice => notice.Words.Text.Contains("has 2 levels: level 3 is driven as 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Fragments_are_put_together_and_damage_costs_one_frame()
    {
        var rig = Connected(
            Profile((StatusEndpoint, StatusEndpoint.Replace("[\"notify\"]", "[\"notify\"], \"stream\": { \"header\": \"BB\", \"terminator\": \"0D\" }")),
                ("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", "[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }, \"55\", { \"checksum\": \"sum8\" }, \"0D\"]")),
            """{ "at": 1, "kind": "fragmentNotification", "times": 1 }, { "at": 2, "kind": "corruptNotification" }""");
        rig.Time.Advance(Seconds(1));
        SimulatedRig.Now(rig.Drive(1));
        rig.Time.Advance(Seconds(1));
        SimulatedRig.Now(rig.Drive(2));
        SimulatedRig.Now(rig.Drive(3));

        Assert.Equal([1, 3], rig.Reports.OfType<LevelReported>().Select(report => report.Level.Number));
    }

    [Fact]
    public void What_a_device_tells_besides_its_level_can_be_read()
    {
        var rig = Connected(Profile(
            (Status, Status.Replace("\"as\": \"u8\" }]", "\"as\": \"u8\" }, { \"field\": \"force\", \"as\": \"u8\" }, { \"field\": \"battery\", \"as\": \"u8\", \"scale\": 25 }]")),
            ("\"levels\"", "\"deviceInformation\": true, \"levels\"")));
        SimulatedRig.Now(rig.Drive(1));
        rig.Peripheral.SetBattery(60);

        Assert.Equal((0L, 50L), (rig.Massager.Status["force"], rig.Massager.Status["battery"]));
        Assert.Equal(new BatteryReported(50), rig.Reports.OfType<BatteryReported>().Last());
    }

    [Fact]
    public void The_device_information_is_told_once()
    {
        var rig = new SimulatedRig(Profile(("\"levels\"", "\"deviceInformation\": true, \"levels\"")));
        rig.Connect();

        Assert.Equal(["the device says of itself: manufacturer MassagerControl, model Small, firmware simulated"], rig.Reports.OfType<MassagerNotice>().Select(notice => notice.Words.Text));
    }

    [Fact]
    public void A_characteristic_may_be_found_by_what_it_offers_and_by_an_alternative()
    {
        var rig = Connected(Profile(
            ("\"characteristic\": \"fff1\"", "\"byProperty\": true"),
            ("\"characteristic\": \"fff2\"", "\"characteristic\": \"fff2\", \"or\": [{ \"service\": \"ff12\", \"characteristic\": \"ff02\" }]")));
        SimulatedRig.Now(rig.Drive(2));
        var endpoint = rig.Profile.Endpoints[1];
        var other = new GattCharacteristic(endpoint.Alternatives[0].Service, endpoint.Alternatives[0].Characteristic, GattProperties.Notify);

        Assert.Equal(2, rig.Motor);
        Assert.Equal(other, endpoint.In([other]));
        Assert.Null(endpoint.In([other with { Service = endpoint.Service }]));
    }

    [Fact]
    public void A_stop_without_an_answer_may_be_confirmed_by_the_answer_of_what_follows_it()
    {
        var rig = Connected(Profile(
            (SetLevel, SetLevel.Replace("withResponse", "withoutResponse")),
            (Stop, """
            "stop": { "endpoint": "control", "mode": "withoutResponse", "frame": ["AA 00"], "confirmedBy": "ask", "repeat": { "times": 2 } },
            "ask": { "endpoint": "control", "mode": "withResponse", "frame": ["E0"] }
            """),
            (Connect, "\"connect\": []")), """{ "at": 1, "kind": "loseAnswer", "times": 99 }""");
        SimulatedRig.Now(rig.Drive(1));
        // It says its level and has said nothing since it was driven: for a moment its own word is waited for.
        Assert.Equal(TimeSpan.FromSeconds(0.5), rig.Run(rig.Stop()));
        Assert.Equal(["AA 0A", "AA 00", "AA 00", "E0"], rig.Frames);
        rig.Time.Advance(Seconds(1));

        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(rig.Stop()).Kind);
    }
}

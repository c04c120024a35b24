using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.Devices.OddDevices;

/// <summary>Stopping devices that no profile describes wholly, judged by their own motors: never confirmed while one runs, and off wherever the device can be stopped.</summary>
public sealed class OddStopTests
{
    private const string LosesFirst = """{ "kind": "endsLink", "seconds": 2, "links": 1 }""";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);

    private const string HangsFirst = """{ "kind": "hangsLink", "seconds": 2, "links": 1 }""";

    // By what it is this cannot be stopped by anybody.
    private static readonly string[] Unstoppable = ["ignores-always"];

    // Their one link is gone.
    private static readonly string[] UnreachableAgain = ["new-address", "new-address-in-between"];

    // These go away with the first write on a new link, which proves nothing: nobody can know that they are off.
    private static readonly string[] GoneAfterBareStop = ["off-after", "off-before", GoneBeforeItsWord];

    // It is off the link before its word of it comes.
    private const string GoneBeforeItsWord = "late-and-off-after";

    // Nothing is driven on a link on which the device refuses a stop.
    private const string RefusesStops = "stop-obeyed-and-refused";

    public static TheoryData<string> All => [.. OddRig.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Stop_on_the_link_of_the_session(string name)
    {
        var rig = new OddRig(name);
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Judge(rig, StopAsSessionsDo(rig, driver), [.. Unstoppable, GoneBeforeItsWord]);
    }

    /// <summary>In the moment in which a level has left: its frame is the one that the stop comes too soon after.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Stop_in_the_moment_of_a_level(string name)
    {
        var rig = new OddRig(name);

        Judge(rig, StopAsSessionsDo(rig, rig.Running()), Unstoppable);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Stop_after_the_link_went_dead(string name)
    {
        var rig = new OddRig(name, HangsFirst);
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(3));

        Judge(rig, StopAsSessionsDo(rig, driver), [.. Unstoppable, .. UnreachableAgain, .. GoneAfterBareStop]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Stop_after_the_link_was_lost(string name)
    {
        var rig = new OddRig(name, LosesFirst);
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(3));

        Judge(rig, StopAsSessionsDo(rig, driver), [.. Unstoppable, .. UnreachableAgain, .. GoneAfterBareStop]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Reconnecting_leaves_the_motor_off(string name)
    {
        var rig = new OddRig(name, LosesFirst);
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(3));

        var connected = false;
        for (var tries = 0; tries < 6 && !connected; tries++)
            connected = rig.Fault(driver.ConnectAsync(TestContext.Current.CancellationToken)) is null;

        Judge(rig, connected, [.. Unstoppable, .. UnreachableAgain, .. GoneAfterBareStop, RefusesStops]);
    }

    /// <summary><c>massager stop</c>, the guard and the next start stop by the same code, each with drivers that know of the session's only what the device said last.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Rescue_after_the_session_was_killed(string name)
    {
        var rig = new OddRig(name);
        var session = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(rig.Fault(session.DisposeAsync().AsTask()));

        Judge(rig, Rescued(rig, TimeSpan.FromSeconds(20)), [.. Unstoppable, .. UnreachableAgain, .. GoneAfterBareStop]);
        Assert.True(rig.Links <= 4 || Unstoppable.Contains(name), $"{rig.Links} links");
    }

    /// <summary>No link is lost on a device that takes two in all: setting it up and confirming is done on the link of the stop.</summary>
    [Fact]
    public void A_rescue_takes_one_link()
    {
        var rig = new OddRig("two-links");
        Assert.Null(rig.Fault(rig.Running().DisposeAsync().AsTask()));

        Assert.True(Rescued(rig, TimeSpan.FromSeconds(20)));
        Assert.Equal((2, 0), (rig.Links, rig.Device.Level));
    }

    /// <summary>A write that costs the link was on its way until then: the gap to the next link's first frame runs from there.</summary>
    [Fact]
    public void The_gap_runs_from_the_moment_in_which_a_write_has_cost_the_link()
    {
        var rig = new OddRig("unlock-drop-gap");
        Assert.Null(rig.Fault(rig.Running().DisposeAsync().AsTask()));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.NextWriteTakes = TimeSpan.FromMilliseconds(50);

        Assert.True(Rescued(rig, TimeSpan.FromSeconds(20)));
        Assert.Equal((3, 0), (rig.Links, rig.Device.Level));
    }

    /// <summary>A bare acknowledgement is worth nothing: here the device keeps no word of what it did.</summary>
    [Theory]
    [InlineData("off-after")]
    [InlineData("off-before")]
    public void A_device_that_is_gone_after_a_stop_on_a_bare_link_is_not_confirmed(string name)
    {
        var rig = new OddRig(name);
        Assert.Null(rig.Fault(rig.Running().DisposeAsync().AsTask()));

        Assert.False(Rescued(rig, TimeSpan.FromSeconds(20)));
        Assert.Equal(0, rig.Device.Level);
    }

    [Fact]
    public void A_device_that_said_that_it_stopped_and_went_away_is_off_at_once()
    {
        var rig = new OddRig("off-after");
        var driver = rig.Running();

        var began = rig.Time.Elapsed;
        Assert.Null(rig.Fault(driver.StopAsync(TestContext.Current.CancellationToken)));

        Assert.Equal((TimeSpan.Zero, 0, 1), (rig.Time.Elapsed - began, rig.Device.Level, rig.Links));
    }

    [Theory]
    [InlineData("subscribe-drop", 2)]
    [InlineData("unlock-drop", 2)]
    [InlineData("subscribe-refuse", 1)]
    [InlineData("unlock-ignore", 1)]
    public void Where_stop_first_is_cut_the_next_link_is_set_up_first(string name, int links)
    {
        var rig = new OddRig(name);
        Assert.Null(rig.Fault(rig.Running().DisposeAsync().AsTask()));

        Assert.True(Rescued(rig, TimeSpan.FromSeconds(20)));
        Assert.Equal(1 + links, rig.Links);
    }

    /// <summary>What failed once is remembered: a reconnect does not begin with it again.</summary>
    [Fact]
    public void A_reconnect_begins_the_other_way_after_stop_first_was_cut()
    {
        var rig = new OddRig("subscribe-drop", LosesFirst);
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.NotNull(rig.Fault(driver.ConnectAsync(TestContext.Current.CancellationToken)));
        Assert.Null(rig.Fault(driver.ConnectAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((3, 0), (rig.Links, rig.Device.Level));
    }

    /// <summary>The first frame leaves at once because it stops most; where that costs the link twice, the stop on the next one, which is set up first, waits for the gap.</summary>
    [Fact]
    public void A_device_that_takes_its_link_away_over_a_frame_too_soon_is_stopped_after_the_gap()
    {
        var rig = new OddRig("gap-drops");
        var driver = rig.Running();

        Assert.Null(rig.Fault(driver.StopAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((3, 0), (rig.Links, rig.Device.Level));
    }

    /// <summary>Nothing is needed so soon after another frame, and this device would take the link away.</summary>
    [Fact]
    public void A_heartbeat_keeps_the_gap()
    {
        var rig = new OddRig("idle-gap-drops");
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(2.7));

        Assert.Null(rig.Fault(driver.SetIntensityAsync(rig.Profile.Scale.IntensityOf(new(2)), TestContext.Current.CancellationToken)));
        rig.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(rig.Reports.OfType<LinkLost>());
        Assert.Equal(2, rig.Device.Level);
    }

    [Fact]
    public void Each_frame_of_a_stop_keeps_the_gap_and_the_first_leaves_at_once()
    {
        var rig = new OddRig("two-motors-gap");
        var driver = rig.Running();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Events.Clear();
        var asked = rig.Time.Elapsed;

        Assert.Null(rig.Fault(driver.StopAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(
            [("C7 01 00", 0.0), ("C7 02 00", 0.3)],
            rig.Events.OfType<FrameArrived>().Select(frame => (frame.Hex, (frame.At - asked).TotalSeconds)));
    }

    /// <summary>The first frame may be dropped because it came too soon: it is sent again when it counts, before the next motor's.</summary>
    [Fact]
    public void A_first_frame_that_came_too_soon_is_sent_again()
    {
        var rig = new OddRig("two-motors-gap");
        var driver = rig.Running();
        rig.Reports.Clear();

        Assert.Null(rig.Fault(driver.StopAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(["C7 01 00", "C7 01 00", "C7 02 00"], rig.Reports.OfType<FrameWritten>().Select(frame => frame.Hex));
        Assert.Equal(0, rig.Device.Level);
    }

    private static void Judge(OddRig rig, bool confirmed, string[] except)
    {
        Assert.False(confirmed && rig.Device.Level > 0, $"confirmed, and the motor runs at {rig.Device.Level}");
        if (except.Contains(rig.Profile.Id))
            Assert.False(confirmed);
        else
            Assert.True(confirmed, $"not confirmed, and the motor is at {rig.Device.Level}");
    }

    /// <summary>A stop that fails is repeated for ten seconds, half a second later each time.</summary>
    private static bool StopAsSessionsDo(OddRig rig, ProfiledMassager driver)
    {
        var until = rig.Time.Elapsed + HardLimits.StopRepeat;
        while (rig.Fault(driver.StopAsync(default)) is not null)
        {
            if (rig.Time.Elapsed >= until)
                return false;
            rig.Time.Advance(TimeSpan.FromSeconds(0.5));
        }
        return true;
    }

    private static bool Rescued(OddRig rig, TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(longest, rig.Time);
        var rescue = new MotorRescue(rig.Driver, rig.Time, (_, _) => { }).RunAsync(limit.Token);
        for (var passed = TimeSpan.Zero; passed <= longest && !rescue.IsCompleted; passed += Step)
            rig.Time.Advance(Step);
        return rescue.GetAwaiter().GetResult();
    }
}

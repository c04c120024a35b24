using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>A device that acknowledges no write: only its status confirms a stop.</summary>
public sealed class CommandsOnlyTests
{
    private static SimulatedRig Rig(string faults = "") =>
        new(ProfileReader.Parse("p.json", ProfileText.CommandsOnly).Value!, faults);

    [Fact]
    public void A_stop_is_confirmed_by_the_status()
    {
        var rig = Rig();
        rig.Connect();
        SimulatedRig.Now(rig.Drive(2));

        SimulatedRig.Now(rig.Stop());

        Assert.Equal([2, 0], rig.MotorLevels);
        Assert.All(rig.Reports.OfType<FrameWritten>(), frame => Assert.False(frame.WithResponse));
    }

    [Fact]
    public void Without_a_status_a_stop_is_repeated_on_two_new_links_and_then_uncertain()
    {
        var rig = Rig("""{ "at": 1, "kind": "loseAnswer", "times": 9 }""");
        rig.Connect();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        SimulatedRig.Now(rig.Drive(2));

        Assert.Equal((MassagerFaultKind.UncertainDelivery, TimeSpan.FromSeconds(1.5)), rig.Fail(rig.Stop()));

        Assert.Equal(0, rig.Motor);
        Assert.Equal(3, rig.Events.OfType<CentralConnected>().Count());
    }

    [Fact]
    public void A_status_that_shows_the_motor_running_confirms_nothing()
    {
        var rig = Rig("""{ "at": 1, "kind": "ignoreStop" }""");
        rig.Connect();
        SimulatedRig.Now(rig.Drive(2));
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(MassagerFaultKind.UncertainDelivery, rig.Fail(rig.Stop()).Kind);
        Assert.Equal(2, rig.Motor);
    }

    [Fact]
    public void A_lost_stop_is_the_first_write_on_the_new_link()
    {
        var rig = Rig("""{ "write": 3, "kind": "loseWrite" }""");
        rig.Connect();
        SimulatedRig.Now(rig.Drive(3));

        Assert.Equal(TimeSpan.FromSeconds(0.5), rig.Run(rig.Stop()));

        Assert.Equal([3, 0], rig.MotorLevels);
        Assert.Equal("stop", rig.Events.SkipWhile(e => e is not CentralDisconnected).OfType<FrameArrived>().First().Operation);
    }
}

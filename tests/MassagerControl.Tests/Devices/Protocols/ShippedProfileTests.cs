using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>Every profile in the folder, driven on its own simulated device.</summary>
public sealed class ShippedProfileTests
{
    public static TheoryData<string> Profiles() => [.. ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Connecting_leaves_the_motor_off_and_every_level_is_reached_and_stopped(string id)
    {
        var rig = new SimulatedRig(id);
        rig.Run(rig.Connecting());
        Assert.Empty(rig.MotorLevels);

        for (var level = 1; level <= rig.Profile.Scale.Count; level++)
        {
            rig.Run(rig.Drive(level));
            Assert.Equal(level, rig.Motor);
            var stopping = rig.Stop();
            Assert.Equal(0, rig.Motor);
            rig.Run(stopping);
        }
        Assert.All(rig.Events.OfType<FrameArrived>(), frame => Assert.Null(frame.Problem));
        Assert.DoesNotContain(rig.Reports, report => report is MassagerNotice);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_device_with_a_countdown_stops_by_itself_when_nobody_renews_it(string id)
    {
        var rig = new SimulatedRig(id);
        rig.Run(rig.Connecting());
        rig.Run(rig.Drive(1));
        rig.Time.Advance(rig.Profile.Countdown?.Time ?? TimeSpan.FromHours(1));

        Assert.Equal(rig.Profile.Countdown is null ? 1 : 0, rig.Motor);
    }

    [Fact]
    public void The_open_massager_goes_on_while_it_is_renewed_and_says_when_its_lease_runs_out()
    {
        var rig = new SimulatedRig("open-massager");
        rig.Connect();
        SimulatedRig.Now(rig.Drive(4));
        for (var i = 0; i < 100; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(0.3));
            rig.Massager.RenewLease();
            Assert.Equal(4, rig.Motor);
        }
        rig.Reports.Clear();
        var last = rig.Time.Elapsed;

        rig.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new LevelReported(Level.Off), Assert.Single(rig.Reports.OfType<LevelReported>()));
        Assert.InRange(rig.Events.OfType<MotorChanged>().Last().At - last, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void The_open_massager_stops_with_its_link_and_takes_no_level_without_a_lease()
    {
        var rig = new SimulatedRig("open-massager", """{ "at": 5, "kind": "dropLink", "seconds": 1 }""");
        rig.Connect();
        SimulatedRig.Now(rig.Drive(4));
        for (var i = 0; i < 50; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(0.1));
            rig.Massager.RenewLease();
        }

        Assert.Equal([4, 0], rig.MotorLevels);
        var endless = new SimulatedRig(rig.Profile with { Countdown = rig.Profile.Countdown! with { Time = TimeSpan.Zero } });
        endless.Connect();
        Assert.Equal(MassagerFaultKind.Refused, endless.Fail(endless.Drive(1)).Kind);
    }

    [Fact]
    public void No_frame_of_a_bed_is_anything_but_massage()
    {
        var beds = ProfileCatalog.Shipped().ReadAll().Profiles.Where(profile => profile.Kind == MassagerKind.Bed).ToArray();

        Assert.NotEmpty(beds);
        Assert.All(beds, bed => Assert.Equal(bed.Operations.Select(operation => operation.Name).Order(), bed.Safety.MassageOperations.Order()));
    }
}

using MassagerControl.Clinic.Rooms;

namespace MassagerControl.Tests.Clinic.Rooms;

/// <summary>Rooms and devices as grains.</summary>
public sealed class RoomGrainTests
{
    private static readonly RoomReport Report = new("s1", "hold", 2, 4, 50, null, 80, "connected", 6, true);

    [Fact]
    public async Task The_desk_sees_what_a_room_said_last()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await cluster.Grains.GetGrain<IRoomGrain>("one").ReportAsync(Report with { Level = 1 });
        await cluster.Grains.GetGrain<IRoomGrain>("one").ReportAsync(Report);

        RoomView? seen = null;
        while (seen?.Report != Report)
            seen = (await cluster.Grains.GetGrain<IDeskGrain>(IDeskGrain.Key).ViewAsync()).Rooms.SingleOrDefault();
        Assert.Equal(cluster.Clock.Now, seen.Heard);
    }

    [Fact]
    public async Task A_device_is_held_until_its_time_is_over_or_it_is_given_back()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var device = cluster.Grains.GetGrain<IHolderGrain>("gun");
        var minute = TimeSpan.FromMinutes(1);

        Assert.Equal("one", (await device.TakeAsync("one", minute))!.Room);
        Assert.Equal("one", (await device.TakeAsync("two", minute))!.Room);
        cluster.Clock.Pass(0.5 / 60);
        Assert.Equal(cluster.Clock.Now + minute, (await device.TakeAsync("one", minute))!.Until);
        cluster.Clock.Pass(1.0 / 60);
        Assert.Null(await device.ReadAsync());
        Assert.Equal("two", (await device.TakeAsync("two", TimeSpan.FromDays(1)))!.Room);
        Assert.Equal(cluster.Clock.Now.AddMinutes(30), (await device.ReadAsync())?.Until);
        await device.ReleaseAsync("one");
        Assert.NotNull(await device.ReadAsync());
        await device.ReleaseAsync("two");
        Assert.Null(await device.ReadAsync());
    }
}

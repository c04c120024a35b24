using MassagerControl.Clinic.Rooms;

namespace MassagerControl.Tests.Clinic.Rooms;

/// <summary>Rooms and devices as grains.</summary>
public sealed class RoomGrainTests
{
    private static readonly RoomReport Report = new("s1", "hold", 2, 4, 50, null, 80, "connected", 6, true);

    /// <summary>Orleans runs one call of a grain after the other unless it is told otherwise.</summary>
    [Fact]
    public async Task STOP_is_queued_behind_nothing_also_while_a_call_of_its_grain_hangs()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var room = cluster.Grains.GetGrain<IRoomGrain>("one");
        await room.ReportAsync(Report);
        cluster.HangReports();
        var hanging = room.ReportAsync(Report);
        await cluster.HangingAsync();

        var receipt = await room.StopAsync("ann").WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(("one", "ann", false), (receipt.Room, receipt.Stop.By, receipt.Told));
        Assert.False(hanging.IsCompleted);
        cluster.LetGo();
        await hanging;
    }

    [Fact]
    public async Task A_STOP_that_nobody_heard_lasts_a_minute_and_its_number_grows()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var room = cluster.Grains.GetGrain<IRoomGrain>("one");
        var first = (await room.StopAsync("ann")).Stop;
        var second = (await room.StopAsync("ann")).Stop;

        Assert.True(second.Number > first.Number);
        Assert.Equal(second, await room.ReportAsync(Report));
        cluster.Clock.Pass(1.0 / 60);
        Assert.Null(await room.ReportAsync(Report));
        Assert.Equal(Report, Assert.Single((await cluster.Grains.GetGrain<IDeskGrain>(IDeskGrain.Key).ViewAsync()).Rooms).Report);
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

using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Stops;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace MassagerControl.Tests.Clinic.Stops;

/// <summary>STOP over three silos: it asks no grain, and no silo that hangs or died keeps another from it.</summary>
public sealed class StopCallerTests
{
    private static readonly RoomReport Report = new("s1", "hold", 2, 4, 50, null, 80, "connected", 6, true);

    [Fact]
    public async Task Rooms_hear_of_it_at_whichever_silo_they_wait()
    {
        await using var cluster = await ClinicCluster.StartAsync(silos: 3);
        var silos = cluster.Silos.Silos;
        Task<RoomStop?>[] waiting = [.. silos.Select((silo, number) => Wait(silo, $"room-{number}"))];

        var receipt = await Caller(silos[0]).StopAsync(null, "ann");

        Assert.Equal(["room-0", "room-1", "room-2"], receipt.Told.Order());
        Assert.All(await Task.WhenAll(waiting), stop => Assert.Equal(receipt.Stop, stop));
    }

    /// <summary>Orleans runs one call of a grain after the other unless it is told otherwise.</summary>
    [Fact]
    public async Task It_is_queued_behind_nothing_also_while_a_call_of_the_rooms_grain_hangs()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var silo = cluster.Silos.Silos[0];
        var waiting = Wait(silo, "one");
        cluster.HangReports();
        await cluster.Grains.GetGrain<IRoomGrain>("one").ReportAsync(Report);
        await cluster.HangingAsync();

        await Caller(silo).StopAsync("one", "ann");

        Assert.Equal("ann", (await waiting)!.By);
        cluster.LetGo();
    }

    [Fact]
    public async Task A_silo_that_was_killed_a_moment_ago_keeps_no_other_from_it()
    {
        await using var cluster = await ClinicCluster.StartAsync(silos: 3);
        var silos = cluster.Silos.Silos;
        var (one, two) = (Wait(silos[0], "one"), Wait(silos[1], "two"));
        await cluster.Silos.KillSiloAsync(silos[2], TestContext.Current.CancellationToken);

        var receipt = await Caller(silos[0]).StopAsync(null, "ann");

        Assert.Equal(["one", "two"], receipt.Told.Order());
        Assert.Equal(("ann", "ann"), ((await one)!.By, (await two)!.By));
    }

    private static StopCaller Caller(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<StopCaller>();

    private static Task<RoomStop?> Wait(InProcessSiloHandle silo, string room) =>
        silo.ServiceProvider.GetRequiredService<StopBoard>().WaitAsync(room, 0, TestContext.Current.CancellationToken);
}

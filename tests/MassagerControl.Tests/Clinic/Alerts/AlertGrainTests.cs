using MassagerControl.Clinic.Alerts;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Tests.Clinic.Ledgers;
using Orleans;

namespace MassagerControl.Tests.Clinic.Alerts;

/// <summary>From what rooms and ledgers say to the desk.</summary>
public sealed class AlertGrainTests
{
    private static readonly RoomReport Report = new("s1", "hold", 2, 4, 50, null, 80, "connected", 6, true);

    [Fact]
    public async Task A_rating_of_nine_is_one_alert_that_knows_the_room_and_the_person_and_a_six_is_none()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await TellAsync(cluster, Report);
        await TellAsync(cluster, Report with { Rating = 9 });
        await TellAsync(cluster, Report with { Rating = 9, Level = 0 });
        await Ledger(cluster).LockAsync(new("s1", "one", LedgerBench.Area, "left", "rating"));
        await Ledger(cluster).LockAsync(new("s1", "one", LedgerBench.Area, "left", "rating"));
        await Ledger(cluster).LockAsync(new("s2", "two", LedgerBench.Area, "left", "numb"));

        Assert.Equal(
            [
                new("rating:s1", AlertKind.Rating, "one", "ann", "s1", LedgerBench.Area, "left", "9"),
                new AlertNote("red-flag:s2", AlertKind.RedFlag, "two", "ann", "s2", LedgerBench.Area, "left", "numb"),
            ],
            (await AlertsAsync(cluster)).Select(one => one.Note));
    }

    [Fact]
    public async Task A_motor_that_is_not_confirmed_off_is_an_alert_until_it_is_and_another_time_another()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await TellAsync(cluster, Report with { OffConfirmed = false });
        await TellAsync(cluster, Report with { OffConfirmed = false, Session = null });
        Assert.Null(Assert.Single(await AlertsAsync(cluster)).Over);

        await TellAsync(cluster, Report);
        Assert.NotNull(Assert.Single(await AlertsAsync(cluster)).Over);
        cluster.Clock.Pass(1);
        await TellAsync(cluster, Report with { OffConfirmed = false });

        Assert.Equal([AlertKind.Motor, AlertKind.Motor], (await AlertsAsync(cluster)).Select(one => one.Note.Kind));
    }

    [Fact]
    public async Task A_room_that_falls_silent_in_a_session_is_an_alert_and_one_without_is_none()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await TellAsync(cluster, Report);
        await TellAsync(cluster, Report with { Session = null }, "two");
        await PassAsync(cluster, 20);
        Assert.Empty(await AlertsAsync(cluster));

        await PassAsync(cluster, 5);

        var alert = Assert.Single(await AlertsAsync(cluster));
        Assert.Equal((AlertKind.Silent, "one", "s1"), (alert.Note.Kind, alert.Note.Room, alert.Note.Session));
        await TellAsync(cluster, Report);
        Assert.NotNull(Assert.Single(await AlertsAsync(cluster)).Over);
    }

    /// <summary>After a silo stood still, the rooms have their time again.</summary>
    [Fact]
    public async Task A_clinic_that_stood_still_itself_calls_no_room_silent()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await TellAsync(cluster, Report);
        cluster.Clock.Pass(1);
        await Desk(cluster).LookAsync();

        Assert.Empty(await AlertsAsync(cluster));
    }

    [Fact]
    public async Task A_session_that_nobody_settled_is_an_alert_and_a_late_settlement_ends_it()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await Ledger(cluster).ReserveAsync(new("s1", "one", LedgerBench.Area, "left", TimeSpan.FromSeconds(60), cluster.Clock.Now.AddMinutes(20)));
        cluster.Clock.Pass(21.0 / 60);
        await RemindAsync(cluster);
        Assert.Empty(await AlertsAsync(cluster));

        cluster.Clock.Pass(2.0 / 60);
        await RemindAsync(cluster);
        await RemindAsync(cluster);

        var alert = Assert.Single(await AlertsAsync(cluster));
        Assert.Equal(new("unsettled:s1", AlertKind.Unsettled, "one", "ann", "s1", LedgerBench.Area, "left", "60"), alert.Note);
        Assert.IsType<Counted>(await Ledger(cluster).SettleAsync(new("s1", "one", TimeSpan.FromSeconds(30))));
        Assert.NotNull(Assert.Single(await AlertsAsync(cluster)).Over);
    }

    [Fact]
    public async Task A_settled_session_is_no_alert()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await Ledger(cluster).ReserveAsync(new("s1", "one", LedgerBench.Area, "left", TimeSpan.FromSeconds(60), cluster.Clock.Now.AddMinutes(20)));
        await Ledger(cluster).SettleAsync(new("s1", "one", TimeSpan.FromSeconds(30)));
        cluster.Clock.Pass(1);
        await RemindAsync(cluster);

        Assert.Empty(await AlertsAsync(cluster));
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_an_alert_until_it_is_right_and_another_time_another()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        var clock = new ClockAlert(cluster.Grains, "one:11111");
        await clock.SayAsync("it is 7 s ahead", cluster.Clock.Now);
        await clock.SayAsync("it is 8 s ahead", cluster.Clock.Now);
        await clock.SayAsync(null, cluster.Clock.Now);
        await clock.SayAsync(null, cluster.Clock.Now);

        var alert = Assert.Single(await AlertsAsync(cluster));
        Assert.Equal((AlertKind.Clock, "one:11111: it is 7 s ahead", true), (alert.Note.Kind, alert.Note.Detail, alert.Over is not null));
        cluster.Clock.Pass(1);
        await clock.SayAsync("it is 9 s ahead", cluster.Clock.Now);
        Assert.Equal(2, (await AlertsAsync(cluster)).Count());
    }

    [Fact]
    public async Task An_alert_that_could_not_be_kept_is_kept_at_the_next_look()
    {
        await using var cluster = await ClinicCluster.StartAsync();
        await TellAsync(cluster, Report);
        Assert.Empty(await AlertsAsync(cluster));
        cluster.Storage.FailBy(new Every());
        await TellAsync(cluster, Report with { Rating = 10 });
        Assert.Empty(await AlertsAsync(cluster));

        cluster.Storage.FailBy(null);
        await Desk(cluster).LookAsync();

        Assert.Equal("10", Assert.Single(await AlertsAsync(cluster)).Note.Detail);
    }

    private static IDeskGrain Desk(ClinicCluster cluster) => cluster.Grains.GetGrain<IDeskGrain>(IDeskGrain.Key);

    private static ILedgerGrain Ledger(ClinicCluster cluster) => cluster.Grains.GetGrain<ILedgerGrain>("ann");

    // A room's grain does not wait for the desk's.
    private static async Task TellAsync(ClinicCluster cluster, RoomReport report, string room = "one")
    {
        await cluster.Grains.GetGrain<IRoomGrain>(room).ReportAsync(report);
        while (!(await Desk(cluster).ViewAsync()).Rooms.Any(one => one.Room == room && one.Report == report))
            await Task.Yield();
        await Desk(cluster).LookAsync();
    }

    private static async Task PassAsync(ClinicCluster cluster, int seconds)
    {
        for (var second = 0; second < seconds; second += 5)
        {
            cluster.Clock.Pass(5.0 / 3600);
            await Desk(cluster).LookAsync();
        }
    }

    private static Task RemindAsync(ClinicCluster cluster) => Ledger(cluster).AsReference<IRemindable>().ReceiveReminder("unsettled", default);

    private static async Task<IEnumerable<Alert>> AlertsAsync(ClinicCluster cluster) =>
        (await cluster.Grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).ViewAsync()).Alerts;

    private sealed class Every : Random
    {
        public override int Next(int maxValue) => 0;
    }
}

using System.Net;
using MassagerControl.Clinic;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;
using MassagerControl.Tests.Web;

namespace MassagerControl.Tests.Clinic;

/// <summary>A silo whose clock is not its database's grants nothing, says so, and goes on when it is right.</summary>
public sealed class ClockTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_wrong_clock_grants_nothing_until_it_is_right(int minutes)
    {
        var time = new ShiftedTime();
        time.SetWallClock(TimeSpan.FromMinutes(minutes));
        using StringWriter shown = new(), error = new();
        await using var clinic = new ClinicService(
            new() { Database = await postgres.DatabaseAsync(), Port = 0, SiloPort = ClinicProcess.FreePort(), Time = time, Out = shown, Error = error },
            QuestionFile.Read(QuestionFile.Shipped).Value!);
        Assert.Null(await clinic.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(minutes > 0 ? "600 s ahead of its database's" : "600 s behind its database's", error.ToString(), StringComparison.Ordinal);

        using var admin = new ClinicCaller(new(clinic.Address), await new ClinicCaller(new(clinic.Address)).EnrolAsync(shown.ToString().Split("ten minutes: ")[1].Split('\n')[0].Trim()));
        using var room = new ClinicCaller(new(clinic.Address), await admin.LetInAsync("room", "one"));
        var refused = await room.ReserveAsync("ann", "a", 60, time.GetUtcNow().AddMinutes(20));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("nothing is granted until it is right", refused.Body!.ToJsonString(), StringComparison.Ordinal);

        time.SetWallClock(TimeSpan.FromMinutes(-minutes));
        await GrantedAsync(room, "a", time);
        time.SetWallClock(TimeSpan.FromMinutes(minutes));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await room.ReserveAsync("ben", "b", 60, time.GetUtcNow().AddMinutes(20))).Status);
        time.SetWallClock(TimeSpan.FromMinutes(-minutes));
        await GrantedAsync(room, "c", time);
        while (!(await admin.GetAsync("/api/admin/audit")).Body!.ToJsonString().Contains("right again", StringComparison.Ordinal))
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    // It is asked anew soon after somebody doubts it.
    private static async Task GrantedAsync(ClinicCaller room, string session, ShiftedTime time)
    {
        while (true)
        {
            var status = (await room.ReserveAsync($"person-{session}", session, 60, time.GetUtcNow().AddMinutes(20))).Status;
            if (status == HttpStatusCode.OK)
                return;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}

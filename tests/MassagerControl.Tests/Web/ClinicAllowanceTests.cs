using System.Globalization;
using System.Net;
using System.Text.Json;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Clinics;

namespace MassagerControl.Tests.Web;

/// <summary>What the desk lets a room give without the clinic: used only then, never more, and told once.</summary>
public sealed class ClinicAllowanceTests
{
    [Fact]
    public async Task Without_the_clinic_a_session_takes_from_what_the_desk_allowed_and_is_told_once_later()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await AllowedAsync(clinic, Allowance("a1", 100));
        clinic.Be("forecast", ClinicMood.Fails);
        clinic.BeOnce("allowed", ClinicMood.LosesTheRequest, ClinicMood.LosesTheAnswer);

        var (status, body) = await room.StartAsync("p-1");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        Assert.Contains("this session takes 40 s of press of what its desk allows this room", body.ToString(), StringComparison.Ordinal);
        await room.OverAsync(1);
        var press = Assert.Single(room.Read(work => new DoseTable(work).All())).Press.TotalSeconds;
        Assert.Equal(press, Assert.Single(room.Read(work => new ClinicAllowances(work).All())).Used.TotalSeconds);

        await clinic.UntilAsync(told => told.Requests.Count(request => request.Contains("/allowed ", StringComparison.Ordinal)) == 2);
        Assert.Equal(("p-1", "a1", press), Assert.Single(clinic.Allowed).Value);
        Assert.Empty(clinic.Bookings);
    }

    [Fact]
    public async Task What_is_used_up_is_used_up_for_everybody_and_whatever_becomes_of_the_sessions()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await AllowedAsync(clinic, Allowance("a1", 70));
        clinic.Be("forecast", ClinicMood.Fails);
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1", speed: "1")).Status);

        // Under way, all that it planned is taken.
        var (status, body) = await room.StartAsync("p-2");
        Assert.Equal((HttpStatusCode.Conflict, "the clinic does not answer, and of what its desk allows this room without it 30 s of press are left; 40 s are planned"), (status, body.GetProperty("reasons")[0].GetString()));
        Assert.Single(room.Read(work => new ClinicBookings(work).All()));
    }

    [Fact]
    public async Task The_rooms_own_ledger_counts_all_the_same()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await AllowedAsync(clinic, Allowance("a1", 1000));
        clinic.Be("forecast", ClinicMood.Fails);
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);

        var (status, body) = await room.StartAsync("p-1");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("the last session here is less than 2 hours ago", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_told_yet_counts_here_when_the_clinic_is_back()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await AllowedAsync(clinic, Allowance("a1", 1000));
        clinic.Be("forecast", ClinicMood.Fails);
        clinic.Be("allowed", ClinicMood.Fails);
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);

        clinic.Be("forecast", ClinicMood.Answers);
        var (status, body) = await room.StartAsync("p-1");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("the last session here is less than 2 hours ago", body.ToString(), StringComparison.Ordinal);
        clinic.Forecast = """{"firstInArea":false,"dayRoom":70,"reasons":[],"checkIns":[]}""";
        (_, body) = await room.StartAsync("p-1", area: "between-blades");
        Assert.Contains("1050 s of press in the last 24 hours and 40 s planned", body.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"id":"a1","person":"p-2","seconds":100,"used":0,"until":"2999-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"id":"a1","person":null,"seconds":100,"used":100,"until":"2999-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"id":"a1","person":null,"seconds":100,"used":0,"until":"2000-01-01T00:00:00Z"}]""")]
    [InlineData("[]")]
    public async Task What_is_for_somebody_else_used_up_over_or_nothing_allows_nothing(string allowances)
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await AllowedAsync(clinic, allowances);
        clinic.Be("forecast", ClinicMood.Fails);

        var (status, body) = await room.StartAsync("p-1");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("no session begins without the clinic", body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clinic_ends_it_by_saying_so_and_one_that_answers_is_asked_first()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await AllowedAsync(clinic, Allowance("a1", 100));
        clinic.Against = ["3 sessions here in the last 24 hours; at most 3"];
        Assert.Contains("3 sessions here", (await room.StartAsync("p-1")).Body.ToString(), StringComparison.Ordinal);
        Assert.Empty(clinic.Allowed);

        clinic.Allowances = "[]";
        while (!room.Read(work => new ClinicAllowances(work).All().IsEmpty))
        {
            // Whoever is asked is there: the room hears what has changed.
            await room.StartAsync("p-1");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        clinic.Be("forecast", ClinicMood.Fails);
        Assert.Contains("no session begins without the clinic", (await room.StartAsync("p-1")).Body.ToString(), StringComparison.Ordinal);
    }

    private static string Allowance(string id, int seconds) => string.Create(
        CultureInfo.InvariantCulture, $$"""[{"id":"{{id}}","person":null,"seconds":{{seconds}},"used":0,"until":"2999-01-01T00:00:00Z"}]""");

    /// <returns>A room that has heard what it may.</returns>
    private static async Task<ClinicHost> AllowedAsync(FakeClinic clinic, string allowances)
    {
        clinic.Allowances = allowances;
        var room = await ClinicHost.StartAsync(clinic);
        var many = JsonElement.Parse(allowances).GetArrayLength();
        await clinic.UntilAsync(told => told.Requests.Any(request => request.Contains("/allowances ", StringComparison.Ordinal)));
        while (room.Read(work => new ClinicAllowances(work).All().Length) < many)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        return room;
    }
}

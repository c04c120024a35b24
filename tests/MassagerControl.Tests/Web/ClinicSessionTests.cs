using System.Net;
using System.Text.Json;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Clinics;

namespace MassagerControl.Tests.Web;

/// <summary>A room of a clinic, against a clinic whose answers can be late, lost or a no.</summary>
public sealed class ClinicSessionTests
{
    [Fact]
    public async Task A_session_is_reserved_before_and_settled_once_with_what_the_rooms_own_ledger_says()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);

        var (status, body) = await room.StartAsync("p-1");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        await room.OverAsync(1);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: not null }]);

        var dose = Assert.Single(room.Read(work => new DoseTable(work).All()));
        var booking = Assert.Single(clinic.Bookings);
        Assert.Equal(("p-1", "upper-trapezius", 40d, dose.Press.TotalSeconds), (booking.Person, booking.Area, booking.Planned, booking.Settled!.Value));
        Assert.InRange(dose.Press.TotalSeconds, 39, 40);
        await LeftAsync(room);
        Assert.Equal(["forecast", "reserve", "settle", "record"], Kinds(clinic));
    }

    [Fact]
    public async Task What_a_session_was_is_told_for_the_record_as_the_journal_has_it()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);
        await room.StartAsync("p-1");
        await room.OverAsync(1);
        await clinic.UntilAsync(told => Kinds(told).Contains("record"));

        var told = JsonElement.Parse(clinic.Requests.Single(request => request.StartsWith("/api/people/p-1/record ", StringComparison.Ordinal)).Split(' ', 2)[1]);
        var (session, events) = room.Read(work => (new SessionTable(work).Newest(1)[0], new SessionTable(work).Events(1)));
        Assert.Equal(
            (clinic.Bookings[0].Session, "upper-trapezius", "left", session.Beginning.Program, "sim-percussion-gun"),
            (Text(told, "session"), Text(told, "area"), Text(told, "side"), Text(told, "program"), Text(told, "profile")));
        Assert.Equal((session.Beginning.Began.Wall, session.Closing!.Ended), (told.GetProperty("began").GetDateTimeOffset(), told.GetProperty("ended").GetDateTimeOffset()));
        Assert.Equal(("completed", session.Closing.Reason), (Text(told, "outcome"), Text(told, "reason")));
        Assert.Equal((session.Closing.Reps, true, true), (told.GetProperty("reps").GetInt32(), told.GetProperty("confirmedOff").GetBoolean(), told.GetProperty("simulated").GetBoolean()));
        Assert.Equal(
            events.Where(one => one.Type == "rating").Select(one => (one.At.TotalSeconds, JsonElement.Parse(one.Json).GetProperty("value").GetInt32())),
            told.GetProperty("ratings").EnumerateArray().Select(one => (one.GetProperty("t").GetDouble(), one.GetProperty("value").GetInt32())));
        Assert.NotEmpty(told.GetProperty("ratings").EnumerateArray());
        Assert.Equal(Highest(events, "level", "level"), told.GetProperty("highestLevel").GetDouble());
        Assert.Equal(Highest(events, "level", "intensity"), told.GetProperty("highestIntensity").GetDouble());
        Assert.Equal(Highest(events, "cap", "value"), told.GetProperty("highestCap").GetDouble());
    }

    [Fact]
    public async Task A_clinic_that_takes_no_record_still_hears_of_every_settlement()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Be("record", ClinicMood.Fails);
        await using var room = await ClinicHost.StartAsync(clinic);
        await room.StartAsync("p-1");
        await room.OverAsync(1);
        await clinic.UntilAsync(told => Kinds(told).Contains("settle"));

        await room.StartAsync("p-2");
        await room.OverAsync(2);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: > 39 }, { Settled: > 39 }]);
        while (!room.Read(work => new ClinicOutbox(work).Waiting()).Select(message => message.Kind).SequenceEqual([ClinicMessage.Record, ClinicMessage.Record]))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        clinic.Be("record", ClinicMood.Answers);
        await clinic.UntilAsync(told => Kinds(told).Count(kind => kind == "record") == 2);
        await LeftAsync(room);
    }

    [Fact]
    public async Task Whom_the_clinic_has_deleted_is_deleted_in_the_room_and_nobody_else()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Deleted = ["p-1", "p-3"];
        var data = Directory.CreateTempSubdirectory("clinic-data-");
        using (var store = MassagerStore.Open(data.FullName).Store!)
            foreach (var person in new[] { "p-1", "p-2" })
                store.Write(work => Treated(work, person));

        await using var room = await ClinicHost.StartAsync(clinic, data: data);
        while (!room.Read(work => new SessionTable(work).Events(1).IsEmpty))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal([2L], room.Read(work => new SessionTable(work).Newest(9)).Select(session => session.Id));
        Assert.Single(room.Read(work => new SessionTable(work).Events(2)));
        Assert.Empty(room.Read(work => new CheckInTable(work).Of("p-1")));
        Assert.Single(room.Read(work => new CheckInTable(work).Of("p-2")));
        Assert.Equal(2, room.Read(work => new DoseTable(work).All()).Length);
    }

    [Fact]
    public async Task Nobody_in_particular_has_no_session()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);

        var (status, body) = await room.Phone.PostAsync("api/sessions", """{"program":"compression","device":"sim:sim-percussion-gun","speed":"max"}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("say who lies there", body.ToString(), StringComparison.Ordinal);
        Assert.Empty(clinic.Bookings);
    }

    [Fact]
    public async Task A_reservation_that_is_refused_is_a_session_that_is_refused_with_the_clinics_reasons()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Against = ["3 sessions here in the last 24 hours; at most 3"];
        await using var room = await ClinicHost.StartAsync(clinic);

        var (status, body) = await room.StartAsync("p-1");

        Assert.Equal((HttpStatusCode.Conflict, "3 sessions here in the last 24 hours; at most 3"), (status, body.GetProperty("reasons")[0].GetString()));
        Assert.Empty(room.Read(work => new SessionTable(work).Newest(9)));
        await LeftAsync(room);
    }

    [Fact]
    public async Task What_the_clinic_says_before_it_plans_the_session_here()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Forecast = """{"firstInArea":true,"dayRoom":1080,"reasons":[],"gentle":{"until":"2999-01-01T00:00:00Z","ceiling":40,"reason":"gentler for 48 hours after sharp pain"},"checkIns":[]}""";
        await using var room = await ClinicHost.StartAsync(clinic);
        var choices = await room.Phone.GetAsync("api/choices?area=upper-trapezius&side=left&device=sim:sim-percussion-gun&personId=p-1");
        var notes = string.Join(";", choices.EnumerateArray().SelectMany(one => one.GetProperty("notes").EnumerateArray()).Select(note => note.GetString()));
        Assert.Contains("the first session here has at most 60 s of press", notes, StringComparison.Ordinal);

        clinic.Forecast = """{"firstInArea":false,"dayRoom":30,"reasons":[],"checkIns":[]}""";
        var (status, body) = await room.StartAsync("p-1");
        Assert.Equal((HttpStatusCode.Conflict, "1050 s of press in the last 24 hours and 40 s planned; at most 1080 s"), (status, body.GetProperty("reasons")[0].GetString()));

        clinic.Forecast = """{"firstInArea":false,"dayRoom":1080,"reasons":["the last session here is less than 2 hours ago"],"nextPossible":"2999-01-01T00:00:00Z","checkIns":[]}""";
        (status, body) = await room.StartAsync("p-1");
        Assert.Equal((HttpStatusCode.Conflict, "the last session here is less than 2 hours ago"), (status, body.GetProperty("reasons")[0].GetString()));
        Assert.Empty(clinic.Bookings);
    }

    [Theory]
    [InlineData(ClinicMood.Fails)]
    [InlineData(ClinicMood.LosesTheRequest)]
    [InlineData(ClinicMood.LosesTheAnswer)]
    public async Task Without_the_clinic_no_session_begins_and_it_says_why(object mood)
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Be("forecast", (ClinicMood)mood);
        await using var room = await ClinicHost.StartAsync(clinic);

        var (status, body) = await room.StartAsync("p-1");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("no session begins without the clinic", body.ToString(), StringComparison.Ordinal);
        Assert.Empty(clinic.Bookings);
    }

    [Fact]
    public async Task An_answer_to_a_reservation_that_was_lost_is_asked_for_again_and_reserves_nothing_twice()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.BeOnce("reserve", ClinicMood.LosesTheAnswer);
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: > 39 }]);

        Assert.Equal(2, Kinds(clinic).Count(kind => kind == "reserve"));
    }

    [Theory]
    [InlineData(ClinicMood.LosesTheAnswer)]
    [InlineData(ClinicMood.LosesTheRequest)]
    public async Task A_reservation_of_which_nobody_knows_is_no_session_and_counts_nothing_in_the_end(object mood)
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.BeOnce("reserve", (ClinicMood)mood, (ClinicMood)mood);
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Conflict, (await room.StartAsync("p-1")).Status);
        await clinic.UntilAsync(told => Kinds(clinic).Contains("settle") && told.Bookings.All(booking => booking.Settled == 0));

        Assert.Empty(room.Read(work => new SessionTable(work).Newest(9)));
        // One that comes late would count: it is not forgotten until it cannot come any more.
        if ((ClinicMood)mood == ClinicMood.LosesTheRequest)
            Assert.True(Assert.Single(room.Read(work => new ClinicOutbox(work).Waiting())).Unsure);
    }

    [Theory]
    [InlineData(ClinicMood.LosesTheAnswer)]
    [InlineData(ClinicMood.LosesTheRequest)]
    [InlineData(ClinicMood.Fails)]
    public async Task A_settlement_is_told_again_until_it_is_acknowledged_and_counts_once(object mood)
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.BeOnce("settle", (ClinicMood)mood);
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: > 39 }]);
        await LeftAsync(room);

        Assert.Equal(room.Read(work => new DoseTable(work).All()).Single().Press.TotalSeconds, clinic.Bookings[0].Settled);
        Assert.DoesNotContain(room.Said, line => line.Contains("does not take", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_under_way_goes_on_while_the_clinic_hangs_in_everything_and_is_settled_when_it_is_back()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1", speed: "20")).Status);
        foreach (var kind in new[] { "settle", "state", "stops", "forecast" })
            clinic.Be(kind, ClinicMood.Hangs);

        var end = await room.OverAsync(1);
        Assert.Equal("completed", end.GetProperty("outcome").GetString());
        Assert.Null(clinic.Bookings[0].Settled);
        Assert.Equal([ClinicMessage.Settle, ClinicMessage.Record], room.Read(work => new ClinicOutbox(work).Waiting()).Select(message => message.Kind));

        clinic.Be("settle", ClinicMood.Answers);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: > 39 }]);
    }

    [Fact]
    public async Task STOP_from_the_desk_stops_the_room_while_the_clinic_hangs_in_everything_else()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1", speed: "1")).Status);
        await clinic.UntilAsync(told => told.Requests.Any(request => request.Contains("\"phase\":\"warming-up\"", StringComparison.Ordinal)));
        clinic.Be("state", ClinicMood.Hangs);
        clinic.Be("settle", ClinicMood.Hangs);

        clinic.Stop();
        var end = await room.OverAsync(1);

        Assert.Equal(("stopped", true), (end.GetProperty("outcome").GetString(), end.GetProperty("confirmedOff").GetBoolean()));
        Assert.Contains("the desk of the clinic", end.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_STOP_that_is_said_again_stops_nothing_that_began_since()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);
        clinic.Stop();
        var shown = clinic.Requests.Count(request => request.StartsWith("/api/room/state", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1", speed: "20")).Status);

        Assert.Equal("completed", (await room.OverAsync(1)).GetProperty("outcome").GetString());
        Assert.True(clinic.Requests.Count(request => request.StartsWith("/api/room/state", StringComparison.Ordinal)) > shown);
    }

    [Fact]
    public async Task One_person_in_two_rooms_has_one_session()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var one = await ClinicHost.StartAsync(clinic);
        await using var other = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Created, (await one.StartAsync("p-1", speed: "1")).Status);
        var (status, body) = await other.StartAsync("p-1");
        Assert.Equal((HttpStatusCode.Conflict, "a session here is under way"), (status, body.GetProperty("reasons")[0].GetString()));
        Assert.Equal(HttpStatusCode.Created, (await other.StartAsync("p-2")).Status);
    }

    [Fact]
    public async Task Two_people_in_one_room_have_a_past_each()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);
        var (status, body) = await room.StartAsync("p-2");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        await room.OverAsync(2);
        await clinic.UntilAsync(told => told.Bookings.Count(booking => booking.Settled > 39) == 2);
    }

    [Theory]
    [InlineData(3 * 24, 0)]
    [InlineData(0, 50)]
    [InlineData(-40, -90)]
    public async Task The_clinics_clock_counts_whatever_the_rooms_says_and_whenever_it_jumps(int room, int jump)
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Ahead = TimeSpan.FromHours(-7);
        clinic.Forecast = $$"""{"firstInArea":false,"dayRoom":1080,"reasons":[],"checkIns":[]}""";
        var wall = new ShiftedTime();
        wall.SetWallClock(TimeSpan.FromHours(room));
        await using var host = await ClinicHost.StartAsync(clinic, wall);
        await host.Phone.GetAsync("api/choices?area=upper-trapezius&side=left&device=sim:sim-percussion-gun&personId=p-1");
        wall.SetWallClock(TimeSpan.FromHours(jump));

        var (status, body) = await host.StartAsync("p-1");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        await host.OverAsync(1);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: > 39 }]);

        var there = DateTimeOffset.UtcNow + clinic.Ahead;
        Assert.InRange(clinic.Bookings[0].Until, there + TimeSpan.FromMinutes(27), there + TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Another_version_of_the_clinic_is_told_once_and_the_room_goes_on()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Version = "7";
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: not null }]);

        Assert.Single(room.Said, line => line.Contains("speaks version 7 of the protocol, this room 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_to_be_told_waits_for_a_clinic_that_understands_it()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Be("settle", ClinicMood.SpeaksAnother);
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("p-1")).Status);
        await room.OverAsync(1);
        clinic.Be("forecast", ClinicMood.SpeaksAnother);
        var (status, body) = await room.StartAsync("p-2");
        Assert.Equal((HttpStatusCode.Conflict, "update massager in the room"), (status, body.GetProperty("reasons")[0].GetString()));
        Assert.Equal(ClinicMessage.Settle, Assert.Single(room.Read(work => new ClinicOutbox(work).Waiting(ClinicMessage.Settle))).Kind);

        clinic.Be("settle", ClinicMood.Answers);
        clinic.Be("forecast", ClinicMood.Answers);
        await clinic.UntilAsync(told => told.Bookings is [{ Settled: > 39 }]);
    }

    [Fact]
    public async Task The_page_is_asked_for_the_id_and_a_check_in_is_told_to_the_clinic()
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);
        Assert.True((await room.Phone.GetAsync("api/state")).GetProperty("clinic").GetBoolean());

        var moves = await room.Phone.CheckInAsync(4);
        var (status, body) = await room.Phone.PostAsync(
            "api/sessions", $$"""{"program":"compression","device":"sim:sim-percussion-gun","area":"upper-trapezius","side":"left","speed":"max","person":"steady","personId":"p-1","checkIn":{{moves}}}""");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        await clinic.UntilAsync(told => Kinds(told).Contains("check-in"));

        var told = clinic.Requests.Single(request => request.Contains("/check-in ", StringComparison.Ordinal));
        Assert.Equal("upper-trapezius", JsonElement.Parse(told.Split(' ', 2)[1]).GetProperty("area").GetString());
    }

    [Theory]
    [InlineData("../p")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task What_is_no_id_is_refused_and_asked_nowhere(string id)
    {
        await using var clinic = await FakeClinic.StartAsync();
        await using var room = await ClinicHost.StartAsync(clinic);

        Assert.Equal(HttpStatusCode.BadRequest, (await room.StartAsync(id)).Status);
        Assert.Empty(Kinds(clinic));
    }

    /// <summary>A session of yesterday, with its check-in, a rating and its dose.</summary>
    private static void Treated(Transaction work, string person)
    {
        var began = new ClockReading(DateTimeOffset.UtcNow.AddDays(-1), null, TimeSpan.Zero);
        var beginning = new NewSession(began, "sim:x", "x", "upper-trapezius", "left", "compression", true, "{}", TimeSpan.FromSeconds(60), OwnerProcess.Own)
        {
            Person = person,
            CheckIn = new CheckInTable(work).Add(began.Wall, "{}", "", person),
        };
        var session = new BegunSession(new SessionTable(work).Begin(beginning), beginning);
        new SessionTable(work).Append(session.Id, new(1, TimeSpan.FromSeconds(9), "rating", """{"t":9,"type":"rating","value":6}"""));
        new SessionTable(work).End(session.Id, new(began.Wall.AddMinutes(2), "completed", "the program is over", 2, TimeSpan.FromSeconds(40), 50, true));
        new DoseTable(work).Put(new(session.Mark, session.Id, began, beginning.Area, beginning.Side, TimeSpan.FromSeconds(40), beginning.Device));
    }

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();

    private static double Highest(IEnumerable<StoredEvent> events, string type, string member) =>
        events.Where(one => one.Type == type).Max(one => JsonElement.Parse(one.Json).GetProperty(member).GetDouble());

    private static IEnumerable<string> Kinds(FakeClinic clinic) =>
        clinic.Requests.Select(request => request.Split(' ')[0].Split('/')[^1]).Where(kind => kind is not ("state" or "allowances" or "deleted"));

    /// <summary>Nothing is left that the clinic was to be told.</summary>
    private static async Task LeftAsync(ClinicHost room)
    {
        while (!room.Read(work => new ClinicBookings(work).All().IsEmpty && new ClinicOutbox(work).Waiting().IsEmpty))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}

using System.Text;
using System.Text.RegularExpressions;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Clinic.Stops;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>What rooms ask for.</summary>
internal sealed partial class RoomApi(IGrainFactory grains, IPeople people, KnownIds ids, ClinicDoor door, StopBoard stops, ClinicClock clock)
{
    // Longer than any session can be: more is a mistake that the ledger names.
    private const double MostSeconds = 86_400;
    private const int LongestWord = 200;

    private static readonly Phrase OtherRecord = "another record is kept of this session";

    // A room that was off for longer keeps what it has until somebody deletes it there.
    private static readonly TimeSpan RoomsAreTold = TimeSpan.FromDays(90);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/people/{person}/reserve", OfKnown(ReserveAsync));
        routes.MapPost("/api/people/{person}/settle", Of(SettleAsync));
        routes.MapPost("/api/people/{person}/told", Of(TellAsync));
        routes.MapPost("/api/people/{person}/lock", Of(LockAsync));
        routes.MapPost("/api/people/{person}/check-in", Of(CheckInAsync));
        routes.MapPost("/api/people/{person}/record", Of(RecordAsync));
        routes.MapGet("/api/room/deleted", door.Room(DeletedAsync));
        routes.MapGet("/api/people/{person}/forecast", OfKnown(ForecastAsync));
        routes.MapPost("/api/room/state", door.Room(StateAsync));
        routes.MapGet("/api/room/stops", door.RoomThatWaits(StopsAsync));
        routes.MapPost("/api/devices/{device}/holder", door.Room(HoldAsync));
        routes.MapDelete("/api/devices/{device}/holder", door.Room(ReleaseAsync));
    }

    /// <summary>An id of a person, a session or a device: no name, and nothing that a database or a log could take for more than it is.</summary>
    [GeneratedRegex("^[A-Za-z0-9_.:-]{1,64}$")]
    public static partial Regex Id();

    private RequestDelegate Of(Func<HttpContext, ClinicKey, ILedgerGrain, Task> handle) => door.Room((http, key) =>
        Value(http, "person") is { } person ? handle(http, key, grains.GetGrain<ILedgerGrain>(person)) : NoIdAsync(http));

    /// <summary>Before a session: for somebody whom the desk knows. What a room tells of one that was is taken in any case.</summary>
    private RequestDelegate OfKnown(Func<HttpContext, ClinicKey, ILedgerGrain, Task> handle) => Of(async (http, key, ledger) =>
    {
        if (await ids.ProblemAsync(Value(http, "person")!, http.RequestAborted).ConfigureAwait(false) is { } problem)
            await http.LedgerAsync(Refused.Because(problem)).ConfigureAwait(false);
        else
            await handle(http, key, ledger).ConfigureAwait(false);
    });

    private async Task ReserveAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var asked = await ClinicBody.ReadAsync(http, body => new ReserveRequest(
            IdOf(body.Required("session")), key.Name, body.Required("area").String(1, LongestWord), body.Optional("side")?.String(1, LongestWord),
            body.Required("seconds").Seconds(0, MostSeconds), Moment(body.Required("until")))).ConfigureAwait(false);
        if (asked is not null)
            await SayAsync(http, key, asked.Session, await ledger.ReserveAsync(asked).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task SettleAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var said = await ClinicBody.ReadAsync(http, body => new SettleRequest(
            IdOf(body.Required("session")), key.Name, body.Required("seconds").Seconds(0, MostSeconds))).ConfigureAwait(false);
        if (said is not null)
            await SayAsync(http, key, said.Session, await ledger.SettleAsync(said).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task TellAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var said = await ClinicBody.ReadAsync(http, body => new ToldRequest(
            IdOf(body.Required("session")), key.Name, body.Required("area").String(1, LongestWord), body.Optional("side")?.String(1, LongestWord),
            body.Required("planned").Seconds(0, MostSeconds), Moment(body.Required("until")), body.Optional("seconds")?.Seconds(0, MostSeconds))).ConfigureAwait(false);
        if (said is not null)
            await SayAsync(http, key, said.Session, await ledger.TellAsync(said).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task LockAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var said = await ClinicBody.ReadAsync(http, body => new LockRequest(
            IdOf(body.Required("session")), key.Name, body.Required("area").String(1, LongestWord), body.Optional("side")?.String(1, LongestWord),
            body.Required("kind").String(1, LongestWord))).ConfigureAwait(false);
        if (said is not null)
            await SayAsync(http, key, said.Session, await ledger.LockAsync(said).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task CheckInAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var answers = Encoding.UTF8.GetString(await ClinicBody.BytesAsync(http).ConfigureAwait(false));
        await SayAsync(http, key, "check-in", await ledger.CheckInAsync(answers).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Only of a session that this room reserved.</summary>
    private async Task RecordAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var record = await ClinicBody.ReadAsync(http, body => RecordJson.Read(body, key.Name)).ConfigureAwait(false);
        if (record is null)
            return;
        var answer = await ledger.KnowsAsync(record.Session, key.Name).ConfigureAwait(false);
        if (answer is Noted)
            answer = await people.KeepAsync(Value(http, "person")!, record, http.RequestAborted).ConfigureAwait(false) switch
            {
                RecordKeeping.Kept => answer,
                RecordKeeping.Deleted => new Forgotten(),
                _ => Refused.Contradiction(OtherRecord),
            };
        await SayAsync(http, key, record.Session, answer).ConfigureAwait(false);
    }

    /// <summary>Whom a room forgets too.</summary>
    private async Task DeletedAsync(HttpContext http, ClinicKey key)
    {
        var deleted = await people.DeletedAsync(clock.Now - RoomsAreTold, http.RequestAborted).ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("people", deleted, json.WriteStringValue);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task ForecastAsync(HttpContext http, ClinicKey key, ILedgerGrain ledger)
    {
        var (area, side) = (http.Request.Query["area"].ToString(), http.Request.Query["side"].ToString());
        var forecast = await ledger.ForecastAsync(area, side.Length == 0 ? null : side).ConfigureAwait(false);
        await http.JsonAsync(json => RoomJson.Write(json, forecast)).ConfigureAwait(false);
    }

    private async Task StateAsync(HttpContext http, ClinicKey key)
    {
        if (await ClinicBody.ReadAsync(http, RoomJson.Report).ConfigureAwait(false) is not { } report)
            return;
        if (clock.Epoch.Name is { } epoch)
            http.Response.Headers[Protocol.Epoch] = epoch;
        // The answer may be a STOP: it waits for no grain.
        await RoomJson.StopAsync(http, stops.Last(key.Name)).ConfigureAwait(false);
        await grains.GetGrain<IRoomGrain>(key.Name).ReportAsync(report).ConfigureAwait(false);
    }

    private async Task StopsAsync(HttpContext http, ClinicKey key)
    {
        _ = long.TryParse(http.Request.Query["after"], System.Globalization.CultureInfo.InvariantCulture, out var after);
        await RoomJson.StopAsync(http, await stops.WaitAsync(key.Name, after, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task HoldAsync(HttpContext http, ClinicKey key)
    {
        if (Value(http, "device") is not { } device)
        {
            await NoIdAsync(http).ConfigureAwait(false);
            return;
        }
        var time = await ClinicBody.ReadAsync(http, body => new Length(body.Required("seconds").Seconds(1, DoseRecovery.Longest.TotalSeconds))).ConfigureAwait(false);
        if (time is null)
            return;
        var holding = await grains.GetGrain<IHolderGrain>(device).TakeAsync(key.Name, time.Time).ConfigureAwait(false);
        await (holding is null ? http.ProblemAsync(StatusCodes.Status503ServiceUnavailable, Phrase.Of("the clinic's clock is not right: it cannot say who has a device"))
            : holding.Room == key.Name ? http.JsonAsync(json => RoomJson.Write(json, holding))
            : http.ProblemAsync(StatusCodes.Status409Conflict, Phrase.Of($"{holding.Room} has this device until it gives it back"), holding.Until)).ConfigureAwait(false);
    }

    private async Task ReleaseAsync(HttpContext http, ClinicKey key)
    {
        if (Value(http, "device") is not { } device)
        {
            await NoIdAsync(http).ConfigureAwait(false);
            return;
        }
        await grains.GetGrain<IHolderGrain>(device).ReleaseAsync(key.Name).ConfigureAwait(false);
        await http.LedgerAsync(new Noted()).ConfigureAwait(false);
    }

    /// <summary>What contradicts the ledger is written down.</summary>
    private async Task SayAsync(HttpContext http, ClinicKey key, string subject, LedgerAnswer answer)
    {
        if (answer is Refused { Contradicts: true } refused)
            await door.RefusedAsync(key, "contradiction", subject, string.Join("; ", refused.Reasons)).ConfigureAwait(false);
        else if (answer is Counted { Over.Ticks: > 0 } counted)
            await door.NoteAsync(key, "over", subject, $"{counted.Over.TotalSeconds:0.###} s more than was reserved").ConfigureAwait(false);
        await http.LedgerAsync(answer).ConfigureAwait(false);
    }

    public static Task NoIdAsync(HttpContext http) => http.ProblemAsync(StatusCodes.Status400BadRequest, "an id has 1 to 64 letters, digits and - _ . :");

    private static string? Value(HttpContext http, string name) => http.Request.RouteValues[name] is string text && Id().IsMatch(text) ? text : null;

    public static string IdOf(JsonValueCursor value)
    {
        var text = value.String(1, 64);
        if (!Id().IsMatch(text))
            value.Error("is no id: letters, digits and - _ . : only");
        return text;
    }

    public static DateTimeOffset Moment(JsonValueCursor value)
    {
        var text = value.String(1, 40);
        if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToUniversalTime();
        value.Error("is no moment, such as 2026-03-01T12:00:00Z");
        return default;
    }

    private sealed record Length(TimeSpan Time);
}

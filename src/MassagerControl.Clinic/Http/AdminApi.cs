using System.Globalization;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Audit;
using MassagerControl.Clinic.Stops;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>Letting rooms and people in and out, and looking at what was done. Each act is written down before it is done.</summary>
internal sealed class AdminApi(IGrainFactory grains, StopCaller stops, ClinicDoor door, IAuditLog audit, ClinicFingerprint fingerprint)
{
    private const int Page = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/enrol", EnrolAsync);
        routes.MapPost("/api/admin/codes", door.Person(ClinicRole.Admin, InviteAsync));
        routes.MapGet("/api/admin/keys", door.Person(ClinicRole.Admin, KeysAsync));
        routes.MapDelete("/api/admin/keys/{id}", door.Person(ClinicRole.Admin, RevokeAsync));
        routes.MapGet("/api/admin/audit", door.Person(ClinicRole.Admin, AuditAsync));
        routes.MapGet("/api/admin/audit/check", door.Person(ClinicRole.Admin, CheckAsync));
    }

    private IRosterGrain Roster => grains.GetGrain<IRosterGrain>(IRosterGrain.Key);

    private async Task EnrolAsync(HttpContext http)
    {
        var code = await ClinicBody.ReadAsync(http, body => body.Required("code").String(1, 40)).ConfigureAwait(false);
        if (code is null)
            return;
        var enrolment = await Roster.EnrolAsync(code, http.Connection.RemoteIpAddress?.ToString() ?? "").ConfigureAwait(false);
        if (enrolment is { Key: { } key, Token: { } token })
        {
            await door.NoteAsync(key, "enrolled", key.Id, $"role {key.Role.Word()}").ConfigureAwait(false);
            await http.JsonAsync(json =>
            {
                json.WriteStartObject();
                json.WriteString("name", key.Name);
                json.WriteString("role", key.Role.Word());
                json.WriteString("token", token);
                json.WriteEndObject();
            }).ConfigureAwait(false);
            return;
        }
        await door.NoteAsync(null, "refused", "enrol", enrolment.Pause > TimeSpan.Zero ? "too many wrong codes" : "a wrong code").ConfigureAwait(false);
        if (enrolment.Pause > TimeSpan.Zero)
            http.Response.Headers.RetryAfter = Math.Ceiling(enrolment.Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await (enrolment.Pause > TimeSpan.Zero
            ? http.ProblemAsync(StatusCodes.Status429TooManyRequests, "too many wrong codes: wait")
            : http.ProblemAsync(StatusCodes.Status403Forbidden, "there is no such code, it was used, or it is older than ten minutes")).ConfigureAwait(false);
    }

    private async Task InviteAsync(HttpContext http, ClinicKey key)
    {
        var wanted = await ClinicBody.ReadAsync(http, body => Tuple.Create(body.Required("role").Choice(ClinicRoleWords.All), NameOf(body.Required("name")))).ConfigureAwait(false);
        if (wanted is null)
            return;
        await audit.AppendAsync(new(key.Name, "invite", wanted.Item2, $"role {wanted.Item1.Word()}"), http.RequestAborted).ConfigureAwait(false);
        var code = await Roster.InviteAsync(wanted.Item1, wanted.Item2).ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            // What a room is to be told with it.
            json.WriteString("fingerprint", fingerprint.Shown);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task KeysAsync(HttpContext http, ClinicKey key)
    {
        var keys = await Roster.ListAsync().ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("keys", keys, one =>
            {
                json.WriteStartObject();
                json.WriteString("id", one.Id);
                json.WriteString("name", one.Name);
                json.WriteString("role", one.Role.Word());
                json.Moment("since", one.Since);
                json.Moment("revoked", one.Revoked);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task RevokeAsync(HttpContext http, ClinicKey key)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        // Without its key a room hears no STOP any more: what goes on there ends first.
        if ((await Roster.ListAsync().ConfigureAwait(false)).FirstOrDefault(one => one.Id == id) is { Role: ClinicRole.Room, Revoked: null } room)
            await stops.StopAsync(room.Name, key.Name).ConfigureAwait(false);
        var gone = await Roster.RevokeAsync(id).ConfigureAwait(false);
        await door.NoteAsync(key, gone is null ? "revoke-refused" : "revoke", id, gone?.Name ?? "no such key").ConfigureAwait(false);
        await (gone is null ? http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such key that opens") : http.LedgerAsync(new Ledgers.Noted())).ConfigureAwait(false);
    }

    private async Task AuditAsync(HttpContext http, ClinicKey key)
    {
        _ = long.TryParse(http.Request.Query["after"], CultureInfo.InvariantCulture, out var after);
        var entries = await audit.ReadAsync(after, Page, http.RequestAborted).ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("entries", entries, entry =>
            {
                json.WriteStartObject();
                json.WriteNumber("seq", entry.Seq);
                json.WriteString("at", entry.At);
                json.WriteString("actor", entry.What.Actor);
                json.WriteString("act", entry.What.Act);
                json.WriteString("subject", entry.What.Subject);
                json.WriteString("detail", entry.What.Detail);
                json.WriteString("hash", entry.Hash);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>With <c>seq</c> and <c>hash</c> of an entry that was noted before, it must still be there.</summary>
    private async Task CheckAsync(HttpContext http, ClinicKey key)
    {
        (long, string)? noted = long.TryParse(http.Request.Query["seq"], CultureInfo.InvariantCulture, out var seq) ? (seq, http.Request.Query["hash"].ToString()) : null;
        var check = await audit.CheckAsync(noted, http.RequestAborted).ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("whole", check.Broken is null);
            if (check.Broken is { } broken)
                json.WriteNumber("broken", broken);
            json.WriteNumber("seq", check.Seq);
            json.WriteString("hash", check.Head);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static string NameOf(JsonValueCursor value)
    {
        var name = value.String(1, 64);
        if (!RoomApi.Id().IsMatch(name))
            value.Error("is no name: letters, digits and - _ . : only");
        return name;
    }
}

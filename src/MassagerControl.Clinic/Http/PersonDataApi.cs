using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Alerts;
using MassagerControl.Clinic.Allowances;
using MassagerControl.Clinic.Audit;
using MassagerControl.Clinic.Fhir;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Storage;
using MassagerControl.Devices.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>All that is kept of one person: handed out, or deleted. Each act is written down before it is done.</summary>
internal sealed class PersonDataApi(IGrainFactory grains, IPeople people, ClinicDoor door, IAuditLog audit, ClinicClock clock)
{
    private const int Page = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/people/{person}/export", Of(ExportAsync));
        routes.MapGet("/api/admin/people/{person}/fhir", Of(FhirAsync));
        routes.MapDelete("/api/admin/people/{person}", door.Person(ClinicRole.Admin, DeleteAsync));
    }

    private RequestDelegate Of(Func<HttpContext, ClinicKey, Person, Task> handle) => door.Person(ClinicRole.Admin, async (http, key) =>
    {
        if (http.Request.RouteValues["person"] is string id && RoomApi.Id().IsMatch(id) && await people.FindAsync(id, http.RequestAborted).ConfigureAwait(false) is { } person)
            await handle(http, key, person).ConfigureAwait(false);
        else
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such person, or no more").ConfigureAwait(false);
    });

    private async Task ExportAsync(HttpContext http, ClinicKey key, Person person)
    {
        await audit.AppendAsync(new(key.Name, "export", person.Id, "all that is kept"), http.RequestAborted).ConfigureAwait(false);
        var ledger = await grains.GetGrain<ILedgerGrain>(person.Id).ReadAsync().ConfigureAwait(false);
        var records = await people.RecordsAsync(person.Id, http.RequestAborted).ConfigureAwait(false);
        var allowed = (await Task.WhenAll((await RoomsAsync().ConfigureAwait(false)).Select(room => room.ListAsync())).ConfigureAwait(false)).SelectMany(one => one).Where(one => one.Person == person.Id);
        var alerts = (await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).ViewAsync().ConfigureAwait(false)).Alerts.Where(alert => alert.Note.Person == person.Id);
        var acts = await ActsAsync([person.Id, .. ledger.Sessions.Select(session => session.Session), .. records.Select(record => record.Session)], http.RequestAborted).ConfigureAwait(false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", person.Id);
            json.WriteString("name", person.Name);
            json.WriteString("since", person.Since.UtcDateTime);
            json.Moment("due", person.Due);
            // As it is kept, so that nothing is forgotten here that is kept there.
            json.WritePropertyName("ledger");
            Raw(json, ledger);
            json.List("allowances", allowed, one => Raw(json, one));
            json.List("alerts", alerts, one => Raw(json, one));
            json.List("records", records, record => RecordJson.Write(json, record));
            json.List("acts", acts, act => Write(json, act));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>With <c>name=true</c> the name goes with it.</summary>
    private async Task FhirAsync(HttpContext http, ClinicKey key, Person person)
    {
        var named = http.Request.Query["name"] == "true";
        await audit.AppendAsync(new(key.Name, "export-fhir", person.Id, named ? "with the name" : "without a name"), http.RequestAborted).ConfigureAwait(false);
        var records = await people.RecordsAsync(person.Id, http.RequestAborted).ConfigureAwait(false);
        http.Response.ContentType = SessionBundle.MediaType;
        await http.Response.WriteAsync(SessionBundle.Write(person.Id, named ? person.Name : null, records, clock.Now), http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Of whoever was deleted before the answer is the same: what failed on the way is done then.</summary>
    private async Task DeleteAsync(HttpContext http, ClinicKey key)
    {
        if (http.Request.RouteValues["person"] is not string id || !RoomApi.Id().IsMatch(id) || !await HadAsync(id, http.RequestAborted).ConfigureAwait(false))
        {
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such person").ConfigureAwait(false);
            return;
        }
        await audit.AppendAsync(new(key.Name, "delete", id, "all that is kept"), http.RequestAborted).ConfigureAwait(false);
        var answer = await grains.GetGrain<ILedgerGrain>(id).DeleteAsync().ConfigureAwait(false);
        if (answer is Noted)
            await Task.WhenAll((await RoomsAsync().ConfigureAwait(false)).Select(room => room.ForgetAsync(id))).ConfigureAwait(false);
        else
            await door.NoteAsync(key, "delete-refused", id, answer is Refused refused ? string.Join("; ", refused.Reasons) : "").ConfigureAwait(false);
        await http.LedgerAsync(answer).ConfigureAwait(false);
    }

    private async Task<bool> HadAsync(string id, CancellationToken cancellation) =>
        await people.FindAsync(id, cancellation).ConfigureAwait(false) is not null || (await grains.GetGrain<ILedgerGrain>(id).ReadAsync().ConfigureAwait(false)).Deleted is not null;

    /// <summary>What every room may give without the clinic, also those that were shut out.</summary>
    private async Task<ImmutableArray<IAllowanceGrain>> RoomsAsync() =>
        [.. (await grains.GetGrain<IRosterGrain>(IRosterGrain.Key).ListAsync().ConfigureAwait(false))
            .Where(key => key.Role == ClinicRole.Room).Select(key => key.Name).Distinct().Select(name => grains.GetGrain<IAllowanceGrain>(name))];

    /// <summary>What the audit log has of the person and their sessions.</summary>
    private async Task<ImmutableArray<AuditEntry>> ActsAsync(ImmutableHashSet<string> subjects, CancellationToken cancellation)
    {
        var acts = ImmutableArray.CreateBuilder<AuditEntry>();
        var after = 0L;
        while (await audit.ReadAsync(after, Page, cancellation).ConfigureAwait(false) is { IsEmpty: false } page)
        {
            acts.AddRange(page.Where(entry => subjects.Contains(entry.What.Subject)));
            after = page[^1].Seq;
        }
        return acts.ToImmutable();
    }

    private static void Raw<T>(Utf8JsonWriter json, T kept) => json.WriteRawValue(new StateJson().Serialize(kept).ToMemory().Span);

    private static void Write(Utf8JsonWriter json, AuditEntry act)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", act.Seq);
        json.WriteString("at", act.At);
        json.WriteString("actor", act.What.Actor);
        json.WriteString("act", act.What.Act);
        json.WriteString("subject", act.What.Subject);
        json.WriteString("detail", act.What.Detail);
        json.WriteEndObject();
    }
}

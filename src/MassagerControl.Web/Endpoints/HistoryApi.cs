using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Core.Notes;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>The sessions of the past: to look at, to take along, to delete. With a demo, those of the demo and no others.</summary>
internal sealed class HistoryApi(ApiParts parts)
{
    /// <summary>Of sessions of the past.</summary>
    private const int Most = 1_000;

    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);

    private bool Demo => parts.Options.Demo is not null;

    private string Folder => parts.Options.Demo ?? parts.Options.Data.Path;

    public void Map(IEndpointRouteBuilder routes)
    {
        Get("/api/history", (http, work) => http.JsonAsync(HistoryJson.Of(work is null ? [] : PastSession.Newest(work, Most, Demo))));
        Get("/api/history.json", (http, work) => http.JsonAsync(HistoryJson.Everything(work, Demo)));
        Get("/api/history.csv", (http, work) => http.CsvAsync(HistoryCsv.Of(work is null ? [] : PastSession.Newest(work, int.MaxValue, Demo))));
        Get("/api/history/{id}", ShowAsync);
        routes.MapGet("/api/tags", parts.SignIn.For(RemoteRole.RateStop, (http, _) => TagsAsync(http)));
        routes.MapPost("/api/history/{id}/note", parts.SignIn.For(RemoteRole.Control, (http, _) => NoteAsync(http)));
        routes.MapDelete("/api/history", parts.SignIn.For(RemoteRole.Control, (http, _) => DeleteAsync(http)));

        void Get(string path, Func<HttpContext, Transaction?, Task> answer) =>
            routes.MapGet(path, parts.SignIn.For(RemoteRole.RateStop, (http, _) => ReadAsync(http, answer)));
    }

    private async Task ReadAsync(HttpContext http, Func<HttpContext, Transaction?, Task> answer)
    {
        var opening = MassagerStore.OpenExisting(Folder);
        using var store = opening.Store;
        if (opening.Error is { } error)
        {
            await http.ProblemAsync(StatusCodes.Status500InternalServerError, _files.Hide(error)).ConfigureAwait(false);
            return;
        }
        Task answering;
        try
        {
            answering = store is null ? answer(http, null) : store.Read(work => answer(http, work));
        }
        catch (StoreException exception)
        {
            answering = http.ProblemAsync(StatusCodes.Status500InternalServerError, _files.Hide(exception.Words));
        }
        await answering.ConfigureAwait(false);
    }

    private Task ShowAsync(HttpContext http, Transaction? work) =>
        TryId(http, out var id)
            && work is not null && PastSession.Find(work, id, Demo) is { } session
            ? http.JsonAsync(HistoryJson.Of(session, new SessionTable(work).Events(id)))
            : http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such session");

    private async Task NoteAsync(HttpContext http)
    {
        var (said, reasons) = await RequestBody.ReadAsync(http, NoteBody.Of).ConfigureAwait(false);
        if (said is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
            return;
        }
        var (note, problems) = SessionNote.Of(said.Note, said.Tags);
        if (note is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "it cannot be kept", [.. problems.Select(RequestLanguage.Of(http).Say)]).ConfigureAwait(false);
            return;
        }
        // Nobody had the sessions of a demo, so nobody says anything of them.
        var (known, error) = Demo || !TryId(http, out var id) ? (false, null) : SessionNotes.Keep(Folder, id, note, parts.Options.Intake.Clock.Wall);
        if (error is not null)
            await http.ProblemAsync(StatusCodes.Status500InternalServerError, _files.Hide(error)).ConfigureAwait(false);
        else if (!known)
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such session").ConfigureAwait(false);
        else
            await http.JsonAsync(json => Write(json, note)).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, SessionNote note)
    {
        json.WriteStartObject();
        json.List("tags", note.Tags, json.WriteStringValue);
        json.WriteString("note", note.Text.Length > 0 ? note.Text : null);
        json.WriteEndObject();
    }

    private static Task TagsAsync(HttpContext http)
    {
        var language = RequestLanguage.Of(http);
        return http.JsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var tag in SessionTags.All)
            {
                json.WriteStartObject();
                json.WriteString("id", tag.Id);
                json.WriteString("group", tag.Group == TagGroup.Trigger ? "trigger" : "knot");
                json.WriteString("name", language.Say(tag.Name));
                json.WriteString("not", tag.Not);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private static bool TryId(HttpContext http, out long id) => long.TryParse(http.GetRouteValue("id") as string, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private Task DeleteAsync(HttpContext http)
    {
        if (Demo)
            return http.ProblemAsync(StatusCodes.Status409Conflict, "there is nothing to delete: a demo is thrown away by itself");
        if (parts.Sessions.All.Any(session => session.End is null))
            return http.ProblemAsync(StatusCodes.Status409Conflict, "a session is under way: nothing was deleted");
        var (erased, refusal) = HistoryErasure.Erase(parts.Options.Data, parts.Options.Intake.Clock, parts.Options.Intake.Questions);
        if (erased is null)
            return http.ProblemAsync(StatusCodes.Status409Conflict, _files.Hide(refusal!));
        var language = RequestLanguage.Of(http);
        return http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("sessions", erased.Sessions);
            json.WriteNumber("keptDoses", erased.Doses);
            json.WriteNumber("keptLocks", erased.Locks);
            json.List("lines", erased.Lines().Select(language.Say), json.WriteStringValue);
            json.WriteEndObject();
        });
    }

    private sealed record NoteBody(string Note, ImmutableArray<string> Tags)
    {
        public static NoteBody Of(JsonObjectCursor root) =>
            new(root.Optional("note")?.String() ?? "", root.Optional("tags")?.Array(tag => tag.String(1, 200), 0, 100) ?? []);
    }
}

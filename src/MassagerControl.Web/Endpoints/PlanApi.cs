using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Schedules;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Schedules;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>Reminders: what is chosen, what is due, and choosing it. A page asks; nothing is ever sent to it.</summary>
internal sealed class PlanApi(ApiParts parts)
{
    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);

    private ReminderBook Book => new(parts.Options.Data.Path, parts.Options.Intake.Clock, parts.Options.Intake.Questions);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/plan", parts.SignIn.For(RemoteRole.RateStop, (http, _) =>
            ShowAsync(http, (json, view) => ReminderText.Write(json, view.Plan, view.RestsToday, RequestLanguage.Of(http)))));
        routes.MapGet("/api/plan/due", parts.SignIn.For(RemoteRole.RateStop, (http, _) =>
            ShowAsync(http, (json, view) => ReminderText.Write(json, view.Due, RequestLanguage.Of(http)))));
        routes.MapPost("/api/plan", parts.SignIn.For(RemoteRole.Control, (http, _) => ChangeAsync(http)));
    }

    private Task ShowAsync(HttpContext http, Action<Utf8JsonWriter, ReminderView> write)
    {
        // A demo is nobody's: it has no plans.
        var (view, error) = parts.Options.Demo is null ? Book.Look() : (ReminderView.Nothing, null);
        return error is null
            ? http.JsonAsync(json => write(json, view))
            : http.ProblemAsync(StatusCodes.Status500InternalServerError, _files.Hide(error));
    }

    private async Task ChangeAsync(HttpContext http)
    {
        var (change, reasons) = await RequestBody.ReadAsync(http, Change).ConfigureAwait(false);
        if (change is null || parts.Options.Demo is not null)
            await http.ProblemAsync(StatusCodes.Status400BadRequest, change is null ? "the request cannot be read" : "a demo has no plans", reasons).ConfigureAwait(false);
        else if (change(Book) is { } problem)
            await http.ProblemAsync(StatusCodes.Status500InternalServerError, _files.Hide(problem)).ConfigureAwait(false);
        else
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What is asked for, to be done to the book.</summary>
    private static Func<ReminderBook, Phrase?> Change(JsonObjectCursor root)
    {
        var what = root.Required("do").Choice(("set", "set"), ("clear", "clear"), ("done", "done"), ("rest", "rest"), ("no-rest", "no-rest"));
        var named = root.Optional("habit")?.Choice<Habit?>([.. Habits.All.Select(habit => (habit.Id, (Habit?)habit))]);
        var number = root.Optional("number");
        var place = Place(root, named);
        if (named is null && what is ("set" or "clear" or "done"))
            root.Error("habit is missing");
        if (named is not { } habit)
            return book => book.Rest(what == "rest");
        var chosen = new ChosenHabit(habit, number?.Int(habit.Allowed.Least, habit.Allowed.Most) ?? habit.Usual, place);
        return what switch
        {
            "set" => book => book.Choose(chosen),
            "clear" => book => book.Clear([habit]),
            "done" => book => book.Done(habit),
            _ => book => book.Rest(what == "rest"),
        };
    }

    private static AreaPlace? Place(JsonObjectCursor root, Habit? habit)
    {
        var (area, side) = (root.Optional("area"), root.Optional("side")?.Choice(("left", "left"), ("right", "right")));
        if (area is null)
            return null;
        var id = area.String(1, 100);
        if (habit is { HasPlace: true } && BodyAreas.Find(id) is { Locked: null } known)
            return new(id, known.HasSides ? side ?? "right" : null);
        area.Error("there is no such area for a massage");
        return null;
    }
}

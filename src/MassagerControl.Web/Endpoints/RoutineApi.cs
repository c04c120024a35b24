using System.Collections.Concurrent;
using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Routines;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Storage;
using MassagerControl.Web.CheckIn;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Routines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>Guided steps and routines of the phones, one each. No endpoint of this file starts a motor.</summary>
internal sealed class RoutineApi(ApiParts parts) : IDisposable
{
    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);
    private readonly ConcurrentDictionary<string, ServedRoutine> _routines = [];
    private readonly RoutineLibrary _library = RoutineLibrary.Load(RoutineFolders.Shipped);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/routines", parts.SignIn.For(RemoteRole.RateStop, (http, _) => ListAsync(http)));
        routes.MapGet("/api/routine", parts.SignIn.For(RemoteRole.RateStop, (http, remote) => AnswerAsync(http, remote, new TickRoutineInput())));
        routes.MapPost("/api/routine", parts.SignIn.For(RemoteRole.Control, StartAsync));
        routes.MapPost("/api/routine/inputs", parts.SignIn.For(RemoteRole.Control, InputAsync));
    }

    public void Dispose()
    {
        foreach (var routine in _routines.Values)
            routine.Dispose();
    }

    private Task ListAsync(HttpContext http)
    {
        var language = RequestLanguage.Of(http);
        return http.JsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var routine in _library.Routines)
            {
                json.WriteStartObject();
                json.WriteString("id", routine.Id);
                json.WriteString("name", language.SayText(routine.Name));
                json.WriteString("summary", language.SayText(routine.Summary));
                json.WriteBoolean("session", routine.Steps.Any(step => step is SessionStep));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private async Task StartAsync(HttpContext http, Remote remote)
    {
        var (body, reasons) = await RequestBody.ReadAsync(http, BodyOf).ConfigureAwait(false);
        if (body is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
            return;
        }
        if (parts.Options.Clinic is not null)
        {
            await http.ProblemAsync(StatusCodes.Status409Conflict, "in a room of a clinic there are sessions only: a routine does not know who does it").ConfigureAwait(false);
            return;
        }
        var (routine, against) = Begin(body, RequestLanguage.Of(http).Say);
        if (routine is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "no routine", _files.Hide(against, RequestLanguage.Of(http))).ConfigureAwait(false);
            return;
        }
        _routines.AddOrUpdate(remote.Id, routine, (_, before) =>
        {
            // Another one is begun: this one is not gone on with.
            before.Post(new StopRoutineInput(), parts.Sessions, remote.Id);
            before.Dispose();
            return routine;
        });
        await AnswerAsync(http, remote, new TickRoutineInput()).ConfigureAwait(false);
    }

    private Body BodyOf(JsonObjectCursor root)
    {
        var names = new NetworkNames(parts.Options, _files);
        var id = root.Required("routine");
        var text = id.Text();
        var routine = _library.Routines.FirstOrDefault(one => one.Id == text);
        if (routine is null)
            id.Error("there is no such routine");
        return new(routine!, parts.Keeping(new()
        {
            Program = routine?.Steps.OfType<SessionStep>().FirstOrDefault()?.Program ?? "compression",
            Device = root.Optional("device") is { } device ? names.Device(device) : null,
            Area = root.Optional("area") is { } area ? NetworkNames.Area(area) : "upper-trapezius",
            Side = root.Optional("side")?.Choice(("left", "left"), ("right", "right")) ?? "right",
            Profiles = parts.Options.Profiles,
            AsksOnSimulator = true,
        }));
    }

    private (ServedRoutine? Routine, ImmutableArray<string> Against) Begin(Body body, Func<Phrase, string> say)
    {
        var (routine, order) = (body.Routine, body.Order);
        var simulated = false;
        if (routine.Steps.Any(step => step is SessionStep))
        {
            (simulated, var errors) = new SessionIntake(parts.Options.Intake).Look(order);
            if (!errors.IsEmpty)
                return (null, errors);
        }
        var place = new AreaPlace(order.Area, BodyAreas.Find(order.Area)!.HasSides ? order.Side : null);
        var (plan, missing) = RoutinePlan.Of(routine, _library.Guided.Find, place, null);
        if (plan is null)
            return (null, [.. missing.Select(say)]);
        if (simulated)
            return (ServedRoutine.Begin(routine, plan, new(), order, null, parts.Options.Time), []);
        var (locks, unread) = PlaceLocks.Read(parts.Options.Data.Path, parts.Options.Intake.Clock, parts.Options.Intake.Questions);
        PlaceLock[] here = [.. locks.Where(one => one.IsAt(place))];
        if (unread is not null || here.Any(one => one.Kind != PlaceLock.Injury))
            return (null, [say(unread ?? Phrase.Of($"{place.InWords()} is locked: no session, no stretch. See: massager areas"))]);
        var (memory, _, error) = RoutineMemory.Open(parts.Options.Data.Path, parts.Options.Intake.Clock);
        if (memory is null)
            return (null, [say(error!)]);
        try
        {
            var facts = new RoutineFacts { Injury = here.Length > 0, Begun = memory.Begun() };
            return (ServedRoutine.Resume(routine, plan, facts, order, memory, parts.Options.Time) ?? ServedRoutine.Begin(routine, plan, facts, order, memory, parts.Options.Time), []);
        }
        catch (StoreException exception)
        {
            memory.Dispose();
            return (null, [say(exception.Words)]);
        }
    }

    private async Task InputAsync(HttpContext http, Remote remote)
    {
        var (body, reasons) = await RequestBody.ReadAsync(http, root => new InputBody(
            root.Required("kind").Choice(Kinds), root.Optional("moves") is { } moves ? SessionRequestBody.Moves(moves) : [])).ConfigureAwait(false);
        if (body is null)
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
        else if (!_routines.TryGetValue(remote.Id, out var routine))
            await http.JsonAsync("null").ConfigureAwait(false);
        else if (body.Kind is { } input)
            await AnswerAsync(http, remote, input).ConfigureAwait(false);
        else if (body.Moves.Length == 0)
            await TellAsync(http, routine, routine.SessionRefused(parts.Sessions, remote.Id)).ConfigureAwait(false);
        else
            await TellAsync(http, routine, CheckIn(routine, body.Moves, remote, http)).ConfigureAwait(false);
    }

    private Phrase? CheckIn(ServedRoutine routine, CheckInMove[] moves, Remote remote, HttpContext http)
    {
        if (routine.State.Phase != RoutinePhase.Asking)
            return "the check-in is to be answered first";
        var intake = parts.Options.Intake with { Language = RequestLanguage.Of(http), AskCheckIn = subject => CheckInReplay.Answers(subject, moves) };
        return routine.CheckedIn(new EarlyCheckIn(intake).Take(routine.Order with { Attended = true }), parts.Sessions, remote.Id);
    }

    private Task AnswerAsync(HttpContext http, Remote remote, RoutineInput input) => _routines.TryGetValue(remote.Id, out var routine)
        ? TellAsync(http, routine, routine.Post(input, parts.Sessions, remote.Id))
        : http.JsonAsync("null");

    private static Task TellAsync(HttpContext http, ServedRoutine routine, Phrase? hint) =>
        http.JsonAsync(json => RoutineStateJson.Write(json, routine, hint, RoutineFolders.Shipped.Steps, RequestLanguage.Of(http)));

    /// <summary>The words of an input; null stands for those that are no input of the machine: <c>check-in</c> with its moves, <c>no-session</c>.</summary>
    private static (string Word, RoutineInput? Input)[] Kinds { get; } =
    [
        ("next", new NextRoutineInput()), ("skip", new SkipRoutineInput()), ("pause", new PauseRoutineInput()), ("resume", new ResumeRoutineInput()),
        ("twinge", new TwingeRoutineInput()), ("injury", new InjuryRoutineInput()), ("stop", new StopRoutineInput()), ("rated", new RatedRoutineInput()),
        ("check-in", null), ("no-session", null),
    ];

    private sealed record Body(Routine Routine, SessionOrder Order);

    private sealed record InputBody(RoutineInput? Kind, CheckInMove[] Moves);
}

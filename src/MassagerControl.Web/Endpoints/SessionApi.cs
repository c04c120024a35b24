using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.CheckIn;
using MassagerControl.Web.Http;
using MassagerControl.Web.Live;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Sessions;
using MassagerControl.Web.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>Starts sessions, hands inputs to them and stops them.</summary>
internal sealed class SessionApi(ApiParts parts)
{
    private readonly HostFiles _files = new(parts.Options, parts.Telemetry.Log);

    // As long as somebody may need to walk to the host.
    private static readonly TimeSpan LongestConfirmation = TimeSpan.FromSeconds(60);

    // A body comes with its request; one that does not is not waited for.
    private static readonly TimeSpan LongestStop = TimeSpan.FromMilliseconds(500);

    private ServiceLog Log => parts.Telemetry.Log;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/state", parts.SignIn.For(RemoteRole.RateStop, (http, remote) => http.JsonAsync(parts.Live.State.Of(remote, RequestLanguage.Of(http), null))));
        routes.MapPost("/api/sessions", parts.SignIn.For(RemoteRole.Control, StartAsync));
        routes.MapPost("/api/sessions/{id}/after", parts.SignIn.For(RemoteRole.RateStop, AfterAsync));
        routes.MapPost("/api/inputs", parts.SignIn.For(RemoteRole.RateStop, InputAsync));
        routes.MapPost("/api/stop", parts.SignIn.For(RemoteRole.RateStop, (http, _) => StopAsync(http)));
        routes.MapGet("/api/live", LiveAsync);
    }

    private async Task StartAsync(HttpContext http, Remote remote)
    {
        Log.StartAsked(remote.Id);
        var (body, reasons) = await RequestBody.ReadAsync(http, root => SessionRequestBody.Of(root, new(parts.Options, _files), parts.Options.Profiles)).ConfigureAwait(false);
        if (body is null)
            await RefuseAsync(http, remote, StatusCodes.Status400BadRequest, "request", "the request cannot be read", reasons).ConfigureAwait(false);
        else if (await MayStartAsync(http, body.Order, remote).ConfigureAwait(false) is { } against)
            await RefuseAsync(http, remote, StatusCodes.Status403Forbidden, "host", against, []).ConfigureAwait(false);
        // Forgotten while somebody at the host was asked.
        else if (!parts.Remotes.Knows(remote))
            await parts.SignIn.UnknownAsync(http).ConfigureAwait(false);
        else
            await StartAsync(http, remote, body).ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext http, Remote remote, int status, string kind, Phrase detail, IReadOnlyCollection<string> reasons)
    {
        Log.StartRefused(remote.Id, kind);
        return http.ProblemAsync(status, detail, reasons);
    }

    private async Task StartAsync(HttpContext http, Remote remote, SessionRequestBody body)
    {
        var notes = new List<string>();
        var started = await parts.Sessions.StartAsync(Order(body, remote), Intake(body, RequestLanguage.Of(http)), remote.Id, notes.Add).ConfigureAwait(false);
        if (started.Session is { } session)
            await http.JsonAsync(
                json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", session.Id);
                    json.List("notes", _files.Hide(notes, RequestLanguage.Of(http)), json.WriteStringValue);
                    json.WriteEndObject();
                },
                StatusCodes.Status201Created).ConfigureAwait(false);
        else
            await RefuseAsync(http, remote, started.Refused!, notes).ConfigureAwait(false);
    }

    private SessionOrder Order(SessionRequestBody body, Remote remote) => parts.Keeping(body.Order) with
    {
        AsksOnSimulator = body.CheckIn is not null,
        Attended = parts.Sockets.IsOpen(remote.Id),
        Unattended = "the phone that starts it is not connected: open its page and try again",
    };

    private IntakeParts Intake(SessionRequestBody body, Language language) => parts.Options.Intake with
    {
        Language = language,
        AskCheckIn = body.CheckIn is { } moves ? subject => CheckInReplay.Answers(subject, moves) : null,
    };

    private Task RefuseAsync(HttpContext http, Remote remote, Refused refused, IEnumerable<string> notes)
    {
        var status = refused.Kind == RefusalKind.BadInput ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        Phrase detail = refused switch
        {
            { Emergency: not null } => "call your local emergency number now (112 or 911 in many countries): no massage",
            { Kind: RefusalKind.MotorMayRun } => "a motor may still run from before: press the button on the device",
            _ => "no session",
        };
        return RefuseAsync(http, remote, status, KindOf(refused.Kind), detail, _files.Hide([.. notes, .. refused.Reasons], RequestLanguage.Of(http)));
    }

    /// <summary>For the log: which limit or answer it was is nobody's business there.</summary>
    private static string KindOf(RefusalKind kind) => kind switch
    {
        RefusalKind.BadInput => "input",
        RefusalKind.MotorMayRun => "motor-may-run",
        RefusalKind.CalledOff => "called-off",
        _ => "limit",
    };

    /// <returns>Why this phone may not start it; null where it may.</returns>
    private async Task<Phrase?> MayStartAsync(HttpContext http, SessionOrder order, Remote remote)
    {
        if (parts.Options.AllowStart || (http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)))
            return null;
        if (parts.Options.Confirm is not { } confirm)
            return "nobody at the host can confirm the start: run massager serve there on a terminal, or with --allow-start";
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        using var timer = parts.Options.Time.CreateTimer(_ => late.Cancel(), null, LongestConfirmation, Timeout.InfiniteTimeSpan);
        var confirmed = await confirm($"'{remote.Name}' asks to start {order.Program} on {order.Area}", late.Token).ConfigureAwait(false);
        Log.StartConfirmed(remote.Id, confirmed);
        return confirmed ? null : "nobody at the host has confirmed the start";
    }

    /// <summary>How much it hurts at the place now: said by whoever controls, or held the session.</summary>
    private async Task AfterAsync(HttpContext http, Remote remote)
    {
        if (!int.TryParse(http.GetRouteValue("id") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || parts.Sessions.Find(id) is not { } session)
        {
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such session").ConfigureAwait(false);
            return;
        }
        if (remote.Role != RemoteRole.Control && !session.Holders.Contains(remote.Id))
        {
            await http.ProblemAsync(StatusCodes.Status403Forbidden, "only a phone that held the session, or one that controls, may say how it was").ConfigureAwait(false);
            return;
        }
        var (body, reasons) = await RequestBody.ReadAsync(http, root => new AfterBody(Discomfort.From(root.Required("pain").Int(Discomfort.Lowest, Discomfort.Highest)))).ConfigureAwait(false);
        if (body is null)
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
        else if (parts.Sessions.Rate(session, body.Pain) is { } against)
            await http.ProblemAsync(StatusCodes.Status409Conflict, against).ConfigureAwait(false);
        else
            await TakenAsync(http, session, body.Pain).ConfigureAwait(false);
    }

    private static Task TakenAsync(HttpContext http, ServedSession session, Discomfort pain) => http.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("kept", session.Kept is not null);
        json.WriteString("change", session.PainBefore is { } before ? HistoryJson.Word(PainChanges.Of(before, pain)) : null);
        json.WriteString("words", session.PainBefore is { } earlier ? RequestLanguage.Of(http).Say(PainChanges.Sentence(earlier, pain)) : null);
        json.WriteEndObject();
    });

    private async Task InputAsync(HttpContext http, Remote remote)
    {
        var (body, reasons) = await RequestBody.ReadAsync(http, root => new InputBody(PageMessage.SessionOf(root), PageMessage.InputOf(root))).ConfigureAwait(false);
        if (body is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
            return;
        }
        if (await parts.Live.Inputs.PostAsync(body.Session, body.Input, remote).ConfigureAwait(false) is not { } reply)
        {
            await http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such session").ConfigureAwait(false);
            return;
        }
        var language = RequestLanguage.Of(http);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("accepted", reply.Accepted);
            json.WriteString("reason", language.Say(reply.Reason));
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>A STOP that cannot be read, is too large, late or broken off stops everything.</summary>
    private async Task StopAsync(HttpContext http)
    {
        var body = await ReadStopAsync(http).ConfigureAwait(false);
        var stopped = parts.Live.Inputs.Stop(body?.Session, body?.Test ?? false);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.List("stopped", stopped, json.WriteNumberValue);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task<StopBody?> ReadStopAsync(HttpContext http)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        using var timer = parts.Options.Time.CreateTimer(_ => late.Cancel(), null, LongestStop, Timeout.InfiniteTimeSpan);
        try
        {
            return (await RequestBody.ReadAsync(http, root => new StopBody(PageMessage.SessionOf(root), root.Optional("test")?.Bool() ?? false), late.Token).ConfigureAwait(false)).Value;
        }
        catch (Exception unread) when (unread is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task LiveAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "this address is for a WebSocket").ConfigureAwait(false);
            return;
        }
        var (remote, subprotocol) = parts.SignIn.FindOfSocket(http);
        if (remote is null)
        {
            await parts.SignIn.UnknownAsync(http).ConfigureAwait(false);
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync(subprotocol).ConfigureAwait(false);
        await parts.Sockets.RunAsync(socket, remote, RequestLanguage.Of(http)).ConfigureAwait(false);
        // A page that is frozen closes nothing: the end of the service must not wait for it.
        if (socket.State != WebSocketState.Closed)
            http.Abort();
    }

    private sealed record InputBody(int? Session, SessionInput Input);

    private sealed record AfterBody(Discomfort Pain);

    private sealed record StopBody(int? Session, bool Test);
}

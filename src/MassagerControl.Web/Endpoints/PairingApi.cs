using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Endpoints;

/// <summary>Pairs, lists, invites and forgets remotes.</summary>
internal sealed class PairingApi(ApiParts parts)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/pair", PairAsync);
        routes.MapPost("/api/codes", parts.SignIn.For(RemoteRole.Control, (http, _) => InviteAsync(http)));
        routes.MapGet("/api/remotes", parts.SignIn.For(RemoteRole.Control, ListAsync));
        routes.MapDelete("/api/remotes/{id}", parts.SignIn.For(RemoteRole.RateStop, RevokeAsync));
    }

    private async Task PairAsync(HttpContext http)
    {
        var (body, reasons) = await RequestBody.ReadAsync(http, root => new PairBody(root.Required("code").String(1, 40), Name(root.Required("name")))).ConfigureAwait(false);
        if (body is null)
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
        else
            await AnswerAsync(http, Pair(http, body)).ConfigureAwait(false);
    }

    /// <returns>Null where it cannot be written down.</returns>
    private PairingResult? Pair(HttpContext http, PairBody body)
    {
        try
        {
            return parts.Remotes.Pair(body.Code, body.Name, http.Connection.RemoteIpAddress, parts.SignIn.Find(http));
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            NotKept("a phone cannot be paired", exception);
            return null;
        }
    }

    private Task AnswerAsync(HttpContext http, PairingResult? result)
    {
        switch (result)
        {
            case Paired paired:
                return http.JsonAsync(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("token", paired.Token);
                    json.WriteString("role", paired.Remote.Role.Word());
                    json.WriteString("id", paired.Remote.Id);
                    json.WriteString("name", paired.Remote.Name);
                    json.WriteEndObject();
                });
            case PairingPaused paused:
                parts.Telemetry.Refused(http.Connection.RemoteIpAddress, RefusedWords.Paused);
                var seconds = (int)Math.Ceiling(paused.Left.TotalSeconds);
                http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return http.ProblemAsync(StatusCodes.Status429TooManyRequests, $"too many wrong codes: try again in {seconds} s");
            case TooManyRemotes:
                return http.ProblemAsync(StatusCodes.Status409Conflict, $"{RemoteRegistry.Most} phones are paired, which is the most: forget one first; the code stays good");
            case WrongCode:
                parts.Telemetry.Refused(http.Connection.RemoteIpAddress, RefusedWords.Code);
                return http.ProblemAsync(StatusCodes.Status403Forbidden, "that code is wrong, used or too old: read the one that the host shows now");
            default:
                return http.ProblemAsync(StatusCodes.Status507InsufficientStorage, "the host cannot write down that this phone is paired: look at the host");
        }
    }

    private async Task InviteAsync(HttpContext http)
    {
        var (body, reasons) = await RequestBody.ReadAsync(http, root => new InviteBody(
            root.Required("role").Choice((RemoteRoleWords.RateStop, RemoteRole.RateStop), (RemoteRoleWords.Control, RemoteRole.Control)))).ConfigureAwait(false);
        if (body is null)
        {
            await http.ProblemAsync(StatusCodes.Status400BadRequest, "the request cannot be read", reasons).ConfigureAwait(false);
            return;
        }
        var code = parts.Remotes.Invite(body.Role);
        await http.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("code", code.Text);
            json.WriteString("url", $"{parts.Base()}#code={code.Text}");
            json.WriteString("role", code.Role.Word());
            json.Moment("expires", code.Expires);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext http, Remote self) => http.JsonAsync(json =>
    {
        json.WriteStartArray();
        foreach (var remote in parts.Remotes.All)
        {
            json.WriteStartObject();
            json.WriteString("id", remote.Id);
            json.WriteString("name", remote.Name);
            json.WriteString("role", remote.Role.Word());
            json.WriteBoolean("live", parts.Sockets.IsOpen(remote.Id));
            json.WriteBoolean("self", remote.Id == self.Id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private Task RevokeAsync(HttpContext http, Remote self)
    {
        var id = (string)http.GetRouteValue("id")!;
        if (id != self.Id && self.Role < RemoteRole.Control)
            return http.ProblemAsync(StatusCodes.Status403Forbidden, "this phone may forget only itself");
        try
        {
            if (!parts.Remotes.Revoke(id))
                return http.ProblemAsync(StatusCodes.Status404NotFound, "there is no such phone");
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            NotKept("a phone is forgotten only until the next start", exception);
            return http.ProblemAsync(StatusCodes.Status507InsufficientStorage, "it is out now, but the host cannot write that down: after a restart it would be paired again");
        }
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private void NotKept(Phrase what, Exception why)
    {
        var reason = FileErrorText.Of(why, null);
        parts.Options.Say($"{what}, as it cannot be written down: {reason}");
        parts.Telemetry.Log.NotKept(reason.Text);
    }

    /// <summary>Shown to others: one line, without control characters.</summary>
    private static string Name(JsonValueCursor value)
    {
        var name = value.String(1, RemoteRegistry.LongestName);
        if (name.Any(char.IsControl) || string.IsNullOrWhiteSpace(name))
            value.Error("is no name: letters that can be seen, on one line");
        return name.Trim();
    }

    private sealed record PairBody(string Code, string Name);

    private sealed record InviteBody(RemoteRole Role);
}

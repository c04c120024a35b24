using MassagerControl.Web.Http;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Telemetry;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Security;

/// <summary>Finds the remote that sends a request, by its token.</summary>
internal sealed class SignIn(RemoteRegistry remotes, ServiceTelemetry telemetry)
{
    private const string Scheme = "Bearer ";

    /// <summary>The subprotocol that stands beside the token, for browsers that send nothing else with a socket.</summary>
    public const string Subprotocol = "massager";

    /// <returns>A handler that answers 401 where nobody is signed in, and 403 where the role is not enough.</returns>
    public RequestDelegate For(RemoteRole least, Func<HttpContext, Remote, Task> handle) => async http =>
    {
        if (Find(http) is not { } remote)
            await UnknownAsync(http).ConfigureAwait(false);
        else if (remote.Role < least)
            await TooLittleAsync(http).ConfigureAwait(false);
        else
            await handle(http, remote).ConfigureAwait(false);
    };

    public Task UnknownAsync(HttpContext http)
    {
        telemetry.Refused(http.Connection.RemoteIpAddress, RefusedWords.Token);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return http.ProblemAsync(StatusCodes.Status401Unauthorized, "this phone is not paired, or no more: read the code that the host shows");
    }

    private Task TooLittleAsync(HttpContext http)
    {
        telemetry.Refused(http.Connection.RemoteIpAddress, RefusedWords.Role);
        return http.ProblemAsync(StatusCodes.Status403Forbidden, "this phone may rate and stop, not more: the phone that controls can do it");
    }

    public Remote? Find(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } sent] && sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? remotes.Find(sent[Scheme.Length..].Trim()) : null;

    /// <returns>The remote of a socket, and the subprotocol to answer with.</returns>
    public (Remote? Remote, string? Subprotocol) FindOfSocket(HttpContext http)
    {
        var offered = http.WebSockets.WebSocketRequestedProtocols;
        var token = offered.FirstOrDefault(word => word != Subprotocol);
        if (token is not null)
            return (remotes.Find(token), offered.Contains(Subprotocol) ? Subprotocol : token);
        return (Find(http), offered.Contains(Subprotocol) ? Subprotocol : null);
    }
}

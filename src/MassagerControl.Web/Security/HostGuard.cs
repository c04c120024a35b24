using System.Net;
using MassagerControl.Core;
using MassagerControl.Web.Http;
using MassagerControl.Web.Telemetry;
using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Security;

/// <summary>Lets in only requests that name this computer and, where a page sent them, come from its own page.</summary>
/// <remarks>A page of somebody else's cannot reach the service by a name that it makes point here (DNS rebinding), nor with the person's browser (CSRF).</remarks>
/// <param name="name">The name of this computer, without a domain.</param>
internal sealed class HostGuard(string name, ServiceTelemetry telemetry)
{
    public Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsThisComputer(http))
            return RefuseAsync(http, RefusedWords.Host, "this computer is not called so: use the address that the host shows");
        return IsOwnPage(http.Request) ? next(http) : RefuseAsync(http, RefusedWords.Origin, "the request comes from a page of somebody else");
    }

    private Task RefuseAsync(HttpContext http, string why, Phrase detail)
    {
        telemetry.Refused(http.Connection.RemoteIpAddress, why);
        return http.ProblemAsync(StatusCodes.Status403Forbidden, detail);
    }

    private bool IsThisComputer(HttpContext http)
    {
        var host = http.Request.Host.Host.Trim('[', ']');
        if (IPAddress.TryParse(host, out var address))
            return IPAddress.IsLoopback(address) || Same(address, http.Connection.LocalIpAddress);
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.Equals(name, StringComparison.OrdinalIgnoreCase)
            || host.Equals($"{name}.local", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Same(IPAddress address, IPAddress? local) => local is not null && Plain(address).Equals(Plain(local));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // Browsers name the origin with every request that can change something, and with every socket.
    private static bool IsOwnPage(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        return origins.Count == 0
            || (origins.Count == 1 && origins[0] is { } origin && origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase));
    }
}

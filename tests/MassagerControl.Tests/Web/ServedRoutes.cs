using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Tests.Web;

/// <summary>What the service has mapped.</summary>
internal static class ServedRoutes
{
    /// <summary>Method and path of every endpoint, such as <c>POST /api/stop</c>.</summary>
    public static IEnumerable<(string Method, string Path)> Of(ServedHost host) =>
        from endpoint in host.Service.Endpoints
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (method, endpoint.RoutePattern.RawText!);

    /// <summary>Those of the API, without the page.</summary>
    public static IEnumerable<(string Method, string Path)> Api(ServedHost host) => Of(host).Where(route => route.Path.StartsWith("/api/", StringComparison.Ordinal));

    /// <summary>A request that finds the endpoint, with nothing in it.</summary>
    public static HttpRequestMessage Request((string Method, string Path) route, string id = "nobody")
    {
        var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path.TrimStart('/').Replace("{id}", id, StringComparison.Ordinal));
        if (route.Method == "POST")
            request.Content = ServedRemote.Json("{}");
        if (route.Path == "/api/live")
            AskForSocket(request);
        return request;
    }

    private static void AskForSocket(HttpRequestMessage request)
    {
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
    }
}

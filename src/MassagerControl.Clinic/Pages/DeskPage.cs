using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Clinic.Pages;

/// <summary>The page of the desk: its files lie inside the program. It has no secret; what it shows it asks for with a token.</summary>
internal static class DeskPage
{
    /// <summary>It runs its own files, talks to this clinic, and nothing else.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private const string Folder = "wwwroot/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in Names)
            MapFile(routes, $"/{name[Folder.Length..]}", name);
        MapFile(routes, "/", $"{Folder}index.html");
    }

    private static IEnumerable<string> Names => typeof(DeskPage).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));

    private static void MapFile(IEndpointRouteBuilder routes, string path, string name)
    {
        // A file of a kind that no browser is told about is a mistake of the build.
        var type = Types[Path.GetExtension(name)];
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], http => AnswerAsync(http, name, type));
    }

    private static async Task AnswerAsync(HttpContext http, string name, string type)
    {
        var stream = typeof(DeskPage).Assembly.GetManifestResourceStream(name)!;
        await using var closing = stream.ConfigureAwait(false);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), usb=(), serial=()";
        // Asked again after each update of the program.
        headers.CacheControl = "no-cache";
        http.Response.ContentType = type;
        http.Response.ContentLength = stream.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await stream.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using MassagerControl.Devices.Json;
using MassagerControl.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MassagerControl.Web.Pages;

/// <summary>The page: its files lie inside the program.</summary>
internal static class PageFiles
{
    private const string Folder = "wwwroot/";
    private const string LanguagesPath = "/languages.json";

    // Each texts.TAG.json is a language of the page.
    private static readonly Lazy<string> Languages = new(LanguagesText);

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webmanifest"] = "application/manifest+json; charset=utf-8",
    }.ToFrozenDictionary();

    /// <summary>The paths of all files, as they are asked for.</summary>
    public static IEnumerable<string> Paths => Names.Select(name => $"/{name[Folder.Length..]}").Append(LanguagesPath);

    private static IEnumerable<string> Names => typeof(PageFiles).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in Names)
            MapFile(routes, $"/{name[Folder.Length..]}", name);
        MapFile(routes, "/", $"{Folder}index.html");
        routes.MapMethods(LanguagesPath, [HttpMethods.Get, HttpMethods.Head], AnswerLanguagesAsync);
    }

    private static void MapFile(IEndpointRouteBuilder routes, string path, string name)
    {
        // A file of a kind that no browser is told about is a mistake of the build.
        var type = Types[Path.GetExtension(name)];
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], http => AnswerAsync(http, name, type));
    }

    /// <summary>The tag of each language and what it calls itself.</summary>
    internal static string LanguagesText() => JsonText.Line(json =>
    {
        json.WriteStartObject();
        foreach (var name in Names.Where(IsTexts).Order(StringComparer.Ordinal))
            json.WriteString(TagOf(name), NameIn(name));
        json.WriteEndObject();
    });

    private static bool IsTexts(string name) => name.StartsWith($"{Folder}texts.", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal);

    private static string TagOf(string name) => name.Split('.')[^2];

    private static string NameIn(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        using var texts = JsonDocument.Parse(stream);
        return texts.RootElement.GetProperty("languageName").GetString()!;
    }

    private static Task AnswerLanguagesAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return http.JsonAsync(Languages.Value);
    }

    private static async Task AnswerAsync(HttpContext http, string name, string type)
    {
        var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        await using var closing = stream.ConfigureAwait(false);
        http.Response.ContentType = type;
        http.Response.ContentLength = stream.Length;
        // Kept by the page's own worker; a browser asks again after each update of the program.
        http.Response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsHead(http.Request.Method))
            await stream.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Web;

/// <summary>docs/openapi.json: what it says of a call, and whether an answer fits it.</summary>
internal sealed class OpenApiDocument
{
    private const string Component = "#/components/schemas/";

    private static readonly string File = Repository.PathOf("docs", "openapi.json");

    private readonly JsonObject _root = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();

    /// <summary>Method and path of every operation.</summary>
    public IEnumerable<(string Method, string Path)> Operations =>
        _root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key)));

    /// <summary>Every <c>$ref</c>, wherever it stands.</summary>
    public IEnumerable<string> References => ReferencesIn(_root);

    public JsonObject Operation((string Method, string Path) route) => _root["paths"]![route.Path]![route.Method.ToLowerInvariant()]!.AsObject();

    /// <summary>The operation that a request meets; null where there is none.</summary>
    public (string Method, string Path)? Find(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        foreach (var route in Operations)
            if (route.Method == request.Method.Method && Regex.IsMatch(path, $"^{Regex.Replace(route.Path, @"\{\w+\}", "[^/]+")}$"))
                return route;
        return null;
    }

    public IEnumerable<int> Statuses((string Method, string Path) route) => Operation(route)["responses"]!.AsObject().Select(response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The names of the members of a request's body.</summary>
    public IEnumerable<string> MembersOfRequest((string Method, string Path) route) =>
        Schema(Operation(route)["requestBody"]!["content"]!["application/json"]!["schema"]!)["properties"]!.AsObject().Select(property => property.Key);

    public JsonNode? At(string reference) => reference[2..].Split('/').Aggregate((JsonNode?)_root, (node, name) => node?[name]);

    /// <returns>What of an answer is not as the document says.</returns>
    public IEnumerable<string> Problems((string Method, string Path) route, int status, string? type, string body)
    {
        var response = Operation(route)["responses"]![$"{status}"];
        if (response?["$ref"]?.GetValue<string>() is { } shared)
            response = At(shared);
        if (response is null)
            return [$"{route} answers {status}, which the document does not know"];
        if (route.Method == "HEAD")
            return [];
        if (response["content"] is not JsonObject content)
            return body.Length == 0 ? [] : [$"{route} {status} has a body"];
        if (type is null || content[type] is not { } kind)
            return [$"{route} {status} is of type {type}"];
        return type.EndsWith("json", StringComparison.Ordinal) ? Problems(kind["schema"]!, JsonNode.Parse(body)).Select(problem => $"{route} {status}: {problem}") : [];
    }

    /// <param name="name">Of a schema among the components.</param>
    public List<string> Problems(string name, JsonNode? value) => Problems(new JsonObject { ["$ref"] = Component + name }, value);

    /// <summary>Of a message to the page, as one of its type.</summary>
    public List<string> MessageProblems(JsonNode message) =>
        At(Component + "ServerMessage")!["anyOf"]!.AsArray().Where(kind => JsonNode.DeepEquals(kind!["properties"]!["type"]!["enum"]![0], message["type"])).ToArray() is [{ } kind]
            ? Problems(kind, message)
            : [$"no message has the type {message["type"]}"];

    private List<string> Problems(JsonNode schema, JsonNode? value)
    {
        if (schema["$ref"]?.GetValue<string>() is { } other && !other.StartsWith('#'))
            return new SchemaCheck(JsonNode.Parse(System.IO.File.ReadAllText(Beside(other)))!.AsObject()).Problems(value);
        var whole = schema.DeepClone().AsObject();
        whole["$defs"] = _root["components"]!["schemas"]!.DeepClone();
        return new SchemaCheck(JsonNode.Parse(whole.ToJsonString().Replace(Component, "#/$defs/", StringComparison.Ordinal))!.AsObject()).Problems(value);
    }

    /// <summary>A file beside the document.</summary>
    public static string Beside(string name) => Path.Combine(Path.GetDirectoryName(File)!, name);

    private JsonNode Schema(JsonNode schema) => schema["$ref"]?.GetValue<string>() is { } reference ? At(reference)! : schema;

    private static IEnumerable<string> ReferencesIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : ReferencesIn(member.Value)),
        JsonArray items => items.SelectMany(ReferencesIn),
        _ => [],
    };
}

using System.Text.Json.Nodes;

namespace MassagerControl.Devices.Profiles;

/// <summary>The words of JSON Schema (draft 2020-12) that the profile's schema is made of.</summary>
internal static class SchemaText
{
    public static JsonObject Text(string about = "") => About(new() { ["type"] = "string", ["minLength"] = 1 }, about);

    public static JsonObject Pattern(string pattern, string about) => About(new() { ["type"] = "string", ["pattern"] = pattern }, about);

    public static JsonObject Words(IEnumerable<string> words, string about = "") => About(new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }, about);

    public static JsonObject Words<T>(string about = "")
        where T : struct, Enum => Words(Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]), about);

    public static JsonObject Flag(string about = "") => About(new() { ["type"] = "boolean" }, about);

    public static JsonObject Whole(long least, long most, string about = "") =>
        About(new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most }, about);

    public static JsonObject Number(double least, double most, string about = "") =>
        About(new() { ["type"] = "number", ["minimum"] = least, ["maximum"] = most }, about);

    public static JsonObject List(JsonObject items, int least, int most = 1000, string about = "") =>
        About(new() { ["type"] = "array", ["items"] = items, ["minItems"] = least, ["maxItems"] = most }, about);

    public static JsonObject Any(params JsonObject[] choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    public static JsonObject Ref(string definition, string about = "") => About(new() { ["$ref"] = $"#/$defs/{definition}" }, about);

    /// <summary>An object whose member names are the author's.</summary>
    public static JsonObject Map(JsonObject values, string about = "") => About(new() { ["type"] = "object", ["additionalProperties"] = values }, about);

    /// <param name="members">A name that ends with <c>!</c> must be there.</param>
    public static JsonObject Members(params (string Name, JsonObject Schema)[] members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members)
            properties[name.TrimEnd('!')] = schema;
        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. members.Where(member => member.Name.EndsWith('!')).Select(member => (JsonNode)member.Name.TrimEnd('!'))]),
            ["properties"] = properties,
        };
    }

    private static JsonObject About(JsonObject schema, string about)
    {
        if (about.Length > 0)
            schema["description"] = about;
        return schema;
    }
}

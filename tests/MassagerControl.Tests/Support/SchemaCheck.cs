using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MassagerControl.Tests.Support;

/// <summary>As much of a JSON Schema validator as the schemas of this project need; an unknown word of the schema is an error of the test.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly HashSet<string> Notes = ["$schema", "title", "description", "$defs"];

    public List<string> Problems(JsonNode? value) => Problems(root, value, "$").ToList();

    private IEnumerable<string> Problems(JsonObject schema, JsonNode? value, string path) =>
        schema.Where(word => !Notes.Contains(word.Key)).SelectMany(word => Word(schema, word.Key, word.Value!, value, path));

    private IEnumerable<string> Word(JsonObject schema, string word, JsonNode says, JsonNode? value, string path) => word switch
    {
        "$ref" => Problems(root["$defs"]![says.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, path),
        "anyOf" => says.AsArray().Any(choice => !Problems(choice!.AsObject(), value, path).Any()) ? [] : [$"{path}: fits no choice"],
        "enum" => says.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)) ? [] : [$"{path}: is none of the words"],
        "type" => Types(says).Any(type => IsOf(type, value)) ? [] : [$"{path}: is no {says}"],
        "pattern" => value is not JsonValue text || !text.TryGetValue<string>(out var s) || Regex.IsMatch(s, says.GetValue<string>()) ? [] : [$"{path}: does not fit"],
        "minLength" => value is not JsonValue text || !text.TryGetValue<string>(out var s) || s.Length >= says.GetValue<int>() ? [] : [$"{path}: is short"],
        "maxLength" => value is not JsonValue text || !text.TryGetValue<string>(out var s) || s.Length <= says.GetValue<int>() ? [] : [$"{path}: is long"],
        "minimum" => IsNumber(value) && value!.GetValue<double>() < says.GetValue<double>() ? [$"{path}: is too low"] : [],
        "maximum" => IsNumber(value) && value!.GetValue<double>() > says.GetValue<double>() ? [$"{path}: is too high"] : [],
        "minItems" => value is JsonArray items && items.Count < says.GetValue<int>() ? [$"{path}: has too few"] : [],
        "maxItems" => value is JsonArray items && items.Count > says.GetValue<int>() ? [$"{path}: has too many"] : [],
        "items" => value is JsonArray items ? items.SelectMany((item, i) => Problems(says.AsObject(), item, $"{path}[{i}]")) : [],
        "required" => value is JsonObject o ? says.AsArray().Where(name => !o.ContainsKey(name!.GetValue<string>())).Select(name => $"{path}: lacks {name}") : [],
        "properties" => value is JsonObject o
            ? o.Where(m => says[m.Key] is not null).SelectMany(m => Problems(says[m.Key]!.AsObject(), m.Value, $"{path}.{m.Key}"))
            : [],
        "additionalProperties" => value is JsonObject o ? Others(schema, says, o, path) : [],
        _ => throw new NotSupportedException($"This validator does not know '{word}'."),
    };

    private IEnumerable<string> Others(JsonObject schema, JsonNode says, JsonObject value, string path) =>
        value.Where(member => schema["properties"]?[member.Key] is null).SelectMany(member => says is JsonObject others
            ? Problems(others, member.Value, $"{path}.{member.Key}")
            : [$"{path}.{member.Key}: is unknown"]);

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    private static IEnumerable<string> Types(JsonNode says) => says is JsonArray several ? several.Select(type => type!.GetValue<string>()) : [says.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("number", JsonValueKind.Number) => true,
        ("null", null or JsonValueKind.Null) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.GetValue<double>() == Math.Floor(value.GetValue<double>()),
        _ => false,
    };
}

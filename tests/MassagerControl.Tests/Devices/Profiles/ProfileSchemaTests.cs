using System.Text.Json.Nodes;
using MassagerControl.Devices.Profiles;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>The published schema, the code that makes it, and the reader say the same. UPDATE_GOLDEN=1 writes the file.</summary>
public sealed class ProfileSchemaTests
{
    private const string Golden = "UPDATE_GOLDEN";

    private static string FilePath => Repository.PathOf("device-profiles", ProfileCatalog.SchemaFile);

    // Where each object of the schema stands, in one of the samples.
    private static readonly (string Definition, string Json, string Path)[] Places =
    [
        ("", ProfileText.Small, "$"),
        ("provenance", ProfileText.Small, "$.provenance"), ("source", ProfileText.Small, "$.provenance.sources[0]"),
        ("safety", ProfileText.Small, "$.safety"), ("match", ProfileText.Small, "$.match"),
        ("endpoint", ProfileText.Small, "$.endpoints.control"), ("notification", ProfileText.Small, "$.notifications.status"),
        ("operation", ProfileText.Small, "$.operations.stop"), ("step", ProfileText.Small, "$.connect[0]"),
        ("levels", ProfileText.Small, "$.levels"),
        ("firmware", With("\"unknown\": []", "\"unknown\": [], \"firmware\": {}"), "$.provenance.firmware"),
        ("company", With("\"names\": [\"Small\"]", "\"companies\": [{}]"), "$.match.companies[0]"),
        ("levels", With("\"table\": [10, 20, 30]", "\"codes\": [1]"), "$.levels"),
        ("levels", With("\"table\": [10, 20, 30]", "\"bits\": [[1]]"), "$.levels"),
        ("levels", With("\"table\": [10, 20, 30]", "\"count\": 1, \"offset\": 1"), "$.levels"),
        ("levels", With("\"table\": [10, 20, 30]", "\"count\": 2, \"lowest\": 1, \"highest\": 2, \"inverted\": true"), "$.levels"),
        ("steps", With("\"table\": [10, 20, 30]", "\"table\": [1], \"steps\": {}"), "$.levels.steps"),
        ("caption", With("\"table\": [10, 20, 30]", "\"table\": [1], \"captions\": [{}]"), "$.levels.captions[0]"),
        ("keepAlive", With("\"kind\"", "\"keepAlive\": {}, \"kind\""), "$.keepAlive"),
        ("countdown", With("\"kind\"", "\"countdown\": {}, \"kind\""), "$.countdown"),
        ("endpoint", With("\"characteristic\": \"fff1\"", "\"byProperty\": true"), "$.endpoints.control"),
        ("alternative", With("\"characteristic\": \"fff1\"", "\"characteristic\": \"fff1\", \"or\": [{}]"), "$.endpoints.control.or[0]"),
        ("stream", With("\"characteristic\": \"fff1\"", "\"characteristic\": \"fff1\", \"stream\": {}"), "$.endpoints.control.stream"),
        ("streamLength", With("\"characteristic\": \"fff1\"", "\"characteristic\": \"fff1\", \"stream\": { \"length\": {} }"), "$.endpoints.control.stream.length"),
        ("lengths", With("\"endpoint\": \"status\", \"frame\"", "\"endpoint\": \"status\", \"length\": {}, \"frame\""), "$.notifications.status.length"),
        ("meanings", With("\"endpoint\": \"status\", \"frame\"", "\"endpoint\": \"status\", \"means\": {}, \"frame\""), "$.notifications.status.means"),
        ("repeat", With("\"frame\": [\"AA 00\"]", "\"repeat\": {}, \"frame\": [\"AA 00\"]"), "$.operations.stop.repeat"),
        .. Steps("subscribe", "read", "send", "wait", "delay", "mtu", "bond"),
        .. FrameTemplateReader.PartWords.Select(word => ($"{word}Part", Part($$"""{ "{{word}}": 0 }"""), "$.notifications.status.frame[0]")),
        ("fieldPart", Part("""{ "field": "level", "as": "digits" }"""), "$.notifications.status.frame[0]"),
        ("bit", Part("""{ "bits": "u8", "fields": { "level": {} } }"""), "$.notifications.status.frame[0].fields.level"),
        ("jsonField", Part("""{ "json": { "level": {} } }"""), "$.notifications.status.frame[0].json.level"),
    ];

    private static string With(string old, string changed) => ProfileText.Small.Replace(old, changed);

    private static string Part(string part) => With("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", $"[{part}]");

    private static IEnumerable<(string, string, string)> Steps(params string[] words) =>
        words.Select(word => ("step", With("{ \"subscribe\": \"status\" }", $$"""{ "{{word}}": 1 }"""), "$.connect[0]"));

    [Fact]
    public void The_published_schema_is_the_one_of_the_code()
    {
        if (Environment.GetEnvironmentVariable(Golden) == "1")
            File.WriteAllText(FilePath, ProfileSchema.Text);

        Assert.Equal(ProfileSchema.Text, File.ReadAllText(FilePath).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_reader_asks_for_exactly_what_the_schema_lists()
    {
        var asked = Places.GroupBy(place => place.Definition).ToDictionary(
            group => group.Key, group => group.SelectMany(place => Known(place.Json, place.Path)).ToHashSet());

        Assert.All(asked, entry => Assert.Equal(ProfileSchema.MembersOf(entry.Key).Order(), entry.Value.Order()));
    }

    [Fact]
    public void Every_object_of_the_schema_is_compared()
    {
        var schema = JsonNode.Parse(ProfileSchema.Text)!["$defs"]!.AsObject();

        Assert.Equal(
            schema.Where(definition => definition.Value!["properties"] is not null).Select(definition => definition.Key).Order(),
            Places.Select(place => place.Definition).Where(name => name.Length > 0).Distinct().Order());
    }

    public static TheoryData<string> Profiles() => [.. ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_shipped_profile_fits_the_schema_and_names_it(string id)
    {
        var profile = JsonNode.Parse(File.ReadAllText(Repository.PathOf("device-profiles", $"{id}.json")))!;

        Assert.Equal(ProfileCatalog.SchemaFile, profile["$schema"]!.GetValue<string>());
        Assert.Empty(new SchemaCheck(JsonNode.Parse(ProfileSchema.Text)!.AsObject()).Problems(profile));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"sofa\"")]
    [InlineData("\"kind\": \"gun\"", "\"kind\": \"gun\", \"colour\": 1")]
    [InlineData("\"fff1\"", "\"fff\"")]
    [InlineData("[\"AA 00\"]", "[\"AA0\"]")]
    [InlineData("[\"AA 00\"]", "[{ \"checksum\": \"crc99\" }]")]
    [InlineData("\"mode\": \"withResponse\"", "\"mode\": \"somehow\"")]
    [InlineData("\"name\": \"Small\", ", "")]
    public void What_the_schema_refuses_the_reader_refuses_too(string old, string changed)
    {
        var check = new SchemaCheck(JsonNode.Parse(ProfileSchema.Text)!.AsObject());
        Assert.Empty(check.Problems(JsonNode.Parse(ProfileText.Small)!));

        Assert.NotEmpty(check.Problems(JsonNode.Parse(With(old, changed))!));
        Assert.NotEmpty(ProfileReader.Parse("p.json", With(old, changed)).Errors);
    }

    /// <summary>What the reader says it knows where a member that it does not know is put in.</summary>
    private static string[] Known(string json, string path)
    {
        const string Stranger = "stranger";
        var root = JsonNode.Parse(json)!;
        var at = root;
        foreach (var step in path.Split('.', '[').Skip(1))
            at = step.EndsWith(']') ? at![int.Parse(step[..^1], System.Globalization.CultureInfo.InvariantCulture)] : at![step];
        at![Stranger] = 1;
        var error = ProfileReader.Parse("p.json", root.ToJsonString()).Errors.Single(error => error.Path == $"{path}.{Stranger}");
        Assert.StartsWith("is unknown; known here: ", error.Reason.Text);
        return error.Reason.Text["is unknown; known here: ".Length..].Split(", ");
    }
}

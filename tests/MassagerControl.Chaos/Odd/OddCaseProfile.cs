using System.Text.Json.Nodes;

namespace MassagerControl.Chaos.Odd;

/// <summary>Writes down what a person would know of an odd device.</summary>
/// <param name="greeting">The bytes that unlock each link; null where it needs none.</param>
internal sealed class OddCaseProfile(OddTraits traits, JsonArray connect, string? greeting)
{
    public JsonObject Write()
    {
        var profile = Head();
        profile["endpoints"] = Endpoints();
        profile["notifications"] = traits.Tells
            ? new JsonObject { ["status"] = new JsonObject { ["endpoint"] = "status", ["frame"] = new JsonArray("A5", Level()) } }
            : [];
        profile["operations"] = Operations();
        profile["connect"] = connect;
        if (traits.Two)
            profile["channels"] = new JsonArray("head", "foot");
        if (traits.Gap is { } gap)
            profile["minimumGap"] = gap;
        // Twice in the time in which the device would take its link away.
        if (traits is { Idle: { } idle, KeepAlive: { } kept })
            profile["keepAlive"] = new JsonObject { ["every"] = idle / 2, [kept.Way] = kept.What };
        return profile;
    }

    public static JsonArray Names(string[] names) => [.. names.Select(name => JsonValue.Create(name))];

    private static JsonObject Head() => new()
    {
        ["format"] = 1,
        ["id"] = "odd",
        ["name"] = "Odd",
        ["kind"] = "gun",
        ["provenance"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject { ["title"] = "made up for tests", ["licence"] = "MIT" }),
            ["confidence"] = "virtual",
            ["verifiedOnHardware"] = false,
            ["unknown"] = new JsonArray(),
        },
        ["safety"] = new JsonObject { ["onDisconnect"] = "unknown" },
        ["match"] = new JsonObject { ["names"] = new JsonArray("Odd") },
        ["levels"] = new JsonObject { ["count"] = 5, ["lowest"] = 1, ["highest"] = 5 },
    };

    private JsonObject Endpoints()
    {
        var endpoints = new JsonObject { ["control"] = Endpoint(traits.ByProperty ? null : "fff1", traits.Control) };
        if (traits.Tells)
            endpoints["status"] = Endpoint(traits.Elsewhere ? "fff3" : "fff2", "notify");
        if (traits.Reads)
            endpoints["serial"] = Endpoint("fff4", "read");
        return endpoints;
    }

    private JsonObject Operations()
    {
        var operations = traits.Two ? ForTwo() : new JsonObject
        {
            ["setLevel"] = Operation(traits.Mode, traits.Level, Level()),
            ["stop"] = Operation(traits.Mode, traits.Off),
        };
        if (greeting is not null)
            operations["unlock"] = Operation("withResponse", greeting);
        if (traits.KeepAlive is { What: "heartbeat" })
            operations["heartbeat"] = Operation("withResponse", "9E");
        if (traits.Answers)
        {
            operations["requestStatus"] = Operation("withResponse", "9F");
            operations["requestStatus"]!["answeredBy"] = "status";
        }
        return operations;
    }

    private JsonObject ForTwo() => new()
    {
        ["setLevel"] = Chained(Operation(traits.Mode, "60", Level()), "head", "setFoot"),
        ["setFoot"] = Chained(Operation(traits.Mode, "61", Level()), "foot", null),
        ["stop"] = Chained(Operation(traits.Mode, "60 00"), "head", "stopFoot"),
        ["stopFoot"] = Chained(Operation(traits.Mode, "61 00"), "foot", null),
    };

    private static JsonObject Level() => new() { ["field"] = "level", ["as"] = "u8" };

    private static JsonObject Chained(JsonObject operation, string channel, string? then)
    {
        operation["channel"] = channel;
        if (then is not null)
            operation["then"] = then;
        return operation;
    }

    private static JsonObject Operation(string mode, params JsonNode?[] frame) =>
        new() { ["endpoint"] = "control", ["mode"] = mode, ["frame"] = new JsonArray(frame) };

    private static JsonObject Endpoint(string? uuid, params string[] properties)
    {
        var endpoint = new JsonObject { ["service"] = "fff0", ["properties"] = Names(properties) };
        if (uuid is null)
            endpoint["byProperty"] = true;
        else
            endpoint["characteristic"] = uuid;
        return endpoint;
    }
}

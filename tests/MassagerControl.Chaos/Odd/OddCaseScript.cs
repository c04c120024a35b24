using System.Text.Json.Nodes;

namespace MassagerControl.Chaos.Odd;

/// <summary>Writes an odd device down: what it does with bytes, whoever sends them.</summary>
internal static class OddCaseScript
{
    public static JsonObject Of(OddTraits traits, JsonArray conditions)
    {
        var device = new JsonObject { ["name"] = "Odd", ["characteristics"] = Characteristics(traits), ["rules"] = Rules(traits) };
        if (traits.Two)
            device["motors"] = new JsonArray("head", "foot");
        if (traits.Reads)
            device["values"] = new JsonObject { ["serial"] = "31 32" };
        return new() { ["device"] = device, ["conditions"] = conditions };
    }

    private static JsonObject Characteristics(OddTraits traits)
    {
        var characteristics = new JsonObject { ["control"] = Characteristic("fff1", traits.Control) };
        if (traits.Tells)
            characteristics["status"] = Characteristic("fff2", "notify");
        if (traits.Reads)
            characteristics["serial"] = Characteristic("fff4", "read");
        return characteristics;
    }

    private static JsonArray Rules(OddTraits traits)
    {
        var level = new JsonObject { ["byte"] = 1 };
        JsonArray rules = traits.Two
            ? [Rule(traits, "60", level, "head"), Rule(traits, "61", level.DeepClone(), "foot")]
            : [Rule(traits, traits.Level, level), Rule(traits, traits.Off, 0)];
        if (traits.Answers)
            rules.Add(Rule(traits, "9F"));
        return rules;
    }

    private static JsonObject Rule(OddTraits traits, string begins, JsonNode? level = null, string? motor = null)
    {
        var rule = new JsonObject { ["on"] = "control", ["begins"] = begins };
        if (level is not null)
            rule["level"] = level;
        if (motor is not null)
            rule["motor"] = motor;
        if (traits.Tells)
            rule["says"] = new JsonObject { ["on"] = "status", ["bytes"] = "A5 {level}" };
        return rule;
    }

    private static JsonObject Characteristic(string uuid, params string[] properties) =>
        new() { ["service"] = "fff0", ["uuid"] = uuid, ["properties"] = OddCaseProfile.Names(properties) };
}

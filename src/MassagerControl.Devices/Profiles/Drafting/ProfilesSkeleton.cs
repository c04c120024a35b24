using System.Text.Json;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>A valid profile of what a person knows. What they do not know is listed in it, and nothing that is made up can reach a device.</summary>
public static class ProfilesSkeleton
{
    // No device has it: a profile with it cannot be connected to anything.
    private const string NoUuid = "00000000-0000-0000-0000-000000000000";

    // What the simulator works with as long as nobody knows how many levels the device has.
    private const int LevelsForNow = 3;

    public static string Of(ProfilesKnowledge known)
    {
        var unknown = Unknown(known);
        return JsonText.Indented(json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", "massager-profile.schema.json");
            json.WriteNumber("format", 1);
            json.WriteString("id", known.Id);
            json.WriteString("name", known.Name ?? known.Id);
            json.WriteString("kind", (known.Kind ?? Core.Massagers.MassagerKind.Other).ToString().ToLowerInvariant());
            Provenance(json, known, unknown);
            json.WriteStartObject("safety");
            json.WriteString("onDisconnect", "unknown");
            json.WriteEndObject();
            json.WriteStartObject("match");
            if (known.Advertised is { } name)
                json.List("names", [name], json.WriteStringValue);
            else
                json.WriteBoolean("unknown", true);
            json.WriteEndObject();
            Levels(json, known);
            Wire(json, known);
            json.WriteEndObject();
        }) + "\n";
    }

    /// <summary>Are the bytes known? Until they are nothing is sent anywhere.</summary>
    private static bool CanSend(ProfilesKnowledge known) =>
        known is { Service: not null, Characteristic: not null, SetLevel: not null, Stop: not null };

    private static void Provenance(Utf8JsonWriter json, ProfilesKnowledge known, List<string> unknown)
    {
        json.WriteStartObject("provenance");
        json.WriteStartArray("sources");
        json.WriteStartObject();
        json.WriteString("title", known.Source ?? "unknown");
        json.WriteString("licence", "unknown");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("confidence", "guess");
        json.WriteBoolean("verifiedOnHardware", false);
        json.List("unknown", unknown, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Levels(Utf8JsonWriter json, ProfilesKnowledge known)
    {
        var count = known.Levels ?? LevelsForNow;
        var (lowest, highest) = known.Numbers ?? (1, count);
        json.WriteStartObject("levels");
        json.WriteNumber("count", count);
        json.WriteNumber("lowest", lowest);
        json.WriteNumber("highest", highest);
        json.WriteEndObject();
    }

    private static void Wire(Utf8JsonWriter json, ProfilesKnowledge known)
    {
        json.WriteStartObject("endpoints");
        json.WriteStartObject("control");
        json.WriteString("service", CanSend(known) ? known.Service : NoUuid);
        json.WriteString("characteristic", CanSend(known) ? known.Characteristic : NoUuid);
        json.List("properties", ["write"], json.WriteStringValue);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("operations");
        Operation(json, "setLevel", known.SetLevel ?? "{level:u32le}");
        Operation(json, "stop", known.Stop ?? "00 00 00 00");
        json.WriteEndObject();
        json.WriteStartArray("connect");
        json.WriteEndArray();
    }

    private static void Operation(Utf8JsonWriter json, string name, string frame)
    {
        json.WriteStartObject(name);
        json.WriteString("endpoint", "control");
        json.WriteString("mode", "withResponse");
        ProfilesSkeletonFrame.Write(json, frame);
        json.WriteEndObject();
    }

    private static List<string> Unknown(ProfilesKnowledge known)
    {
        var unknown = new List<string>();
        Ask(known.Source, "where this comes from, and its licence");
        Ask(known.Kind, "the kind of device: gun, ball, roller, bed or other");
        Ask(known.Advertised, "what it advertises: nothing finds it by itself, a person must name this profile");
        Ask(known.Service, "the service that commands are written to");
        Ask(known.Characteristic, "the characteristic that commands are written to");
        Ask(known.SetLevel, "the bytes that set a level: the frame of setLevel is a stand-in for the simulator");
        Ask(known.Stop, "the bytes that stop the motor: the frame of stop is a stand-in for the simulator");
        Ask(known.Levels, $"how many levels it has: {LevelsForNow} is a stand-in");
        Ask(known.Numbers, "the device's own numbers of its lowest and highest level");
        if (!CanSend(known) && (known.Service ?? known.Characteristic) is not null)
            unknown.Add($"the endpoint 'control' stays all zeros until service, characteristic and both frames are known, so that nothing made up is sent; known so far: service {known.Service ?? "unknown"}, characteristic {known.Characteristic ?? "unknown"}");
        unknown.AddRange(
        [
            "whether the device answers writes: the mode is withResponse, because a stop must be confirmed",
            "what the device reports: level, battery, its own button",
            "the shortest time between two commands",
            "what the motor does when the link drops",
            "the lowest firmware that takes these commands",
        ]);
        return unknown;

        void Ask(object? fact, string what)
        {
            if (fact is null)
                unknown.Add(what);
        }
    }
}

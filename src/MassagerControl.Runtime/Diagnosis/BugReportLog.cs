using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Diagnosis;

/// <summary>The event log of a session without anything about the person's health: what was pressed, rated, felt and where is left out.</summary>
public static class BugReportLog
{
    // What a device was told and said; an event or a field that is not here is left out, also one that a later version adds.
    private static readonly Dictionary<string, ImmutableArray<string>> Told = new(StringComparer.Ordinal)
    {
        ["session-started"] = ["device", "simulated", "seed", "levels"],
        ["link"] = ["state", "cause"],
        ["fault"] = ["kind", "detail"],
        ["notice"] = ["text"],
        ["battery"] = ["percent"],
        ["phase"] = ["phase"],
        ["write"] = ["endpoint", "hex", "withResponse"],
        ["level"] = ["intensity", "level"],
        ["stop"] = [],
        ["session-ended"] = ["confirmedOff"],
    };

    /// <param name="line">A line of the event log.</param>
    /// <returns>What of it says nothing about health; null where nothing does.</returns>
    public static string? WithoutHealth(string line)
    {
        using var document = JsonDocument.Parse(line);
        var told = document.RootElement;
        if (told.GetProperty("type").GetString() is not { } type || !Told.TryGetValue(type, out var fields))
            return null;
        return JsonText.Line(json =>
        {
            json.WriteStartObject();
            foreach (var field in told.EnumerateObject().Where(field => field.Name is "t" or "type" || fields.Contains(field.Name)))
                field.WriteTo(json);
            json.WriteEndObject();
        });
    }
}

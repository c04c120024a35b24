using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>The areas of the body as JSON, with the locks of the person.</summary>
public static class AreaJson
{
    /// <param name="language">Of the sentences; ids are the same in all.</param>
    public static void Write(Utf8JsonWriter json, ImmutableArray<PlaceLock> locks, Language language)
    {
        json.WriteStartArray();
        foreach (var area in BodyAreas.All)
            Write(json, area, locks.Where(held => held.Area == area.Id), language.Say);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BodyArea area, IEnumerable<PlaceLock> locks, Func<Phrase, string> say)
    {
        json.WriteStartObject();
        json.WriteString("id", area.Id);
        json.WriteString("name", say(area.Name));
        json.List("muscles", area.Muscles.Select(say), json.WriteStringValue);
        json.WriteBoolean("hasSides", area.HasSides);
        json.WriteString("position", say(area.Position));
        json.WriteString("locked", area.Locked is { } locked ? say(locked) : null);
        json.Percent("ceiling", area.Ceiling.Percent);
        json.WriteString("caution", say(area.Caution));
        json.WriteString("noRoller", area.NoRoller is { } noRoller ? say(noRoller) : null);
        json.WriteString("source", area.Source);
        json.List("personLocks", locks, held => Write(json, held));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlaceLock held)
    {
        json.WriteStartObject();
        json.WriteString("side", held.Side);
        json.WriteString("kind", held.Kind);
        json.Moment("since", held.Since);
        json.Moment("notBefore", held.NotBefore);
        json.WriteBoolean("mayClear", held.MayClear);
        json.WriteEndObject();
    }
}

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
            Write(json, area, locks, language);
        json.WriteEndArray();
    }

    /// <param name="locks">Of all areas.</param>
    public static void Write(Utf8JsonWriter json, BodyArea area, ImmutableArray<PlaceLock> locks, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id", area.Id);
        json.WriteString("name", language.Say(area.Name));
        json.List("muscles", area.Muscles.Select(muscle => language.Say(muscle.Name)), json.WriteStringValue);
        json.WriteBoolean("hasSides", area.HasSides);
        json.WriteString("position", language.Say(area.Position));
        Anatomy(json, area, language.Say);
        json.WriteString("locked", area.Locked is { } locked ? language.Say(locked) : null);
        json.Percent("ceiling", area.Ceiling.Percent);
        json.WriteString("caution", language.Say(area.Caution));
        json.WriteString("noRoller", area.NoRoller is { } noRoller ? language.Say(noRoller) : null);
        json.List("tools", area.Tools, rule => Write(json, rule, language.Say));
        json.List("disagreements", area.Disagreements.Select(language.Say), json.WriteStringValue);
        json.WriteString("source", area.Source);
        json.List("sources", area.Sources, source => Write(json, source, language.Say));
        json.List("personLocks", locks.Where(held => held.Area == area.Id), held => Write(json, held));
        json.WriteEndObject();
    }

    private static void Anatomy(Utf8JsonWriter json, BodyArea area, Func<Phrase, string> say)
    {
        json.List("positions", area.Positions.Select(say), json.WriteStringValue);
        json.WriteString("keepOff", say(area.KeepOff));
        json.List("fibres", area.Muscles, muscle =>
        {
            json.WriteStartObject();
            json.WriteString("muscle", say(muscle.Name));
            json.WriteString("direction", muscle.Fibres is { } fibres ? say(fibres) : null);
            json.WriteEndObject();
        });
        json.List("spreads", area.Spreads.Select(say), json.WriteStringValue);
    }

    private static void Write(Utf8JsonWriter json, ToolRule rule, Func<Phrase, string> say)
    {
        json.WriteStartObject();
        json.WriteString("tool", JsonNamingPolicy.CamelCase.ConvertName(rule.Tool.ToString()));
        json.WriteBoolean("allowed", rule.Allowed);
        json.WriteString("reason", say(rule.Reason));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AreaSource source, Func<Phrase, string> say)
    {
        json.WriteStartObject();
        json.WriteString("title", source.Title);
        json.WriteString("says", say(source.Says));
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

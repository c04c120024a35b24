using System.CommandLine;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;

namespace MassagerControl.App.Cli;

/// <summary><c>massager areas</c>.</summary>
internal sealed class AreasCommand(AppConsole console)
{
    public Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var areas = new Command("areas", "Lists the areas of the body, the locked ones with the reason.") { json };
        areas.SetAction(result =>
        {
            if (result.GetValue(json))
                console.Out.WriteLine(JsonText.Indented(Write));
            else
                foreach (var area in BodyAreas.All)
                    console.Out.WriteLine(Row(area));
            return ExitCode.Completed;
        });
        return areas;
    }

    private static string Row(BodyArea area)
    {
        if (area.Locked is { } locked)
            return $"{area.Id,-16} LOCKED: {locked}";
        var ceiling = area.Ceiling < Intensity.Full ? $"; at most {area.Ceiling}: {area.Caution}" : "";
        var roller = area.NoRoller is { } reason ? $"; {reason}" : "";
        return $"{area.Id,-16} {area.Name} ({string.Join(", ", area.Muscles)}); {area.Position}{ceiling}{roller}";
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var area in BodyAreas.All)
            Write(json, area);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, BodyArea area)
    {
        json.WriteStartObject();
        json.WriteString("id", area.Id);
        json.WriteString("name", area.Name);
        json.List("muscles", area.Muscles, json.WriteStringValue);
        json.WriteBoolean("hasSides", area.HasSides);
        json.WriteString("position", area.Position);
        json.WriteString("locked", area.Locked);
        json.Percent("ceiling", area.Ceiling.Percent);
        json.WriteString("caution", area.Caution);
        json.WriteString("noRoller", area.NoRoller);
        json.WriteString("source", area.Source);
        json.WriteEndObject();
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Choosing;

/// <summary>Suggestions as JSON.</summary>
public static class SuggestionJson
{
    /// <param name="suggested">Without errors.</param>
    /// <param name="language">Of the sentences; ids are the same in all.</param>
    public static void Write(Utf8JsonWriter json, ProgramSuggestions suggested, Language language)
    {
        var (place, result) = (suggested.Forecast.Place!, suggested.Result);
        json.WriteStartObject();
        json.WriteString("area", place.Area);
        json.WriteString("side", place.Side);
        json.WriteString("device", suggested.Forecast.Massager!.Device);
        Gentle(json, suggested.Forecast.Gentle, language);
        json.List("suggestions", result.Suggestions, suggestion =>
        {
            json.WriteStartObject();
            About(json, suggestion.Program, suggestion.Why, language);
            json.WriteEndObject();
        });
        json.List("others", result.Others, other =>
        {
            json.WriteStartObject();
            About(json, other.Program, other.Why, language);
            json.WriteBoolean("possible", other.Possible);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Gentle(Utf8JsonWriter json, GentleSpell? gentle, Language language)
    {
        if (gentle is null)
        {
            json.WriteNull("gentle");
            return;
        }
        json.WriteStartObject("gentle");
        json.Moment("until", gentle.Until);
        json.Percent("ceiling", gentle.Limit.Cap.Percent);
        json.WriteString("reason", language.Say(gentle.Limit.Reason));
        json.WriteEndObject();
    }

    private static void About(Utf8JsonWriter json, MassageProgram program, ImmutableArray<Phrase> why, Language language)
    {
        json.WriteString("program", program.Id);
        json.WriteString("name", language.SayText(program.Name));
        json.List("why", why.Select(language.Say), json.WriteStringValue);
    }
}

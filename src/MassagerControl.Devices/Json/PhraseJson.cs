using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>Phrases on their way from one program to another, which says them in a language of its own: the format, and what stands in its holes.</summary>
public static class PhraseJson
{
    // Phrases within phrases: no sentence has more.
    private const int Deepest = 8;

    public static string Text(Phrase phrase) => JsonText.Line(json => Write(json, phrase));

    /// <summary>The reasons that an object has in English as <paramref name="texts"/> and, where its writer knows how, as <paramref name="phrases"/>.</summary>
    /// <returns>One for each text; a phrase only where it says just that.</returns>
    /// <exception cref="InvalidOperationException">A text is none.</exception>
    public static ImmutableArray<Phrase> ReadAll(JsonElement parent, string texts, string phrases)
    {
        var said = parent.TryGetProperty(phrases, out var listed) && listed.ValueKind == JsonValueKind.Array ? listed.EnumerateArray().ToArray() : [];
        return [.. parent.GetProperty(texts).EnumerateArray().Select((text, index) => Read(index < said.Length ? said[index] : default, text.GetString() ?? ""))];
    }

    /// <returns>The phrase where it says this in English; else the text as it is.</returns>
    public static Phrase Read(JsonElement phrase, string text)
    {
        try
        {
            return Read(phrase, 0) is { } read && read.Text == text ? read : Phrase.Verbatim(text);
        }
        catch (FormatException)
        {
            // A hole that what stands in it does not fit.
            return Phrase.Verbatim(text);
        }
    }

    private static Phrase? Read(JsonElement element, int depth)
    {
        if (depth > Deepest || element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("arguments", out var arguments) || arguments.ValueKind != JsonValueKind.Array)
            return null;
        return Phrase.Restore(format.GetString()!, [.. arguments.EnumerateArray().Select(argument => Argument(argument, depth))]);
    }

    private static object? Argument(JsonElement argument, int depth) => argument.ValueKind switch
    {
        JsonValueKind.String => argument.GetString(),
        JsonValueKind.Number => argument.TryGetInt64(out var whole) ? whole : argument.GetDouble(),
        JsonValueKind.Object when argument.TryGetProperty("moment", out var moment) => moment.GetDateTimeOffset(),
        JsonValueKind.Object => Read(argument, depth + 1),
        _ => null,
    };

    private static void Write(Utf8JsonWriter json, Phrase phrase)
    {
        json.WriteStartObject();
        json.WriteString("format", phrase.Format);
        json.List("arguments", phrase.Arguments, argument => Write(json, argument));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? argument)
    {
        switch (argument)
        {
            case Phrase inner:
                Write(json, inner);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(argument, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset moment:
                json.WriteStartObject();
                json.WriteString("moment", moment);
                json.WriteEndObject();
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(Convert.ToString(argument, CultureInfo.InvariantCulture));
                break;
        }
    }
}

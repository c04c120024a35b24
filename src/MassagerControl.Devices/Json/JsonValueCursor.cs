using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>Reads one JSON value as the type that is expected there.</summary>
/// <remarks>
/// Every method reports what is wrong and then answers with a default inside the stated range, so that reading goes on and
/// finds all errors; the value that is built from defaults is thrown away because there are errors.
/// </remarks>
public sealed class JsonValueCursor
{
    private readonly JsonErrors _errors;
    private readonly JsonElement? _element;

    internal JsonValueCursor(JsonElement element, string path, JsonErrors errors) => (_element, Path, _errors) = (element, path, errors);

    private JsonValueCursor(string path, JsonErrors errors) => (Path, _errors) = (path, errors);

    /// <summary>Where this value stands in its file.</summary>
    public string Path { get; }

    public bool IsString => _element is { ValueKind: JsonValueKind.String };

    public bool IsNumber => _element is { ValueKind: JsonValueKind.Number };

    public bool IsNull => _element is { ValueKind: JsonValueKind.Null };

    public bool IsObject => _element is { ValueKind: JsonValueKind.Object };

    public bool IsArray => _element is { ValueKind: JsonValueKind.Array };

    internal static JsonValueCursor Absent(string path, JsonErrors errors) => new(path, errors);

    /// <summary>Reports that the value makes no sense.</summary>
    public void Error(Phrase reason) => _errors.Add(Path, reason);

    /// <summary>A text that is not empty and not only white space.</summary>
    public string Text() => String(1, int.MaxValue);

    /// <summary>A text of <paramref name="least"/> to <paramref name="most"/> characters.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The JSON type's own name.")]
    public string String(int least = 0, int most = int.MaxValue)
    {
        if (!Is(JsonValueKind.String, "a text"))
            return "";
        string text;
        try
        {
            text = _element!.Value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Error("is not valid Unicode text");
            return "";
        }
        if (least > 0 && string.IsNullOrWhiteSpace(text))
            Error("is empty");
        else if (text.Length < least || text.Length > most)
            Error($"has {Phrase.Count(text.Length, "character")}; {least}–{most} are allowed");
        return text;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The JSON type's own name.")]
    public int Int(int least, int most)
    {
        if (!Is(JsonValueKind.Number, "a whole number"))
            return least;
        if (!_element!.Value.TryGetDecimal(out var number) || number != decimal.Truncate(number))
            Error($"{Raw()} is not a whole number from {least} to {most}");
        else if (number < least || number > most)
            Error($"{Raw()} is outside {least}–{most}");
        else
            return (int)number;
        return least;
    }

    /// <summary>A finite number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <param name="unit">For the error: <c>seconds</c>.</param>
    public double Number(double least, double most, string unit = "")
    {
        if (!Is(JsonValueKind.Number, "a number"))
            return least;
        if (_element!.Value.TryGetDouble(out var number) && double.IsFinite(number) && number >= least && number <= most)
            return number;
        Error(unit.Length > 0 ? Phrase.Of($"{Raw()} is outside {least}–{most} {unit}") : Phrase.Of($"{Raw()} is outside {least}–{most}"));
        return least;
    }

    /// <summary>A duration, written as a number of seconds.</summary>
    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(Number(least, most, "seconds"));

    public bool Bool()
    {
        if (_element is { ValueKind: JsonValueKind.True })
            return true;
        if (_element is not null and not { ValueKind: JsonValueKind.False })
            Error($"is {Name(_element.Value.ValueKind)}; true or false is expected");
        return false;
    }

    /// <summary>One of the enum's members, written in lower camel case: <c>withResponse</c>.</summary>
    public T Enum<T>()
        where T : struct, Enum =>
        Choice([.. System.Enum.GetValues<T>().Select(value => (Camel(value.ToString()), value))]);

    /// <summary>One of the given words.</summary>
    public T Choice<T>(params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var first = choices[0].Value;
        if (!Is(JsonValueKind.String, "a text"))
            return first;
        var text = String();
        var words = new List<string>(choices.Length);
        foreach (var (word, value) in choices)
        {
            if (word == text)
                return value;
            words.Add(word);
        }
        Error($"'{JsonErrors.OneLine(text)}' is none of {string.Join(", ", words)}");
        return first;
    }

    /// <summary>An object; members that <paramref name="read"/> does not ask for are errors.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The JSON type's own name.")]
    public T Object<T>(Func<JsonObjectCursor, T> read)
    {
        if (!Is(JsonValueKind.Object, "an object"))
            return read(JsonObjectCursor.Absent(Path, _errors));
        var cursor = new JsonObjectCursor(_element!.Value, Path, _errors);
        var value = read(cursor);
        cursor.Done();
        return value;
    }

    /// <summary>An object whose member names are free.</summary>
    public ImmutableArray<T> Map<T>(Func<string, JsonValueCursor, T> read) =>
        Object(cursor => cursor.UnreadNames().Select(name => read(name, cursor.Required(name))).ToImmutableArray());

    /// <summary>An array of <paramref name="least"/> to <paramref name="most"/> items.</summary>
    public ImmutableArray<T> Array<T>(Func<JsonValueCursor, T> read, int least = 0, int most = 1000)
    {
        if (!Is(JsonValueKind.Array, "an array"))
            return [];
        var count = _element!.Value.GetArrayLength();
        if (count < least || count > most)
        {
            Error(least == most ? Phrase.Of($"has {count} items; {least} are expected") : Phrase.Of($"has {count} items; {least}–{most} are allowed"));
            if (count > most)
                return [];
        }
        return [.. _element.Value.EnumerateArray().Select((item, i) => read(new(item, $"{Path}[{i}]", _errors)))];
    }

    private bool Is(JsonValueKind kind, string expected)
    {
        if (_element is not { } element || element.ValueKind == kind)
            return _element is not null;
        Error($"is {Name(element.ValueKind)}; {expected} is expected");
        return false;
    }

    private string Raw() => JsonErrors.OneLine(_element!.Value.GetRawText());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Texts;

/// <summary>Says phrases to a person in one language. English is how they are written; any other is a file of translations (docs/texts.md).</summary>
/// <remarks>Immutable, for any thread. Numbers are written as the file says: nothing here depends on the system's language, nor on its libraries.</remarks>
public sealed class Language
{
    private static readonly Lazy<Language> ReadGerman = new(() => Embedded("de.json"));

    private readonly FrozenDictionary<string, CompositeFormat> _formats;
    private readonly FrozenDictionary<string, string> _files;

    private Language(CultureInfo numbers, FrozenDictionary<string, CompositeFormat> formats, FrozenDictionary<string, string> files) =>
        (Numbers, _formats, _files) = (numbers, formats, files);

    public static Language English { get; } = new(CultureInfo.InvariantCulture, FrozenDictionary<string, CompositeFormat>.Empty, FrozenDictionary<string, string>.Empty);

    /// <summary>Read when it is first asked for.</summary>
    public static Language German => ReadGerman.Value;

    /// <summary>How numbers are written.</summary>
    public CultureInfo Numbers { get; }

    /// <summary>The formats that have a translation.</summary>
    public IReadOnlyCollection<string> Formats => _formats.Keys;

    /// <summary>What the files that ship say (questions, names of programs) and that has a translation.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <param name="translations">A file like Texts/de.json.</param>
    /// <exception cref="FormatException">It is no such file, or a translation is no format.</exception>
    public static Language Parse(string translations)
    {
        try
        {
            using var document = JsonDocument.Parse(translations);
            var root = document.RootElement;
            var formats = root.GetProperty("phrases").EnumerateObject().ToFrozenDictionary(phrase => phrase.Name, phrase => CompositeFormat.Parse(phrase.Value.GetString()!));
            var files = root.TryGetProperty("files", out var texts) ? texts.EnumerateObject().ToFrozenDictionary(text => text.Name, text => text.Value.GetString()!) : FrozenDictionary<string, string>.Empty;
            return new(NumbersOf(root), formats, files);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"A file of translations cannot be read: {exception.Message}", exception);
        }
    }

    /// <returns>The phrase in this language, with the phrases in its holes; in English where it has no translation.</returns>
    public string Say(Phrase phrase)
    {
        if (_formats.Count == 0)
            return phrase.Text;
        if (_formats.TryGetValue(phrase.Format, out var format))
            return Said(format, phrase);
        return HasWords(phrase.Format) ? phrase.Text : Said(CompositeFormat.Parse(phrase.Format), phrase);
    }

    /// <summary>Says what a file says: a question, the name of a program. A file of the person's own is said as it is.</summary>
    public string SayText(string text) => _files.GetValueOrDefault(text, text);

    /// <summary>Is there anything to translate beside the holes?</summary>
    public static bool HasWords(string format)
    {
        var depth = 0;
        foreach (var character in format)
        {
            depth += character switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0 && char.IsLetter(character))
                return true;
        }
        return false;
    }

    private string Said(CompositeFormat format, Phrase phrase)
    {
        var arguments = phrase.Arguments.Select(argument => argument switch { Phrase inner => Say(inner), string text => SayText(text), _ => argument }).ToArray();
        return string.Format(Numbers, format, arguments);
    }

    // Made here, and not taken from the system: see docs/adr/0013-languages.md.
    private static CultureInfo NumbersOf(JsonElement root)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = root.GetProperty("decimalSeparator").GetString()!;
        culture.NumberFormat.NumberGroupSeparator = root.GetProperty("groupSeparator").GetString()!;
        return CultureInfo.ReadOnly(culture);
    }

    private static Language Embedded(string file)
    {
        using var stream = typeof(Language).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The program was built without {file}.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}

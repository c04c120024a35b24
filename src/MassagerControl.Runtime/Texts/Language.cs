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
    private const string EnglishTag = "en";
    private const string Ending = ".json";

    // In their standard order.
    private static readonly string[] SystemVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    private static readonly FrozenDictionary<string, Lazy<Language>> Known = Of(typeof(Language).Assembly.GetManifestResourceNames(), Embedded);

    private readonly FrozenDictionary<string, CompositeFormat> _formats;
    private readonly FrozenDictionary<string, string> _files;

    private Language(string tag, CultureInfo numbers, FrozenDictionary<string, CompositeFormat> formats, FrozenDictionary<string, string> files) =>
        (Tag, Numbers, _formats, _files) = (tag, numbers, formats, files);

    public static Language English { get; } = new(EnglishTag, CultureInfo.InvariantCulture, FrozenDictionary<string, CompositeFormat>.Empty, FrozenDictionary<string, string>.Empty);

    /// <summary>The tags of all languages: English, and each that has a file of translations.</summary>
    public static IEnumerable<string> Tags => Known.Keys.Append(EnglishTag).Order(StringComparer.Ordinal);

    /// <summary>The first subtag of BCP 47, e.g. <c>de</c>; the name of its file.</summary>
    public string Tag { get; }

    /// <summary>How numbers are written.</summary>
    public CultureInfo Numbers { get; }

    /// <summary>The formats that have a translation.</summary>
    public IReadOnlyCollection<string> Formats => _formats.Keys;

    /// <summary>What the files that ship say (questions, names of programs) and that has a translation.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Read when it is first asked for.</summary>
    /// <returns>Null where there is no such language.</returns>
    public static Language? Find(string tag) => Find(tag, Known);

    /// <summary>The language that the system's variables ask for: the first of LC_ALL, LC_MESSAGES and LANG that says anything, as in <c>de_AT.UTF-8</c>.</summary>
    /// <returns>English where that language is none of ours.</returns>
    public static Language OfSystem(Func<string, string?> variable)
    {
        var locale = SystemVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return Find(locale.Split('_', '-', '.', '@')[0].ToLowerInvariant()) ?? English;
    }

    /// <param name="tag">What the language is called.</param>
    /// <param name="translations">A file like Texts/de.json.</param>
    /// <exception cref="FormatException">It is no such file, or a translation is no format.</exception>
    public static Language Parse(string tag, string translations)
    {
        try
        {
            using var document = JsonDocument.Parse(translations);
            var root = document.RootElement;
            var formats = root.GetProperty("phrases").EnumerateObject().ToFrozenDictionary(phrase => phrase.Name, phrase => CompositeFormat.Parse(phrase.Value.GetString()!));
            var files = root.TryGetProperty("files", out var texts) ? texts.EnumerateObject().ToFrozenDictionary(text => text.Name, text => text.Value.GetString()!) : FrozenDictionary<string, string>.Empty;
            return new(tag, NumbersOf(root), formats, files);
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

    /// <summary>A language for each file of translations, by its name.</summary>
    internal static FrozenDictionary<string, Lazy<Language>> Of(IEnumerable<string> files, Func<string, string> read) => files
        .Where(file => file.EndsWith(Ending, StringComparison.Ordinal))
        .Select(file => (File: file, Tag: file[..^Ending.Length]))
        .ToFrozenDictionary(file => file.Tag, file => new Lazy<Language>(() => Parse(file.Tag, read(file.File))));

    internal static Language? Find(string tag, FrozenDictionary<string, Lazy<Language>> known) =>
        tag == EnglishTag ? English : known.GetValueOrDefault(tag)?.Value;

    private static string Embedded(string file)
    {
        using var stream = typeof(Language).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The program was built without {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

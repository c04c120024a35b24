using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Architecture;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Texts;

/// <summary>A third language, made of every phrase that the code can say: each has brackets around it, and no letter of it is an ASCII letter any more.</summary>
/// <remarks>It is a file of translations and nothing else. Whatever still has ASCII letters on a screen was said past the translations.</remarks>
internal static class PseudoLanguage
{
    public const string Tag = "xx";

    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Marked = "áƀćđéƒǵħíǰķĺɱńóƥɋŕśťúṽŵẋýžÁɃĆĐÉƑǴĦÍɈĶĹṀŃÓƤɊŔŚŤÚṼŴẊÝŽ";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<Language> Made = new(() => Language.Parse(Tag, File(AllFormats, ShippedTexts.All)));

    private static readonly Lazy<string[]> Formats = new(() =>
    [
        .. PhraseProjects.All.Select(project => PhraseFinder.OfProject(project.Path, project.Assembly)).SelectMany(found => found.Formats)
            .Where(Language.HasWords).Distinct().Order(StringComparer.Ordinal),
    ]);

    public static Language Of => Made.Value;

    public static IReadOnlyList<string> AllFormats => Formats.Value;

    /// <summary>The whole file of translations.</summary>
    public static string File(IEnumerable<string> formats, IEnumerable<string> texts) => JsonSerializer.Serialize(
        new
        {
            decimalSeparator = ",",
            groupSeparator = ".",
            phrases = formats.ToDictionary(format => format, Said),
            files = texts.Distinct().ToDictionary(text => text, text => Said(text)),
        },
        Readable);

    /// <summary>The format with its holes as they are.</summary>
    public static string Said(string format)
    {
        var (said, depth) = (new StringBuilder("⟦"), 0);
        foreach (var letter in format)
        {
            depth += letter switch { '{' => 1, '}' => -1, _ => 0 };
            said.Append(depth == 0 && Letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index ? Marked[index] : letter);
        }
        return said.Append('⟧').ToString();
    }
}

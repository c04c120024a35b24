using System.Text.RegularExpressions;
using MassagerControl.Core;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Architecture;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Texts;

public sealed partial class LanguageTests
{
    private const string Pseudo = """
        {
          "decimalSeparator": "·",
          "groupSeparator": "_",
          "phrases": { "you rated {0}": "‹{0}›", "{0:0.#} s at {1}": "at {1} for {0:0.000} s", "{0}, before the start": "[{0}]" }
        }
        """;

    private static readonly Lazy<string[]> Formats = new(() =>
    [
        .. PhraseProjects.All.Select(project => PhraseFinder.OfProject(project.Path, project.Assembly))
            .SelectMany(found => found.Unknown.Concat(found.Lost).Select(lost => $"LOST {lost}").Concat(found.Formats))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ]);

    private static string Folder => Repository.PathOf("src", "MassagerControl.Runtime", "Texts");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    [Fact]
    public void English_is_how_phrases_are_written()
    {
        var phrase = Phrase.Of($"{1.25:0.#} s at {Intensity.FromPercent(33.333)}");

        Assert.Same(phrase.Text, Language.English.Say(phrase));
    }

    [Fact]
    public void A_translation_has_the_holes_in_its_own_order_and_writes_numbers_its_own_way()
    {
        var phrase = Phrase.Of($"{1.25:0.#} s at {Intensity.FromPercent(33.333)}");

        Assert.Equal("at 33·33 % for 1·250 s", Language.Parse("xx", Pseudo).Say(phrase));
    }

    [Fact]
    public void A_phrase_within_a_phrase_is_said_too_and_what_is_no_sentence_stays()
    {
        var language = Language.Parse("xx", Pseudo);
        var rated = Phrase.Of($"you rated {Discomfort.From(9)}");

        Assert.Equal("[‹9›]", language.Say(Phrase.Of($"{rated}, before the start")));
        Assert.Equal("Gun 2.0: ‹9›", language.Say(Phrase.Of($"{Phrase.Verbatim("Gun 2.0")}: {rated}")));
    }

    [Fact]
    public void A_phrase_without_a_translation_is_said_in_English_as_a_whole() =>
        Assert.Equal("1.5 times you rated 9", Language.Parse("xx", Pseudo).Say(Phrase.Of($"{1.5} times {Phrase.Of($"you rated {Discomfort.From(9)}")}")));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    [InlineData("""{ "decimalSeparator": ",", "groupSeparator": ".", "phrases": { "a": "{" } }""")]
    [InlineData("""{ "decimalSeparator": ",", "groupSeparator": ".", "phrases": { "a": 7 } }""")]
    public void What_is_no_file_of_translations_is_told(string file) => Assert.Throws<FormatException>(() => Language.Parse("xx", file));

    [Theory]
    [InlineData("{0}", false)]
    [InlineData("{0:yyyy}: {1}; {2} %", false)]
    [InlineData("", false)]
    [InlineData("{0} s", true)]
    [InlineData("no link", true)]
    public void Only_what_has_words_needs_a_translation(string format, bool words) => Assert.Equal(words, Language.HasWords(format));

    /// <summary>A new phrase without a translation stands in this list; whoever changes the list sees it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void The_phrases_without_a_translation_are_those_that_are_known(string file) =>
        Snapshot.Match(string.Join('\n', Formats.Value.Where(Language.HasWords).Except(Translations(file).Keys)), $"phrases-without-{Path.GetFileNameWithoutExtension(file)}");

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_is_translated_that_is_never_said(string file) => Assert.Empty(Translations(file).Keys.Except(Formats.Value));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_translation_has_the_holes_of_its_phrase(string file) => Assert.All(Translations(file), phrase => Assert.Equal(Holes(phrase.Key), Holes(phrase.Value)));

    /// <summary>What a person must understand before a session stands in data files, not in code.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void What_the_shipped_questions_programs_and_topics_say_is_translated_and_nothing_else(string file) =>
        Assert.Equal(ShippedTexts.All.Distinct().Order(StringComparer.Ordinal), Entries(file, "files").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_reason_of_a_data_file_is_said_too_and_a_file_of_ones_own_as_it_is()
    {
        Assert.Equal("es kann ein Herzinfarkt sein", Language.Find("de")!.Say(Phrase.Verbatim("it can be a heart attack")));
        Assert.Equal("my own reason", Language.Find("de")!.Say(Phrase.Verbatim("my own reason")));
        Assert.Equal("it can be a heart attack", Language.English.SayText("it can be a heart attack"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_translations_is_a_language(string file)
    {
        var plain = Translations(file).Where(phrase => !phrase.Key.Contains('{')).ToArray();

        Assert.NotEmpty(plain);
        var language = Language.Find(Path.GetFileNameWithoutExtension(file))!;
        Assert.All(plain, phrase => Assert.Equal(phrase.Value, language.Say(phrase.Key)));
    }

    /// <summary>Nothing but its name says which language a file is.</summary>
    [Fact]
    public void A_language_is_a_file_and_is_found_by_its_name()
    {
        var known = Language.Of(["notes.txt", "xx.json"], file => file == "xx.json" ? Pseudo : throw new InvalidOperationException(file));

        Assert.Equal(["xx"], known.Keys);
        Assert.Equal("‹9›", Language.Find("xx", known)!.Say(Phrase.Of($"you rated {Discomfort.From(9)}")));
        Assert.Null(Language.Find("yy", known));
        Assert.Same(Language.English, Language.Find("en", known));
        Assert.Equal(Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Append("en").Order(StringComparer.Ordinal), Language.Tags);
    }

    /// <summary>As POSIX says: LC_ALL before LC_MESSAGES before LANG, and one that is empty is not set.</summary>
    [Theory]
    [InlineData("", "", "", "en")]
    [InlineData("", "", "de_AT.UTF-8", "de")]
    [InlineData("", "", "de", "de")]
    [InlineData("", "", "de-CH", "de")]
    [InlineData("", "", "DE_de@euro", "de")]
    [InlineData("", "", "fr_FR.UTF-8", "en")]
    [InlineData("", "", "C.UTF-8", "en")]
    [InlineData("", "", "dea", "en")]
    [InlineData("", "de_DE", "en_GB", "de")]
    [InlineData("C", "de_DE", "de_DE", "en")]
    [InlineData("de_DE.UTF-8", "en_GB", "en_GB", "de")]
    public void The_language_of_the_system_is_that_of_the_first_variable_that_says_anything(string all, string messages, string lang, string tag) =>
        Assert.Equal(tag, Language.OfSystem(name => name switch { "LC_ALL" => all, "LC_MESSAGES" => messages, "LANG" => lang, _ => null }).Tag);

    [Fact]
    public void German_is_said_with_a_decimal_comma()
    {
        Phrase ceiling = "your own ceiling";

        Assert.Equal("33,33 %", Language.Find("de")!.Say(Phrase.Of($"{Intensity.FromPercent(33.333)}")));
        Assert.Equal("deine eigene Obergrenze", Language.Find("de")!.Say(ceiling));
        Assert.Equal("die Uhr wurde seit der letzten Sitzung um 1,5 h vorgestellt; Sitzungen zählen nach der Zeit, die wirklich vergangen ist",
            Language.Find("de")!.Say(Phrase.Of($"the clock was set forward by {Phrase.Of($"{1.5:0.#} h")} since the last session; sessions count by the time that has really passed")));
    }

    private static Dictionary<string, string> Translations(string name) => Entries(name, "phrases");

    private static Dictionary<string, string> Entries(string name, string section)
    {
        using var file = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name)));
        return file.RootElement.GetProperty(section).EnumerateObject().ToDictionary(phrase => phrase.Name, phrase => phrase.Value.GetString()!);
    }

    private static IEnumerable<string> Holes(string format) => Hole().Matches(format).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(\d+)[^{}]*\}")]
    private static partial Regex Hole();
}

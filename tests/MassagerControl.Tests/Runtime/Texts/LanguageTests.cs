using System.Reflection;
using System.Text.RegularExpressions;
using MassagerControl.Core;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Topics;
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
        .. new[] { ("MassagerControl.Core", "MassagerControl.Core"), ("MassagerControl.Devices", "MassagerControl.Devices"), ("MassagerControl.Runtime", "MassagerControl.Runtime"), ("MassagerControl.Web", "MassagerControl.Web"), ("MassagerControl.App", "massager") }
            .Select(project => PhraseFinder.OfProject($"src/{project.Item1}", project.Item2))
            .SelectMany(found => found.Unknown.Concat(found.Lost).Select(lost => $"LOST {lost}").Concat(found.Formats))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ]);

    private static string Folder => Repository.PathOf("src", "MassagerControl.Runtime", "Texts");

    private static IEnumerable<Language> Languages => typeof(Language).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (Language)property.GetValue(null)!);

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

        Assert.Equal("at 33·33 % for 1·250 s", Language.Parse(Pseudo).Say(phrase));
    }

    [Fact]
    public void A_phrase_within_a_phrase_is_said_too_and_what_is_no_sentence_stays()
    {
        var language = Language.Parse(Pseudo);
        var rated = Phrase.Of($"you rated {Discomfort.From(9)}");

        Assert.Equal("[‹9›]", language.Say(Phrase.Of($"{rated}, before the start")));
        Assert.Equal("Gun 2.0: ‹9›", language.Say(Phrase.Of($"{Phrase.Verbatim("Gun 2.0")}: {rated}")));
    }

    [Fact]
    public void A_phrase_without_a_translation_is_said_in_English_as_a_whole() =>
        Assert.Equal("1.5 times you rated 9", Language.Parse(Pseudo).Say(Phrase.Of($"{1.5} times {Phrase.Of($"you rated {Discomfort.From(9)}")}")));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    [InlineData("""{ "decimalSeparator": ",", "groupSeparator": ".", "phrases": { "a": "{" } }""")]
    [InlineData("""{ "decimalSeparator": ",", "groupSeparator": ".", "phrases": { "a": 7 } }""")]
    public void What_is_no_file_of_translations_is_told(string file) => Assert.Throws<FormatException>(() => Language.Parse(file));

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
        Assert.Equal(Shipped().Distinct().Order(StringComparer.Ordinal), Entries(file, "files").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_reason_of_a_data_file_is_said_too_and_a_file_of_ones_own_as_it_is()
    {
        Assert.Equal("es kann ein Herzinfarkt sein", Language.German.Say(Phrase.Verbatim("it can be a heart attack")));
        Assert.Equal("my own reason", Language.German.Say(Phrase.Verbatim("my own reason")));
        Assert.Equal("it can be a heart attack", Language.English.SayText("it can be a heart attack"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_of_translations_is_a_language(string file)
    {
        var plain = Translations(file).Where(phrase => !phrase.Key.Contains('{')).ToArray();

        Assert.NotEmpty(plain);
        Assert.Single(Languages, language => plain.All(phrase => language.Say(phrase.Key) == phrase.Value));
    }

    [Fact]
    public void German_is_said_with_a_decimal_comma()
    {
        Phrase ceiling = "your own ceiling";

        Assert.Equal("33,33 %", Language.German.Say(Phrase.Of($"{Intensity.FromPercent(33.333)}")));
        Assert.Equal("deine eigene Obergrenze", Language.German.Say(ceiling));
        Assert.Equal("die Uhr wurde seit der letzten Sitzung um 1,5 h vorgestellt; Sitzungen zählen nach der Zeit, die wirklich vergangen ist",
            Language.German.Say(Phrase.Of($"the clock was set forward by {Phrase.Of($"{1.5:0.#} h")} since the last session; sessions count by the time that has really passed")));
    }

    private static IEnumerable<string> Shipped()
    {
        using var questions = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.PathOf("check-in", "questions.json")));
        foreach (var group in questions.RootElement.GetProperty("groups").EnumerateArray())
            yield return group.GetProperty("title").GetString()!;
        foreach (var question in questions.RootElement.GetProperty("questions").EnumerateArray())
        {
            yield return question.GetProperty("text").GetString()!;
            foreach (var effect in question.GetProperty("effects").EnumerateArray())
                if (effect.TryGetProperty("reason", out var reason))
                    yield return reason.GetString()!;
        }
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("programs"), "*.json"))
        {
            using var program = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
            yield return program.RootElement.GetProperty("name").GetString()!;
            yield return program.RootElement.GetProperty("summary").GetString()!;
            foreach (var step in program.RootElement.GetProperty("steps").EnumerateArray())
                if (step.TryGetProperty("cues", out var cues))
                    foreach (var cue in cues.EnumerateArray())
                        yield return cue.GetProperty("say").GetString()!;
        }
        foreach (var topic in TopicLibrary.Load(Repository.PathOf("topics")).Topics)
            foreach (var text in topic.Paragraphs.Select(paragraph => paragraph.Text).Prepend(topic.Title))
                yield return text;
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("guided-steps"), "*.json"))
        {
            using var step = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
            yield return step.RootElement.GetProperty("name").GetString()!;
            foreach (var line in step.RootElement.GetProperty("text").EnumerateArray())
                yield return line.GetString()!;
        }
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("routines"), "*.json"))
        {
            using var routine = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
            yield return routine.RootElement.GetProperty("name").GetString()!;
            yield return routine.RootElement.GetProperty("summary").GetString()!;
        }
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

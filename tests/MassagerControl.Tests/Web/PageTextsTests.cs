using System.Text.Json;
using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;
using MassagerControl.Web.Pages;

namespace MassagerControl.Tests.Web;

/// <summary>Every word of the page stands in its files of texts: a third language is one more of them, and nothing else.</summary>
public sealed partial class PageTextsTests
{
    private static readonly string Folder = Repository.PathOf("src", "MassagerControl.Web", "wwwroot");

    // What a page may say itself, in every language: the name of the program, the word on the button, and signs.
    private static readonly string[] Kept = ["MassagerControl", "STOP"];

    // Words of JavaScript code that are no words for a person, by the code around them.
    private static readonly Regex NoText = new(
        @"querySelector(All)?\(|getElementById\(|classList|className|addEventListener\(|import |localStorage|setAttribute\(|dataset|fetch\(|throw new Error\(|createElement|getContext|\.font|strokeStyle|headers|ctx\.|font:|navigator\.|, ""[a-z -]+""[,)]|\? ""[a-z -]+"" :|\.d\b|fill:|stroke:|setDate|""[a-z-]+ [a-z-]+""[,;)\]]");

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Folder, "*.js").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static (string Tag, Dictionary<string, string> Texts)[] Languages =>
        [.. Directory.EnumerateFiles(Folder, "texts.*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file).Split('.')[1], JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!))];

    [Fact]
    public void Every_language_has_the_same_texts_with_the_same_holes()
    {
        var english = Languages.Single(language => language.Tag == "en").Texts;
        Assert.True(Languages.Length >= 2);
        Assert.All(Languages, language =>
        {
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), language.Texts.Keys.Order(StringComparer.Ordinal));
            Assert.All(language.Texts, text => Assert.Equal(Holes(english[text.Key]), Holes(text.Value)));
        });
    }

    [Fact]
    public void The_languages_that_the_host_lists_are_the_files()
    {
        var listed = JsonSerializer.Deserialize<Dictionary<string, string>>(PageFiles.LanguagesText())!;

        Assert.Equal(Languages.Select(language => language.Tag), listed.Keys);
        Assert.All(Languages, language => Assert.Equal(language.Texts["languageName"], listed[language.Tag]));
    }

    [Fact]
    public void No_text_stands_in_the_page_itself()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "index.html"));
        var body = Comment().Replace(page[page.IndexOf("<body", StringComparison.Ordinal)..], "");

        Assert.Empty(Between().Matches(body).Select(match => match.Groups[1].Value.Trim()).Where(HasWords).Except(Kept));
        Assert.Empty(Attribute().Matches(body).Select(match => match.Groups[1].Value).Where(HasWords).Except(Kept));
    }

    [Fact]
    public void Every_text_that_the_page_asks_for_is_there_and_every_one_that_is_there_is_asked_for()
    {
        var english = Languages.Single(language => language.Tag == "en").Texts;
        var code = string.Concat(Directory.EnumerateFiles(Folder, "*.js").Append(Path.Combine(Folder, "index.html")).Select(File.ReadAllText));
        var asked = Asked().Matches(code).Select(match => match.Groups[1].Value + match.Groups[2].Value).ToHashSet();

        Assert.Empty(asked.Except(english.Keys));
        // Some keys are put together by the code, or stand in a list.
        Assert.DoesNotContain(english.Keys, key => key != "languageName" && !asked.Contains(key) && !code.Contains($"\"{key}\"", StringComparison.Ordinal)
            && !Composed().Matches(code).Any(match => key.StartsWith(match.Groups[1].Value, StringComparison.Ordinal) && key.EndsWith(match.Groups[2].Value, StringComparison.Ordinal)));
    }

    /// <summary>Two words between quotation marks that no browser reads as code would be shown to a person in one language only.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void No_script_says_anything_itself(string name)
    {
        var said = File.ReadAllLines(Path.Combine(Folder, name)).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !NoText.IsMatch(line))
            .SelectMany(line => Sentence().Matches(line).Select(match => $"{name}: {match.Value}"));

        Assert.Empty(said);
    }

    private static bool HasWords(string text) => text.Count(char.IsLetter) > 1;

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Hole();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(">([^<>]+)<")]
    private static partial Regex Between();

    [GeneratedRegex(@"\s(?:aria-label|placeholder|title|alt)=""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\bt\(""(\w+)""|data-t=""(\w+)""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\bt\(`([\w-]*)\$\{[^}]*\}([\w-]*)`")]
    private static partial Regex Composed();

    [GeneratedRegex(@"[""`][A-Za-z][^""`]*[a-z]{2,} [a-z]{2,}[^""`]*[""`]")]
    private static partial Regex Sentence();
}

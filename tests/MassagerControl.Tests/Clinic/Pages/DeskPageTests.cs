using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MassagerControl.Clinic.Pages;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Support;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Tests.Clinic.Pages;

/// <summary>The files of the desk's page.</summary>
public sealed partial class DeskPageTests(ServedClinic clinic) : IClassFixture<ServedClinic>
{
    private static string Folder => Repository.PathOf("src/MassagerControl.Clinic/wwwroot");

    private static IEnumerable<string> Files(string kind) => Directory.EnumerateFiles(Folder, kind);

    public static TheoryData<string> Languages => [.. Files("texts.*.json").Select(file => Path.GetFileName(file)!)];

    [Fact]
    public async Task Each_file_is_served_to_everybody_under_a_strict_policy()
    {
        using var http = new HttpClient { BaseAddress = clinic.Address };
        foreach (var path in Files("*").Select(file => $"/{Path.GetFileName(file)}").Append("/"))
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal([DeskPage.Policy], answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        }
        Assert.DoesNotContain("unsafe", DeskPage.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", DeskPage.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere_and_no_markup_is_made_of_text()
    {
        foreach (var file in Files("*.js").Concat(Files("*.html")).Concat(Files("*.css")))
        {
            var text = File.ReadAllText(file).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            Assert.DoesNotContain("//cdn", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("https:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain("style=", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_every_word_that_the_page_uses_and_no_other_language_has_more(string file)
    {
        var words = Words(file);
        var used = Files("*.html").SelectMany(one => MarkedWord().Matches(File.ReadAllText(one)))
            .Concat(Files("*.js").SelectMany(one => SaidWord().Matches(File.ReadAllText(one)))).Select(match => match.Groups[1].Value).Distinct();

        Assert.Empty(used.Except(words.Keys));
        Assert.Equal(Words("texts.en.json").Keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
        Assert.All(Words("texts.en.json"), one => Assert.Equal(Places(one.Value), Places(words[one.Key])));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_a_word_for_all_that_rooms_and_ledgers_may_say(string file)
    {
        var words = Words(file).Keys;
        var wanted = StateTree.Leaves.Select(state => $"phase.{StateWords.Word(state)}")
            .Concat(BodyAreas.All.Where(area => area.Locked is null).Select(area => $"area.{area.Id}"))
            .Concat(Enum.GetValues<RedFlagKind>().Select(flag => $"flag.{flag.Word()}")).Append($"flag.{LockKind.Rating}");

        Assert.Empty(wanted.Except(words));
    }

    private static Dictionary<string, string> Words(string file) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, file)))!;

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex("data-t=\"([^\"]+)\"")]
    private static partial Regex MarkedWord();

    [GeneratedRegex("\\bt\\(\"([^\"]+)\"")]
    private static partial Regex SaidWord();

    [GeneratedRegex("\\{\\w+\\}")]
    private static partial Regex Place();
}

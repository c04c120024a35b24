using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;
using MassagerControl.Web.Pages;

namespace MassagerControl.Tests.Web;

/// <summary>What the page's own files may contain, and that nothing else is handed out.</summary>
public sealed partial class PageCodeTests
{
    private static readonly (string Name, string Text)[] Files =
        [.. Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Web", "wwwroot"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".js" or ".html" or ".css" or ".svg" or ".json" or ".webmanifest")
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];

    private static IEnumerable<(string Name, string Text)> Scripts => Files.Where(file => file.Name.EndsWith(".js", StringComparison.Ordinal));

    [Fact]
    public void No_script_makes_HTML_or_code_of_a_text()
    {
        Assert.NotEmpty(Scripts);
        Assert.All(Scripts, script => Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\(|new Function|set(Timeout|Interval)\(\s*[""'`]|javascript:", script.Text));
    }

    [Fact]
    public void No_script_or_style_stands_in_the_page_itself() => Assert.All(Files.Where(file => file.Name.EndsWith(".html", StringComparison.Ordinal)), page =>
    {
        Assert.All(Script().Matches(page.Text), script => Assert.True(script.Groups[1].Value.Contains("src=", StringComparison.Ordinal) && script.Groups[2].Value.Trim().Length == 0, script.Value));
        Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=", page.Text);
    });

    [Fact]
    public void Nothing_is_loaded_from_elsewhere() => Assert.All(Files, file =>
        Assert.DoesNotMatch(@"https?://|//[a-z0-9-]+\.[a-z]{2,}", Regex.Replace(WithoutComments(file), @"http://www\.w3\.org/[0-9a-z/]+", "")));

    /// <summary>What is not ours is as it was published, and its licence goes with it.</summary>
    [Fact]
    public void The_files_of_uPlot_are_those_that_the_notice_names()
    {
        var named = Checksum().Matches(File.ReadAllText(Repository.PathOf("NOTICE.md"))).Where(match => !match.Groups[1].Value.Contains("orleans", StringComparison.Ordinal))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var there = Directory.EnumerateFiles(Repository.PathOf("src", "MassagerControl.Web", "wwwroot", "uplot"))
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));

        Assert.Contains("LICENSE.txt", there.Keys);
        Assert.Equal(there.OrderBy(file => file.Key, StringComparer.Ordinal), named.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    /// <summary>uPlot names in its comments where it has things from.</summary>
    private static string WithoutComments((string Name, string Text) file) =>
        file.Name == "uPlot.esm.js" ? Regex.Replace(file.Text, @"/\*.*?\*/|(?<![:""'])//[^\n]*", "", RegexOptions.Singleline) : file.Text;

    /// <summary>Addresses end up in histories and logs.</summary>
    [Fact]
    public void The_token_leaves_the_browser_in_a_header_or_as_a_subprotocol_only() => Assert.All(Scripts, script =>
        Assert.DoesNotMatch(@"[?&](token|code|access_token)=\$", script.Text));

    /// <summary>Answers with what people rated and where are not kept by the browser.</summary>
    [Fact]
    public void The_pages_worker_keeps_files_of_the_page_and_nothing_of_the_API()
    {
        var worker = Files.Single(file => file.Name == "sw.js").Text;
        var kept = Quoted().Matches(Kept().Match(worker).Groups[1].Value).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(kept);
        Assert.Empty(kept.Except([.. PageFiles.Paths, "/"]));
        Assert.Contains("files.includes(path)", worker, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phone_that_is_not_paired_any_more_throws_its_token_away() =>
        Assert.Matches(@"=== 401\)\s+signIn\(null\)", Files.Single(file => file.Name == "api.js").Text);

    [Theory]
    [InlineData("remotes.json")]
    [InlineData("massager.db")]
    [InlineData("appsettings.json")]
    [InlineData(".git/config")]
    [InlineData("wwwroot/index.html")]
    [InlineData("..%2fremotes.json")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("..%5c..%5cremotes.json")]
    [InlineData("/etc/passwd")]
    public async Task No_other_file_is_handed_out(string path)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        using var answer = await phone.Client.GetAsync(new Uri($"{host.Address}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
    }

    [Theory]
    [InlineData("""{"program":"../../../etc/passwd"}""")]
    [InlineData("""{"program":"/etc/passwd"}""")]
    [InlineData("""{"program":"compression","area":"../areas"}""")]
    [InlineData("""{"program":"compression","device":"sim:../../../etc/passwd"}""")]
    [InlineData("""{"program":"compression","device":"socket:/dev/null"}""")]
    public async Task A_name_in_a_request_is_no_path(string order)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        var (status, problem) = await phone.PostAsync("api/sessions", order);

        Assert.True((int)status is >= 400 and < 500, $"{status}");
        Assert.DoesNotContain("root:", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await phone.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());
    }

    [GeneratedRegex("<script([^>]*)>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"const files = \[(.*?)\]", RegexOptions.Singleline)]
    private static partial Regex Kept();

    [GeneratedRegex("\\| `([^`]+)` \\| `([0-9a-f]{64})` \\|")]
    private static partial Regex Checksum();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}

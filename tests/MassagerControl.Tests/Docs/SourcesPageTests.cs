using System.Text.Json;
using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>docs/sources.md: every line of the articles is there once, with a file that has it and a test that proves it, or with the reason why it is left out.</summary>
public sealed partial class SourcesPageTests
{
    private const string LeftOut = "left out: ";

    private static readonly string[] Expected =
    [
        .. Numbers("T", 29), .. Numbers("G", 16), .. Numbers("C-", 3), .. Numbers("M-", 2), .. Numbers("B", 11), .. Numbers("I", 14), .. Numbers("R", 20), .. Numbers("D", 12), .. Numbers("C", 18),
    ];

    private static readonly string[][] Table = [.. File.ReadLines(Repository.PathOf("docs", "sources.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split(" | ", StringSplitOptions.TrimEntries))];

    private static readonly Dictionary<string, string> Articles = Table.Where(row => row.Length == 2 && row[0].Length == 1 && char.IsAsciiLetterUpper(row[0][0])).ToDictionary(row => row[0], row => row[1]);

    private static readonly Row[] Rows = [.. Table.Where(row => Id().IsMatch(row[0])).Select(Row.Of)];

    public static TheoryData<string> Ids => [.. Expected];

    [Fact]
    public void Every_line_is_there_once_and_no_other() => Assert.Equal(Expected.Order(StringComparer.Ordinal), Rows.Select(row => row.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_line_has_a_file_and_a_test_or_a_reason(string id)
    {
        var row = Assert.Single(Rows, row => row.Id == id);
        if (row.Reason is not null)
        {
            Assert.Empty(row.Files);
            return;
        }
        Assert.NotEmpty(row.Files);
        Assert.All(row.Files, file => Assert.True(Path.Exists(Path.GetFullPath(Path.Combine(Repository.PathOf("docs"), file))), file));
        Assert.NotEmpty(row.Tests);
        Assert.All(row.Tests, test => Assert.True(Runs(test), $"{id}: there is no test {test}"));
    }

    /// <summary>Whoever says that an article stands behind a file finds its title there.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void A_data_file_of_a_line_names_the_article_of_the_line(string id)
    {
        var row = Assert.Single(Rows, row => row.Id == id);
        string[] titles = [.. row.Articles.Select(article => Articles[article].Split(" [")[0])];

        if (titles.Length > 0)
            Assert.All(row.Files.Where(file => Data().IsMatch(file)), file =>
                Assert.True(titles.Any(title => Sources(file).Any(source => source.StartsWith(title, StringComparison.Ordinal))), $"{id}: {file} does not name {string.Join(" or ", titles)}"));
    }

    [Theory]
    [InlineData("programs")]
    [InlineData("guided-steps")]
    public void Every_program_and_every_guided_step_stands_on_the_page(string folder)
    {
        var there = Directory.EnumerateFiles(Repository.PathOf(folder), "*.json").Select(file => Path.GetFileName(file)).Where(name => !name.EndsWith(".schema.json", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(there);
        Assert.Empty(there.Except(Rows.SelectMany(row => row.Files).Where(file => file.StartsWith($"../{folder}/", StringComparison.Ordinal)).Select(file => Path.GetFileName(file))));
    }

    private static IEnumerable<string> Numbers(string kind, int count) => Enumerable.Range(1, count).Select(number => $"{kind}{number}");

    private static bool Runs(string test) => test.Split('.') is [var type, var method]
        ? NamedTests.Runs(type, method)
        : typeof(SourcesPageTests).Assembly.GetTypes().SingleOrDefault(candidate => candidate.Name == test) is { } named && named.GetMethods().Any(one => NamedTests.Runs(test, one.Name));

    /// <summary>The titles of all sources of a data file, wherever in it they stand.</summary>
    private static IEnumerable<string> Sources(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.PathOf("docs"), file)));
        return [.. Titles(document.RootElement)];
    }

    private static IEnumerable<string> Titles(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "title" && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Titles(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Titles),
        _ => [],
    };

    private sealed record Row(string Id, string[] Articles, string[] Files, string[] Tests, string? Reason)
    {
        public static Row Of(string[] cells)
        {
            Assert.True(cells.Length == 5, string.Join(" | ", cells));
            var reason = cells[4].StartsWith(LeftOut, StringComparison.Ordinal) ? cells[4][LeftOut.Length..] : null;
            return new(
                cells[0],
                [.. cells[1].Split(", ").Where(article => article != "*")],
                [.. Link().Matches(cells[3]).Select(link => link.Groups[1].Value)],
                [.. Name().Matches(cells[4]).Select(name => name.Groups[1].Value)],
                reason);
        }
    }

    [GeneratedRegex("^(T|G|C-|M-|B|I|R|D|C)[0-9]+$")]
    private static partial Regex Id();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(\w+Tests(?:\.\w+)?)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\.\./(programs|guided-steps|topics)/.*\.json$")]
    private static partial Regex Data();
}

using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>The page on security has every requirement of OWASP ASVS 5.0.0, level 1, and names tests that run.</summary>
public sealed partial class SecurityDocTests
{
    private const int Columns = 4;

    private static readonly string[] LevelOne =
    [
        "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.5.1", "2.1.1", "2.2.1", "2.2.2", "2.3.1", "3.2.1", "3.2.2", "3.3.1", "3.4.1", "3.4.2", "3.5.1", "3.5.2", "3.5.3",
        "4.1.1", "4.4.1", "5.2.1", "5.2.2", "5.3.1", "5.3.2", "6.1.1", "6.2.1", "6.2.2", "6.2.3", "6.2.4", "6.2.5", "6.2.6", "6.2.7", "6.2.8", "6.3.1", "6.3.2", "6.4.1", "6.4.2",
        "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.4.1", "7.4.2", "8.1.1", "8.2.1", "8.2.2", "8.3.1", "9.1.1", "9.1.2", "9.1.3", "9.2.1", "10.4.1", "10.4.2", "10.4.3", "10.4.4", "10.4.5",
        "11.3.1", "11.3.2", "11.4.1", "12.1.1", "12.2.1", "12.2.2", "13.4.1", "14.2.1", "14.3.1", "15.1.1", "15.2.1", "15.3.1",
    ];

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "security.md")).ReplaceLineEndings("\n");

    private static readonly string[][] Rows = [.. Page.Split('\n').Where(line => IdRow().IsMatch(line)).Select(line => line[1..^1].Split('|', StringSplitOptions.TrimEntries))];

    public static TheoryData<string, string> Tests =>
        [.. TestName().Matches(Page).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct()];

    [Fact]
    public void Every_requirement_of_level_1_stands_there_once() =>
        Assert.Equal(LevelOne.Order(StringComparer.Ordinal), Rows.SelectMany(row => row[0].Split(", ")).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_held_has_a_test_and_what_is_open_is_said_to_be_so() => Assert.All(Rows.Where(row => row.Length == Columns), row =>
    {
        Assert.Matches("^(held|open)", row[2]);
        if (row[2].StartsWith("held", StringComparison.Ordinal))
            Assert.Matches(@"^`\w+Tests\.\w+`(, `\w+Tests\.\w+`)*$", row[3]);
        else
            Assert.Contains(row[0], Page[Page.IndexOf("## What is open", StringComparison.Ordinal)..], StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_test_that_is_named_runs(string type, string method) => Assert.True(NamedTests.Runs(type, method));

    [GeneratedRegex(@"^\| \d+\.\d+\.\d+[, |]")]
    private static partial Regex IdRow();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}

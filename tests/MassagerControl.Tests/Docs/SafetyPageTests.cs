using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>The table of hazards is true: each row names files that exist and tests that run.</summary>
public sealed partial class SafetyPageTests
{
    private const int Columns = 6;
    private const int Hazards = 20;

    private static readonly string[][] Rows = [.. File.ReadLines(Repository.PathOf("docs", "safety.md"))
        .Where(line => HazardId().IsMatch(line))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))];

    public static TheoryData<string, string> Tests =>
        [.. Rows.SelectMany(row => TestName().Matches(row[5]).Select(match => (match.Groups[1].Value, match.Groups[2].Value))).Distinct()];

    [Fact]
    public void Every_hazard_has_a_row_and_no_row_has_a_hole()
    {
        Assert.Equal(Enumerable.Range(1, Hazards).Select(number => $"H{number}"), Rows.Select(row => row[0]).Distinct());
        Assert.All(Rows, row =>
        {
            Assert.Equal(Columns, row.Length);
            Assert.DoesNotContain(row, string.IsNullOrEmpty);
            Assert.Matches(@"\([1-4]\)$", row[2]);
            Assert.Matches(@"\([DPI](, [DPI])*\)", row[3]);
            Assert.Contains("](../", row[4], StringComparison.Ordinal);
            Assert.NotEmpty(TestName().Matches(row[5]));
        });
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_test_of_the_table_runs(string type, string method) => Assert.True(NamedTests.Runs(type, method));

    [GeneratedRegex(@"^\| H\d+ \|")]
    private static partial Regex HazardId();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}

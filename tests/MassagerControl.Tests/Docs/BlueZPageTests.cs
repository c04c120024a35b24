using System.Text.RegularExpressions;
using MassagerControl.Core.Massagers;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Runtime.Events;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What docs/bluez.md says that the radio bears has a test, and what it says that a person is told is what the program says.</summary>
public sealed partial class BlueZPageTests
{
    private const int Columns = 5;

    private static readonly string[] Page = File.ReadAllLines(Repository.PathOf("docs", "bluez.md"));

    private static readonly string[][] Rows = [.. Cells("| what | 5.66 |")];

    public static TheoryData<string, string> Tests =>
        [.. Rows.SelectMany(row => TestName().Matches(row[^1]).Select(match => (match.Groups[1].Value, match.Groups[2].Value))).Distinct()];

    public static TheoryData<string, string, string> Reasons =>
        [.. Cells("| reason |").SelectMany(row => Reason().Matches(row[0]).Select(match => (match.Value, row[1], row[2].Trim('`'))))];

    [Fact]
    public void No_row_is_without_a_test() => Assert.All(Rows, row =>
    {
        Assert.Equal(Columns, row.Length);
        Assert.NotEmpty(TestName().Matches(row[^1]));
    });

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_test_of_the_table_runs(string type, string method) => Assert.True(NamedTests.Runs(type, method));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_reason_is_told_in_these_words(string reason, string words, string cause)
    {
        var change = new ObjectChange("/org/bluez/hci0/dev_1", BlueZNames.Device, []) { Signal = new("Disconnected", [reason, "in words"]) };

        var told = BlueZLossCause.In(change)!.Value;

        Assert.Equal((words, cause), (told.InWords(), EventLine.Word(told)));
    }

    [Fact]
    public void Both_tables_are_there() => Assert.Equal((true, 4), (Rows.Length > 10, Reasons.Count));

    /// <summary>The rows of the table that begins with such a line.</summary>
    private static IEnumerable<string[]> Cells(string head) => Page
        .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"org\.bluez\.Reason\.\w+")]
    private static partial Regex Reason();
}

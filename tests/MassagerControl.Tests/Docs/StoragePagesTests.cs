using System.Reflection;
using System.Text.RegularExpressions;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>The pages about storage and doses are true: every column is listed, every way around names a test that runs.</summary>
public sealed partial class StoragePagesTests
{
    private static readonly string[] Ways = [.. File.ReadLines(Repository.PathOf("docs", "dose.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))];

    [Fact]
    public void Every_column_of_every_table_is_on_the_page_and_no_other()
    {
        using var files = new StoreFixture();
        using var book = files.Open();
        var tables = book.Store.Read(work => work.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => row.Text(0)));
        var rows = File.ReadLines(Repository.PathOf("docs", "storage.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();

        foreach (var table in tables)
        {
            var columns = book.Store.Read(work => work.Query($"SELECT name FROM pragma_table_info('{table}')", row => row.Text(0)));
            var row = Assert.Single(rows, row => row.StartsWith($"| `{table}` |", StringComparison.Ordinal));
            Assert.Equal(columns.Order(), Code().Matches(row).Skip(1).Select(match => match.Groups[1].Value).Order());
        }
    }

    [Fact]
    public void Every_way_around_names_tests_that_run_and_every_test_is_named()
    {
        var named = Ways.SelectMany(row => TestName().Matches(row.Split('|')[^2])).Select(match => match.Groups[1].Value).ToArray();

        Assert.True(named.Length >= 10);
        Assert.All(named, name => Assert.True(Runs(name), name));
        Assert.Empty(typeof(WaysAroundTests).GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => method.Name).Except(named));
    }

    private static bool Runs(string name)
    {
        var parts = name.Split('.');
        return NamedTests.Runs(parts.Length == 1 ? nameof(WaysAroundTests) : parts[0], parts[^1]);
    }

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"`((?:\w+Tests\.)?[A-Z]\w+_\w+)`")]
    private static partial Regex TestName();
}

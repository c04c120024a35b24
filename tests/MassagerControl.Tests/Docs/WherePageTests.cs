using System.Text.RegularExpressions;
using MassagerControl.App.Cli;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What a newcomer opens first names files, folders and tests that exist.</summary>
public sealed partial class WherePageTests
{
    private static readonly string[] Changes =
        ["the number of a limit", "a ceiling for a whole session", "a limit that moves in a session", "a phase", "a command", "a device", "a radio", "a screen", "a text", "a language", "a program", "a question of the check-in"];

    private static readonly string[][] Rows = [.. File.ReadLines(Repository.PathOf("docs", "where.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("](", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))];

    public static TheoryData<string> Questions => [.. Rows.Select(row => row[0])];

    [Fact]
    public void The_usual_changes_are_there() => Assert.Empty(Changes.Except(Rows.Select(row => row[0])));

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_row_names_files_and_tests_that_exist(string question)
    {
        var row = Assert.Single(Rows, row => row[0] == question);
        var (links, tests) = (Link().Matches(row[1]), Test().Matches(row[2]));

        Assert.Equal(3, row.Length);
        Assert.NotEmpty(links);
        Assert.All(links, link =>
        {
            Assert.True(Path.Exists(Path.Combine(Repository.PathOf("docs"), link.Groups[2].Value)), link.Value);
            if (Path.HasExtension(link.Groups[1].Value))
                Assert.Equal(Path.GetFileName(link.Groups[2].Value), Path.GetFileName(link.Groups[1].Value));
        });
        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.NotEmpty(Directory.EnumerateFiles(Repository.PathOf("tests"), $"{test.Groups[1].Value}.cs", SearchOption.AllDirectories)));
    }

    [Fact]
    public void Every_folder_of_the_source_is_on_the_page_of_the_architecture_and_no_other()
    {
        var named = File.ReadLines(Repository.PathOf("docs", "architecture.md")).SkipWhile(line => line != "## Where things are").Select(line => Folder().Match(line)).Where(row => row.Success).Select(row => row.Groups[1].Value);
        var source = Repository.PathOf("src");
        var folders = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace('\\', '/')["MassagerControl.".Length..])
            .Where(folder => !folder.Split('/').Any(part => part is "obj" or "bin"));

        Assert.Equal(folders.Distinct().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_lies_in_a_file_of_its_name()
    {
        var root = new CommandLine(new AppConsole(TextWriter.Null, TextWriter.Null, Terminal: null), Massager.ShippedParts()).Root();

        Assert.NotEmpty(root.Subcommands);
        Assert.All(root.Subcommands, command => Assert.True(
            File.Exists(Repository.PathOf("src", "MassagerControl.App", "Cli", $"{char.ToUpperInvariant(command.Name[0])}{command.Name[1..]}Command.cs")), command.Name));
    }

    [GeneratedRegex(@"\[`?([^\]`]+)`?\]\(([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\| `((?:Core|Devices|Radio\.\w+|Runtime|Web|Clinic|App)(?:/\w+)*)` \|")]
    private static partial Regex Folder();
}

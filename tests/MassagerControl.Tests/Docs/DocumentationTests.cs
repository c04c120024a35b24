using System.Text.RegularExpressions;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What the pages say is run, or looked up.</summary>
public sealed partial class DocumentationTests
{
    /// <summary>Those for a real device are gone by <see cref="DocumentedCommandsTests"/>.</summary>
    public static TheoryData<string> Examples => [.. ReadmeLines().Where(line => line.StartsWith("massager ", StringComparison.Ordinal)).Except(WayOfADevice)];

    internal static string[] WayOfADevice { get; } =
        [.. ReadmeLines().SkipWhile(line => line != "## A real device").SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```")];

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md"))
            .Append(Repository.PathOf("CONTRIBUTING.md")).Select(page => Path.GetRelativePath(Repository.Root, page)).Order()];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_of_the_README_runs(string line)
    {
        var folder = Directory.CreateTempSubdirectory("massager-readme-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "my-ratings.txt"), "45 3\n75 5\n105 6\n135 6\n165 6\n195 6\n", TestContext.Current.CancellationToken);
        var args = line.Split(' ').Skip(1).Select(word => IsFile(word) ? Path.Combine(folder, word) : word).ToArray();

        var massager = await Massager.RunAsync(args);

        Assert.True(massager.Exit == 0, $"exit {massager.Exit}: {massager.Error}");
        Assert.NotEmpty(massager.Out);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_README_has_its_two_commands()
    {
        Assert.Contains("dotnet run --project src/MassagerControl.App -- run --speed max", ReadmeLines());
        Assert.Contains("dotnet test", ReadmeLines());
    }

    [Fact]
    public void The_README_shows_the_screen_as_it_is()
    {
        var screen = File.ReadAllText(Repository.PathOf("tests", "MassagerControl.Tests", "Snapshots", "terminal-hold-rating-asked.txt")).TrimEnd();

        Assert.Contains($"```\n{screen}\n```", File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var dead = Link().Matches(File.ReadAllText(Repository.PathOf(page)))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, link)));

        Assert.Empty(dead);
    }

    [Fact]
    public void The_pages_speak_of_the_project_alone()
    {
        string[] foreign = ["/root/", "/work/", "TODO", "FIXME"];

        Assert.All(Pages.Select(page => page.Data), page => Assert.DoesNotContain(
            foreign, word => File.ReadAllText(Repository.PathOf(page)).Contains(word, StringComparison.Ordinal)));
    }

    private static bool IsFile(string word) => word.EndsWith(".txt", StringComparison.Ordinal) || word.EndsWith(".json", StringComparison.Ordinal) || word.EndsWith(".jsonl", StringComparison.Ordinal);

    private static string[] ReadmeLines() => File.ReadAllLines(Repository.PathOf("README.md"));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}

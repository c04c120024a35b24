using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What docs/platforms.md says that the program says stands in the program.</summary>
public sealed partial class PlatformsPageTests
{
    private const char LeftOut = '…';

    private static readonly string[] Page = File.ReadAllLines(Repository.PathOf("docs", "platforms.md"));

    private static readonly string[] Literals =
        [.. Directory.EnumerateDirectories(Repository.PathOf("src")).SelectMany(SourcesOf).SelectMany(LiteralsOf)];

    /// <summary>The first cell of every row about a symptom.</summary>
    public static TheoryData<string> Messages =>
        [.. Page.SkipWhile(line => line != "## By symptom").Where(line => line.StartsWith("| ", StringComparison.Ordinal)).SelectMany(row => Code().Matches(row.Split(" | ")[0]).Select(match => match.Groups[1].Value)).Distinct()];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_quoted_message_is_one_of_the_programs(string message)
    {
        var parts = message.Split(LeftOut, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Contains(Literals, literal => AreIn(literal, parts));
    }

    [Theory]
    [InlineData("this computer has a Bluetooth adapter")]
    [InlineData("… has it and … in use already")]
    public void A_message_that_the_program_does_not_have_would_be_noticed(string message) =>
        Assert.DoesNotContain(Literals, literal => AreIn(literal, message.Split(LeftOut, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));

    [Fact]
    public void Every_symptom_has_its_message() => Assert.True(Messages.Count >= 40, $"{Messages.Count}");

    private static bool AreIn(string literal, string[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            var at = literal.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0)
                return false;
            from = at + part.Length;
        }
        return true;
    }

    private static IEnumerable<string> SourcesOf(string project) => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(project, file).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(project, file).StartsWith("bin", StringComparison.Ordinal));

    /// <summary>Each line that has text in quotes, with the constants of its file in their places.</summary>
    private static IEnumerable<string> LiteralsOf(string file)
    {
        var text = File.ReadAllText(file);
        foreach (Match constant in Constant().Matches(text))
            text = text.Replace($"{{{constant.Groups[1].Value}}}", constant.Groups[2].Value, StringComparison.Ordinal);
        return text.Split('\n').Where(line => line.Contains('"', StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("const string (\\w+) = \"([^\"]*)\";")]
    private static partial Regex Constant();
}

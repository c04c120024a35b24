using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MassagerControl.App.Cli;
using MassagerControl.App.Radios;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>Every command line on a page is one that the program takes, and the README's way of a device can be gone.</summary>
public sealed partial class DocumentedCommandsTests
{
    private const string Program = "massager ";

    /// <summary>Command lines with something left out are no command lines.</summary>
    public static TheoryData<string> Lines =>
        [.. DocumentationTests.Pages.Select(page => Repository.PathOf(page.Data)).Append(Repository.PathOf("opt", "README.md"))
            .SelectMany(LinesOf).Where(line => !line.Contains('…', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_program_takes_it(string line)
    {
        // Of alternatives the first; what stands for a number or a name is one.
        var written = Placeholder().Replace(Alternatives().Replace(line[Program.Length..].Replace('\'', '"'), "$1"), "1");
        var parsed = new CommandLine(new AppConsole(TextWriter.Null, TextWriter.Null, Terminal: null), Massager.ShippedParts()).Root().Parse([.. CommandLineParser.SplitCommandLine(written)]);

        // A page may name a command alone.
        string[] errors = [.. parsed.Errors.Select(error => error.Message).Where(message => !message.StartsWith("Required argument missing", StringComparison.Ordinal))];
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("massager pear")]
    [InlineData("massager scan --dance")]
    public void One_that_does_not_exist_would_be_noticed(string line) => Assert.Throws<Xunit.Sdk.EmptyException>(() => The_program_takes_it(line));

    [Fact]
    public void There_are_many() => Assert.True(Lines.Count >= 40, $"{Lines.Count}");

    [Fact]
    public async Task The_way_of_a_real_device_can_be_gone_with_a_simulated_one()
    {
        var data = Directory.CreateTempSubdirectory("massager-way-").FullName;
        var parts = Massager.ShippedParts() with { FindDevice = new DeviceSetup(ShippedRadios.All).Find };
        var commands = new List<string>();
        foreach (var line in DocumentationTests.WayOfADevice)
        {
            string[] args = [.. line.Split(' ').Skip(1)];
            commands.Add(args[0]);
            string[] simulated = args[0] switch
            {
                "scan" => ["--radio", "sim", "--timeout", "0.1"],
                "pair" => ["--radio", "sim", "--timeout", "0.1", "--profile", "sim-percussion-gun"],
                _ => ["--speed", "max"],
            };

            var massager = await Massager.RunAsync(parts, [.. args, .. simulated, "--data", data]);

            Assert.True(massager.Exit == 0, $"{line}: exit {massager.Exit}: {massager.Error}");
        }

        Assert.Equal(["scan", "pair", "run"], commands);
        Directory.Delete(data, recursive: true);
    }

    private static IEnumerable<string> LinesOf(string page)
    {
        var text = File.ReadAllText(page).Replace("\\\n", "", StringComparison.Ordinal);
        var inText = Code().Matches(text).Select(match => match.Groups[1].Value);
        var inBlocks = Line().Matches(text).Select(match => match.Groups[1].Value.TrimEnd());
        return inText.Concat(inBlocks).Select(line => Blanks().Replace(line, " ")).Where(line => line.StartsWith(Program, StringComparison.Ordinal));
    }

    [GeneratedRegex("`(massager [^`]+)`")]
    private static partial Regex Code();

    /// <summary>Up to the words that explain it.</summary>
    [GeneratedRegex("^(massager .*?)(?:   .*)?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"(\w+)(\|\w+)+")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"\bID\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

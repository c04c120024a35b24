using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MassagerControl.App.Radios;
using MassagerControl.Devices.Profiles;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>docs/learn.md can be gone from its sample capture to a simulated session. UPDATE_GOLDEN=1 writes the sample.</summary>
public sealed partial class LearnPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "learn.md")).ReplaceLineEndings("\n");

    private static string Sample(string name) => Repository.PathOf("docs", "examples", "captures", name);

    [Fact]
    public void The_sample_is_what_the_driver_says_to_the_made_up_device_of_the_guide()
    {
        var guide = File.ReadAllText(Repository.PathOf("docs", "device-profiles.md")).ReplaceLineEndings("\n");
        var profile = ProfileReader.Parse("acme-thumper.json", WalkThrough().Match(guide).Groups["profile"].Value).Value!;
        var session = CapturedSession.Of(profile, "Thumper-4F2A", true, true, 1, 2, 3, 0, 2, 1, 3);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllBytes(Sample("acme-thumper.btsnoop"), session.File);
            File.WriteAllText(Sample("acme-thumper.marks"), session.Marks);
        }

        Assert.Equal(session.File, File.ReadAllBytes(Sample("acme-thumper.btsnoop")));
        Assert.Equal(session.Marks, File.ReadAllText(Sample("acme-thumper.marks")).ReplaceLineEndings("\n"));
        Assert.Contains($"```\n{session.Marks}```", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_of_the_page_runs_one_after_the_other()
    {
        var folder = Directory.CreateTempSubdirectory("massager-learn-").FullName;
        foreach (var name in new[] { "acme-thumper.btsnoop", "acme-thumper.marks" })
            File.Copy(Sample(name), Path.Combine(folder, name));
        var lines = Commands().Matches(Page).SelectMany(match => match.Groups[1].Value.Split('\n')).Where(line => line.StartsWith("massager ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, lines.Length);

        var parts = Massager.ShippedParts() with { FindDevice = new DeviceSetup(ShippedRadios.All).Find };
        foreach (var line in lines)
        {
            var args = CommandLineParser.SplitCommandLine(line.Replace('\'', '"')).Skip(1)
                .Select(word => word == "." ? folder : word.StartsWith("acme-thumper.", StringComparison.Ordinal) ? Path.Combine(folder, word) : word);

            var massager = await Massager.RunAsync(parts, [.. args]);

            Assert.True(massager.Exit == 0, $"{line}: exit {massager.Exit}: {massager.Out} {massager.Error}");
        }
        Assert.True(File.Exists(Path.Combine(folder, "vectors", "acme-thumper.json")));
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("<!-- walk-through -->\n```json\n(?<profile>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex WalkThrough();

    [GeneratedRegex("```sh\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Commands();
}

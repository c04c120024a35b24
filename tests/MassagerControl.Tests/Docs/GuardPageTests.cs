using System.Diagnostics;
using System.Globalization;
using MassagerControl.App.Guarding;
using MassagerControl.Core.Safety;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>What docs/guard.md says in numbers and names is what the code does.</summary>
public sealed class GuardPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "guard.md"));

    public static TheoryData<string> Rows =>
    [
        Row("renewal", HardLimits.Renewal),
        Row("patience without a renewal", GuardWatch.Patience),
        Row("last look after that", GuardWatch.Look),
        Row("patience from arming to the first renewal", GuardWatch.PatienceAtFirst),
        $"| renewals without an answer, then the guard counts as lost | {GuardLink.MostUnheard} |",
        $"| longest single try to stop | {MotorRescue.TryLimit.TotalSeconds:0} s |",
        $"| longest time of trying | {MotorRescue.Longest.TotalMinutes:0} min |",
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Its_numbers_are_those_of_the_code(string row) => Assert.Contains(row, Page, StringComparison.Ordinal);

    [Fact]
    public void Its_picture_has_every_stage() =>
        Assert.All(Enum.GetNames<GuardStage>(), stage => Assert.Matches($@"(?m)^    (\[\*\]|\w+) --> {stage}\b", Page));

    [Fact]
    public async Task The_units_are_understood_by_systemd()
    {
        var folder = Directory.CreateTempSubdirectory("units");
        try
        {
            var units = Directory.GetFiles(Repository.PathOf("packaging", "systemd"), "*.service");
            Assert.Equal(2, units.Length);
            foreach (var unit in units)
            {
                var text = await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken);
                // The program is looked for where a person installs it.
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, Path.GetFileName(unit)), text.Replace("%h/.local/bin/massager", "/bin/sh", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            }
            Assert.Equal("", await VerifyAsync(folder, units));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> VerifyAsync(DirectoryInfo folder, string[] units)
    {
        var start = new ProcessStartInfo("systemd-analyze") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])["verify", "--user", "--man=no", .. units.Select(unit => Path.Combine(folder.FullName, Path.GetFileName(unit)))])
            start.ArgumentList.Add(arg);
        start.Environment["XDG_RUNTIME_DIR"] = folder.FullName;
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            return await output + errors;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("systemd-analyze is not installed");
            return "";
        }
    }

    private static string Row(string what, TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {value.TotalMilliseconds:0} ms |");
}

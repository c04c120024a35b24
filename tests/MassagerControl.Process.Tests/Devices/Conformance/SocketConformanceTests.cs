using MassagerControl.Devices.Conformance;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Conformance;

/// <summary>Checks of <c>massager conform socket:PATH</c> on a virtual device behind a real socket, in real time.</summary>
public sealed class SocketConformanceTests
{
    private const string SaysNothing = "The profile says how the device reports its level, and it said nothing of it here: it may tell changes only.";

    /// <summary>It tells changes: after a new link there is none, and of each level that is set it tells.</summary>
    [LiveTheory]
    [InlineData("connect.no-motion", "connected; cannot be seen", SaysNothing)]
    [InlineData("level.report-true", "5 reports, as commanded", "")]
    public async Task Of_a_device_that_reports_its_level_nobody_says_that_it_does_not(string id, string got, string sentence)
    {
        await using var served = new ServedPeripheral();
        var target = new RadioTarget(served.Profile, served.Radio, served.Path, TimeProvider.System);

        var finding = await target.UseAsync(device => FindAsync(id, new(target.Profile, device)));

        Assert.Equal(got, finding.Got);
        Assert.StartsWith(sentence, finding.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("does not report its level", finding.Sentence, StringComparison.Ordinal);
    }

    private static async Task<Finding> FindAsync(string id, CheckBench bench)
    {
        await using var closing = bench;
        return await ConformanceSuite.Checks.Single(check => check.Id == id).RunAsync(bench);
    }
}

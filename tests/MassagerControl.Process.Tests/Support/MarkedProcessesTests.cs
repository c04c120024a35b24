using System.Diagnostics;

namespace MassagerControl.Tests.Support;

/// <summary>What the tests of real processes rely on.</summary>
public sealed class MarkedProcessesTests
{
    private const string Variable = "MASSAGER_TEST_MARK";

    public MarkedProcessesTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("the environment of a process is read on Linux only");
    }

    [Fact]
    public async Task What_a_process_left_behind_is_found_by_its_mark_and_ended()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "sleep 600 >/dev/null & echo started"]) { RedirectStandardOutput = true, Environment = { [Variable] = "one" } };
        using var parent = Process.Start(start)!;
        await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);

        try
        {
            var left = Assert.Single(await FoundAsync("one"));
            Assert.Contains(left, TestRun.Processes);
            Assert.Empty(MarkedProcesses.Of(Variable, "on"));
        }
        finally
        {
            await FoundAsync("one");
            MarkedProcesses.End(Variable, "one");
        }
        Assert.Empty(MarkedProcesses.Of(Variable, "one"));
    }

    // A process that is just starting has no environment to read, for as long as its program replaces the shell.
    private static async Task<int[]> FoundAsync(string value)
    {
        var found = MarkedProcesses.Of(Variable, value);
        for (; found.Length == 0; found = MarkedProcesses.Of(Variable, value))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        return found;
    }

    [Theory]
    [InlineData(0.6, 0, 10, true)]
    [InlineData(0, 3, 10, true)]
    [InlineData(0, 2, 10, false)]
    [InlineData(0.4, 0.4, 1, false)]
    public void Only_a_machine_that_stood_still_is_an_excuse(double late, double waited, double elapsed, bool excuse) =>
        Assert.Equal(excuse, new Losses(TimeSpan.FromSeconds(late), TimeSpan.FromSeconds(waited)).Excuse(TimeSpan.FromSeconds(elapsed)));
}

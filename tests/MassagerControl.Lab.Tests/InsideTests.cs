using System.Diagnostics;
using MassagerControl.Lab.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>The tests that run in a guest of their own: file descriptors, which a message bus over TCP does not pass, and input devices of its kernel.</summary>
public sealed class InsideTests
{
    private const int Seconds = 480;

    [Fact(Timeout = (Seconds + 60) * 1000)]
    public Task A_stop_goes_past_an_unanswered_request_where_the_bus_passes_file_descriptors() => RunAsync(nameof(OvertakingTests), 1);

    [Fact(Timeout = (Seconds + 60) * 1000)]
    public Task A_key_of_a_clicker_stops_a_session_and_a_clicker_that_is_gone_is_missed() => RunAsync(nameof(ClickerTests), 3);

    private static async Task RunAsync(string tests, int count)
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write("script", $"""
            export {VirtualMachine.InsideVariable}=1 MASSAGER_PROGRAM={Environment.GetEnvironmentVariable("MASSAGER_PROGRAM")}
            exec dotnet {typeof(InsideTests).Assembly.Location} --filter-class '*.{tests}' --no-progress --show-live-output on
            """);
        using var inside = Process.Start(new ProcessStartInfo(VirtualMachine.Script("inside"), [script, $"{Seconds}"]) { RedirectStandardOutput = true })!;
        var said = await inside.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await inside.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(said);

        Assert.Equal(0, inside.ExitCode);
        Assert.Contains($"succeeded: {count}", said, StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lab");

        public string Write(string name, string text)
        {
            var path = Path.Combine(_folder.FullName, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

using System.Diagnostics;
using MassagerControl.Lab.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>The tests that depend on file descriptors run in a guest of their own: a message bus over TCP passes none.</summary>
public sealed class InsideTests
{
    private const int Seconds = 240;

    [Fact(Timeout = (Seconds + 60) * 1000)]
    public async Task A_stop_goes_past_an_unanswered_request_where_the_bus_passes_file_descriptors()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write("script", $"""
            export {VirtualMachine.InsideVariable}=1
            exec dotnet {typeof(InsideTests).Assembly.Location} --filter-class '*.{nameof(OvertakingTests)}' --no-progress
            """);
        using var inside = Process.Start(new ProcessStartInfo(VirtualMachine.Script("inside"), [script, $"{Seconds}"]) { RedirectStandardOutput = true })!;
        var said = await inside.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await inside.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(said);

        Assert.Equal(0, inside.ExitCode);
        Assert.Contains("succeeded: 1", said, StringComparison.Ordinal);
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

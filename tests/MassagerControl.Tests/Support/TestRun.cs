using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using MassagerControl.Tests.Support;

[assembly: AssemblyFixture(typeof(TestRun))]

namespace MassagerControl.Tests.Support;

/// <summary>One run of the tests: it has a runtime folder of its own, so that it touches no lock of the user, and leaves no process and no lock behind.</summary>
public sealed class TestRun : IAsyncDisposable
{
    private const string Mark = "MASSAGER_TEST_RUN";

    // Far above what a guard takes that has nothing left to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string Number = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Stopwatch.GetTimestamp()}");

    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("massager-run-");

    /// <summary>The processes that the tests have started and that still live.</summary>
    internal static int[] Processes => MarkedProcesses.Of(Mark, Number);

    public async ValueTask DisposeAsync()
    {
        using (var late = new CancellationTokenSource(Patience))
            foreach (var pid in Processes)
                await EndOfAsync(pid, late.Token);
        var left = Processes.Select(MarkedProcesses.Describe).ToArray();
        MarkedProcesses.End(Mark, Number);
        var held = Directory.GetFiles(Folder.FullName, "*.json", SearchOption.AllDirectories).Select(file => $"{file}: {File.ReadAllText(file).Trim()}").ToArray();
        if (left.Length + held.Length > 0)
            throw new InvalidOperationException($"the tests left behind:\n{string.Join('\n', [.. left, .. held])}");
    }

    // Before anything else of this assembly: whoever asks for the runtime folder gets this one, and every process that is started is marked.
    [ModuleInitializer]
    internal static void Begin()
    {
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", Folder.FullName);
        Environment.SetEnvironmentVariable(Mark, Number);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Delete(recursive: true);
    }

    private static async Task EndOfAsync(int pid, CancellationToken late)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            await process.WaitForExitAsync(late);
        }
        catch (Exception exception) when (exception is ArgumentException or OperationCanceledException or InvalidOperationException)
        {
            // It is gone, or it stays: that is looked at next.
        }
    }
}

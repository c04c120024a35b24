using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MassagerControl.Tests.Clinic.Support;

/// <summary>A silo of the clinic as a process of its own.</summary>
internal sealed class ClinicProcess : IAsyncDisposable
{
    // Of a machine with much else to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = [];

    private ClinicProcess(Process process) => _process = process;

    /// <summary>Of its API.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The code of the first admin; null where there is one.</summary>
    public string? Code { get; private set; }

    /// <summary>All that it said on both of its streams.</summary>
    public string Said => string.Join('\n', _said);

    public int Port => Address.Port;

    public bool HasEnded => _process.HasExited;

    /// <param name="clock">Null: the machine's.</param>
    /// <param name="certificate">A PEM file; null for plain HTTP.</param>
    public static async Task<ClinicProcess> StartAsync(string database, QuickClock? clock = null, string? certificate = null)
    {
        string[] arguments = ["--database", database, "--port", "0", "--silo-port", $"{FreePort()}", "--any-id", .. certificate is null ? Array.Empty<string>() : ["--certificate", certificate]];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "massager-clinic"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in clock?.Variables ?? [])
            start.Environment[name] = value;
        var clinic = new ClinicProcess(Process.Start(start)!);
        await clinic.ReadyAsync();
        return clinic;
    }

    /// <summary>It stands still, as on a machine that is suspended: its connections stay.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>As kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task ReadyAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var ended = new CancellationTokenSource(Patience);
        var exit = _process.WaitForExitAsync(ended.Token);
        await Task.WhenAny(ready.Task, exit);
        Assert.True(ready.Task.IsCompleted, $"the clinic did not start: {Said}");
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        _said.Enqueue(line ?? "");
        if (line?.Split("answers at ") is [_, var address])
            Address = new(address);
        if (line?.Split("ten minutes: ") is [_, var code])
            Code = code;
        if (line?.StartsWith("ready", StringComparison.Ordinal) == true)
            ready.TrySetResult();
    }

    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}

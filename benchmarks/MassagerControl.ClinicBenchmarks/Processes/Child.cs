using System.Diagnostics;

namespace MassagerControl.ClinicBenchmarks.Processes;

/// <summary>This program once more, in a role of its own. It ends with its standard input.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Of the first admin; null where the role has none.</summary>
    public string? Code { get; private set; }

    /// <summary>Of all its threads.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double Mebibytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024;
        }
    }

    public static async Task<Child> StartAsync(params string[] role)
    {
        var child = new Child(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, role) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
        // What a silo logs of a database that does not answer would fill the screen.
        child._process.BeginErrorReadLine();
        while (await child._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("answers at ") is [_, var address])
                child.Address = new(address);
            if (line.Split("ten minutes: ") is [_, var code])
                child.Code = code;
            if (line == "ready")
                return child;
        }
        throw new InvalidOperationException($"{role[0]} did not start");
    }

    /// <returns>The number with which the role answers.</returns>
    public async Task<int> TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return int.Parse((await _process.StandardOutput.ReadLineAsync())!.Split(' ')[1]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

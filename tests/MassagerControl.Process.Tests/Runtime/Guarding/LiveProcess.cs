using System.Diagnostics;
using System.Globalization;
using MassagerControl.Runtime.Os;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>A real process of this program, with its lines as they come.</summary>
internal sealed class LiveProcess : IDisposable
{
    private const string Mark = "MASSAGER_TEST_PROCESS";

    // Far above what anything here takes: a test that waits for what never comes must fail, not hang.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static int _started;

    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Freeze = 19;

    private readonly string _number = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _started)}");
    private readonly Process _process;
    private readonly Task _out;
    private bool _disposed;
    private readonly Task _errors;
    private readonly List<(long At, string Text)> _lines = [];
    private readonly List<(Func<string, bool> Fits, TaskCompletionSource Seen)> _waiting = [];

    private LiveProcess(ProcessStartInfo start)
    {
        start.Environment[Mark] = _number;
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        _process = Process.Start(start)!;
        (_out, _errors) = (ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    // A test that is over time must end here, so that what it has started goes with it.
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public int Id => _process.Id;

    /// <summary>It and whatever it has started that still lives: its guard too, which is nobody's child once its session has ended.</summary>
    public int[] All => MarkedProcesses.Of(Mark, _number);

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public TextWriter Input => _process.StandardInput;

    /// <summary>Both outputs, each line with the timestamp (<see cref="Stopwatch"/>) of its arrival.</summary>
    public (long At, string Text)[] Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public string Text => string.Join('\n', Lines.Select(line => line.Text));

    /// <param name="runtime">Of the folder for locks.</param>
    /// <param name="args">Of <c>massager</c>.</param>
    public static LiveProcess Start(string runtime, params IEnumerable<string> args) => Start(runtime, [.. LiveProgram.Massager, .. args], null);

    /// <param name="command">The program and its arguments.</param>
    public static LiveProcess Start(string runtime, string[] command, Action<ProcessStartInfo>? change)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { Environment = { ["XDG_RUNTIME_DIR"] = runtime } };
        change?.Invoke(start);
        return new(start);
    }

    /// <returns>Completes when there is such a line, now or later; fails when the outputs end without one.</returns>
    public Task SeesAsync(Func<string, bool> fits)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.Exists(line => fits(line.Text)))
                return Task.CompletedTask;
            _waiting.Add((fits, seen));
        }
        return FirstAsync(seen.Task);
    }

    public Task SeesAsync(string part) => SeesAsync(line => line.Contains(part, StringComparison.Ordinal));

    public void Signal(int signal) => NativeUnix.SignalByNumber(_process.Id, signal);

    /// <param name="longest">Instead of three minutes.</param>
    /// <returns>Completes when nobody has its outputs open any more: neither it nor a guard that speaks in its place.</returns>
    public async Task EndsAsync(TimeSpan? longest = null)
    {
        try
        {
            await Task.WhenAll(_out, _errors).WaitAsync(longest ?? Longest, Token);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"no end of {string.Join(", ", All.Select(MarkedProcesses.Describe))}:\n{Text}", exception);
        }
        await _process.WaitForExitAsync(Token);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        // A guard would go on for minutes where its device is gone.
        MarkedProcesses.End(Mark, _number);
    }

    private async Task FirstAsync(Task seen)
    {
        var ended = Task.WhenAll(_out, _errors);
        if (await Task.WhenAny(seen, ended).WaitAsync(Longest, Token) != seen && !seen.IsCompleted)
            throw new InvalidOperationException($"it ended without the line:\n{Text}");
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            TaskCompletionSource[] seen;
            lock (_lines)
            {
                _lines.Add((Stopwatch.GetTimestamp(), line));
                seen = [.. _waiting.Where(waiting => waiting.Fits(line)).Select(waiting => waiting.Seen)];
            }
            Array.ForEach(seen, one => one.TrySetResult());
        }
    }
}

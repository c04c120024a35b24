using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Hosting;

/// <summary>Real signals to a real process, in real time.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LiveTheory]
    [InlineData("warm-up")]
    [InlineData("compress 1/2")]
    [InlineData("hold 1/2")]
    [InlineData("release 1/2")]
    public async Task SIGTERM_stops_the_motor_first_in_every_phase(string phase)
    {
        var run = await SignalAsync("TERM", phase);

        Assert.Equal(3, run.Exit);
        Assert.Contains("STOP: SIGTERM", run.Out);
        Assert.EndsWith("The motor is off: confirmed.\n", run.Out);
        var events = _folder.ReadEvents();
        Assert.Equal("session-ended", events[^1].Type());
        Assert.Equal(("stopped", 0), (events[^1].Text("outcome"), events.IntensityAt(events[^1].At())));
    }

    [LiveFact]
    public async Task SIGTERM_while_connecting_ends_before_anything_moved()
    {
        var run = await SignalAsync("TERM", "link connecting", "--faults", Faults("""{ "at": 0, "kind": "neverConnect" }"""));

        Assert.Equal(3, run.Exit);
        Assert.EndsWith("The motor was never told to run.\n", run.Out);
        Assert.DoesNotContain(_folder.ReadEvents().OfType("level"), level => level.Number("intensity") > 0);
    }

    [LiveFact]
    public async Task SIGTERM_while_the_link_is_lost_says_that_the_motor_may_run()
    {
        var run = await SignalAsync("TERM", "reconnecting", "--faults", Faults("""{ "write": 3, "kind": "dropLink" }"""));

        Assert.Equal(5, run.Exit);
        Assert.EndsWith("press the button on the device now.\n", run.Out);
    }

    [LiveTheory]
    [InlineData("HUP", "SIGHUP")]
    [InlineData("INT", "Ctrl-C")]
    [InlineData("QUIT", "SIGQUIT")]
    public async Task Other_signals_that_end_a_program_stop_the_motor_too(string signal, string cause)
    {
        SignalDisposition.SkipIfIgnored(signal);
        var run = await SignalAsync(signal, "hold 1/2");

        Assert.Equal(3, run.Exit);
        Assert.Contains($"STOP: {cause}", run.Out);
        Assert.EndsWith("The motor is off: confirmed.\n", run.Out);
    }

    [LiveFact]
    public async Task A_suspend_from_the_terminal_pauses_instead()
    {
        using var process = Start();
        await ReadUntilAsync(process, "hold 1/2");
        await KillAsync(process, "TSTP");
        await ReadUntilAsync(process, "paused 1/2");
        await ReadUntilAsync(process, "motor off");
        await KillAsync(process, "TERM");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, process.ExitCode);
    }

    /// <summary>Pipes as files: the process waits in the middle of its beginning until somebody reads the second one.</summary>
    [LiveFact]
    public async Task A_stop_of_somebody_else_before_there_is_a_session_ends_it_before_it_begins()
    {
        var report = _folder.At("report.json");
        using (var making = Process.Start("mkfifo", [_folder.Events, report]))
            await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var process = Start("--report", report);
        using var events = await OpenAsync(_folder.Events);
        await KillAsync(process, "USR1");
        using var told = await OpenAsync(report);

        var log = events.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await told.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((3, "stopped"), (process.ExitCode, json.RootElement.Text("outcome")));
        Assert.Contains("massager stop", await log, StringComparison.Ordinal);
        Assert.DoesNotContain("\"type\":\"level\"", await log, StringComparison.Ordinal);
    }

    private static Task<StreamReader> OpenAsync(string pipe) => Task.Run(() => new StreamReader(pipe), TestContext.Current.CancellationToken);

    private string Faults(string fault) => _folder.Write("faults.json", $$"""{ "faults": [ {{fault}} ] }""");

    private async Task<Massager> SignalAsync(string signal, string phase, params string[] args)
    {
        using var process = Start(args);
        var before = await ReadUntilAsync(process, phase);
        await KillAsync(process, signal);
        var after = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, before + after, "");
    }

    private Process Start(params string[] more)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("signals are sent with kill");
        string[] command = [.. LiveProgram.Massager, "run", _folder.ShortProgram(), "--events", _folder.Events, .. more];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
    }

    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        var read = "";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            read += line + "\n";
            if (line.Contains(text, StringComparison.Ordinal))
                return read;
        }
        throw new InvalidOperationException($"'{text}' never came:\n{read}");
    }

    private static async Task KillAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}

using System.Globalization;
using MassagerControl.App.Hosting;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Cli;

/// <summary>Runs an admitted session inside the host, with its files, and turns its end into an exit code.</summary>
internal sealed class RunExecution(AppConsole console, TimeProvider wallClock)
{
    // A device gets ten seconds to confirm off, and a minute to come back before that.
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(RunOptions options, RunSetup setup, CancellationToken cancellation)
    {
        using var book = setup.Keeping?.Book;
        // Before the device is taken: who has one may be asked to end at any time.
        using var signals = new SessionSignals();
        using var files = RunFiles.Open(options, console.Out);
        if (files.Error is { } error)
        {
            console.Error.WriteLine($"massager: {error}");
            return ExitCode.BadInput;
        }
        var screen = options.Screen(console.Terminal);
        var (session, refusal) = await OpenSession.OpenAsync(setup.Joined(Screen(screen, setup)), screen is not null, TimeProvider.System).ConfigureAwait(false);
        if (session is null)
            return Refuse(refusal!);
        await using var closing = session.ConfigureAwait(false);
        return await RunAsync(options, setup, session, new(files, signals, screen), cancellation).ConfigureAwait(false);
    }

    private static SessionCompanion? Screen(TerminalPort? screen, RunSetup setup) =>
        screen is null ? null : TerminalCompanion.For(screen, setup.Data, TimeProvider.System);

    private int Refuse(Refusal refusal)
    {
        foreach (var reason in refusal.Reasons)
            console.Error.WriteLine($"massager: {reason}");
        return ExitCode.Of(refusal.Kind);
    }

    private async Task<int> RunAsync(RunOptions options, RunSetup setup, OpenSession session, Surroundings around, CancellationToken cancellation)
    {
        SessionRun? run = null;
        using var lines = new LineWriter(options.TakesStandardOutput ? console.Error : console.Out, _ => { });
        using var events = around.Files.Events is { } target
            ? new LineWriter(target, reason => run?.Post(new StopInput($"the event log cannot be written: {reason}")))
            : null;
        Tell(setup, lines, around.Screen);
        var log = events is null ? null : new EventLog(events.Post, options.Order.Trace);
        run = session.Begin(new(log, around.Screen is null ? lines.Post : null));
        var end = await HostAsync(run, around.Signals, cancellation).ConfigureAwait(false);
        if (run.SpeedMissed is { } reached)
            console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"massager: this computer is too slow for --speed {setup.Speed:0.##}: the session ran about {reached:0.#} times as fast as real time"));
        log?.Finish();
        var written = events is null || (events.Close(LongestWrite) && events.Failure is null);
        lines.Close(LongestWrite);
        if (!written)
            console.Error.WriteLine($"massager: {options.Events}: the event log is not complete: {events!.Failure ?? "it takes too long to write"}");
        if (session.Close(end) is { } lost)
        {
            written = false;
            console.Error.WriteLine($"massager: the history is not complete: {lost}");
        }
        // That a paired device was there is worth a line, not an exit code.
        if (session.Remember() is { } forgotten)
            console.Error.WriteLine($"massager: {forgotten}");
        var code = Conclude(options, setup, session, new(end, written), around.Files);
        around.Screen?.DiscardInput();
        return code;
    }

    /// <summary>What the person should know. Written before a screen takes the terminal: a line that came later would stand in its letters.</summary>
    private void Tell(RunSetup setup, LineWriter lines, TerminalPort? screen)
    {
        foreach (var note in setup.Notes)
            if (screen is null)
                lines.Post(note);
            else
                console.Out.WriteLine(note);
    }

    private static async Task<RunEnd> HostAsync(SessionRun run, SessionSignals signals, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(run);
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<SessionHost>();
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddSingleton<SessionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionService>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<SessionService>();
        await host.RunAsync(cancellation).ConfigureAwait(false);
        return await service.Ended.ConfigureAwait(false);
    }

    private int Conclude(RunOptions options, RunSetup setup, OpenSession session, Ending ending, RunFiles files)
    {
        var end = ending.End;
        if (end.Broken is { } broken)
            console.Error.WriteLine($"massager: internal error: {broken}");
        var kept = Keep(options, setup, end) && ending.Written;
        var exit = ExitCode.Of(end, kept);
        var next = kept ? session.After(end) : null;
        if (next is not null)
            foreach (var line in next.Lines(setup.Plan, new StoreClock(wallClock, () => null).Local()))
                (options.TakesStandardOutput ? console.Error : console.Out).WriteLine(line);
        if (files.Report is not { } report)
            return exit;
        try
        {
            report.Write(SessionReport.Of(setup.Plan, end, exit, next) + "\n");
            report.Flush();
            return exit;
        }
        catch (IOException exception)
        {
            console.Error.WriteLine($"massager: {options.Report}: the report cannot be written: {FileErrorText.Of(exception, options.Report)}");
            return ExitCode.Of(end, kept: false);
        }
    }

    /// <summary>Writes the dose; false when that fails.</summary>
    private bool Keep(RunOptions options, RunSetup setup, RunEnd end)
    {
        if (options.Order.Ledger is not { } ledger || end.Result is not { } result || (result.Press == TimeSpan.Zero && !result.AreaLocked))
            return true;
        try
        {
            DoseLedgerFile.Append(ledger, new Dose(wallClock.GetUtcNow(), setup.Plan.Area, setup.Plan.Side, result.Press, result.AreaLocked));
            return true;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            console.Error.WriteLine($"massager: {ledger}: the session is not in the ledger: {FileErrorText.Of(exception, ledger)}");
            return false;
        }
    }

    /// <summary>What a session has around it: its files, the operating system, and the terminal of its screen or null.</summary>
    private sealed record Surroundings(RunFiles Files, SessionSignals Signals, TerminalPort? Screen);

    /// <param name="Written">Event log and history are complete.</param>
    private sealed record Ending(RunEnd End, bool Written);
}

using System.Globalization;
using MassagerControl.App.Events;
using MassagerControl.App.Guarding;
using MassagerControl.App.Hosting;
using MassagerControl.App.Os;
using MassagerControl.App.Runs;
using MassagerControl.App.Storage;
using MassagerControl.Core.Control;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MassagerControl.App.Cli;

/// <summary>Runs a prepared session inside the host, with its files, and turns its end into an exit code.</summary>
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
        var watched = setup.Reach is { } reach
            ? await DeviceWatch.TakeAsync(new(reach, setup.Screen is not null, Kept(setup)), TimeProvider.System).ConfigureAwait(false)
            : WatchTry.NotNeeded;
        if (watched.Refusal is { } refusal)
        {
            console.Error.WriteLine($"massager: {refusal}");
            return watched.MayRun ? ExitCode.MotorMayRun : ExitCode.Refused;
        }
        try
        {
            return await RunAsync(options, setup, new(watched.Watch, signals), files, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (watched.Watch is { } watch)
                await watch.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static KeptSession? Kept(RunSetup setup) => setup.Keeping is { } keeping ? new(keeping.Book.Folder, keeping.Beginning.Device) : null;

    private async Task<int> RunAsync(RunOptions options, RunSetup setup, Surroundings around, RunFiles files, CancellationToken cancellation)
    {
        SessionRun? run = null;
        using var journal = RunJournal.Begin(setup.Keeping, stop => run?.Post(stop));
        if (journal.Exit is { } exit)
        {
            foreach (var reason in journal.Reasons)
                console.Error.WriteLine($"massager: {reason}");
            return exit;
        }
        using var lines = new LineWriter(options.TakesStandardOutput ? console.Error : console.Out, _ => { });
        using var events = files.Events is { } target
            ? new LineWriter(target, reason => run?.Post(new StopInput($"the event log cannot be written: {reason}")))
            : null;
        Tell(setup, lines);
        var log = events is null ? null : new EventLog(events.Post, options.Trace);
        var output = new SessionOutput(log, setup.Screen is null ? lines.Post : null, journal.Journal);
        run = new SessionRun(setup with { MayRun = journal.Journal is { } kept ? kept.MayRun : null }, output, around.Watch);
        var end = await HostAsync(run, around.Signals, cancellation).ConfigureAwait(false);
        if (run.SpeedMissed is { } reached)
            console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"massager: this computer is too slow for --speed {setup.Speed:0.##}: the session ran about {reached:0.#} times as fast as real time"));
        log?.Finish();
        var written = events is null || (events.Close(LongestWrite) && events.Failure is null);
        lines.Close(LongestWrite);
        if (!written)
            console.Error.WriteLine($"massager: {options.Events}: the event log is not complete: {events!.Failure ?? "it takes too long to write"}");
        if (journal.End(end, run.Snapshot) is { } lost)
        {
            written = false;
            console.Error.WriteLine($"massager: the history is not complete: {lost}");
        }
        Remember(setup, run.Snapshot);
        var code = Conclude(options, setup, end, written, files);
        setup.Screen?.DiscardInput();
        return code;
    }

    /// <summary>What the person should know. Written before a screen takes the terminal: a line that came later would stand in its letters.</summary>
    private void Tell(RunSetup setup, LineWriter lines)
    {
        foreach (var note in setup.Notes)
            if (setup.Screen is null)
                lines.Post(note);
            else
                console.Out.WriteLine(note);
    }

    /// <summary>That a paired device was there is worth a line, not an exit code.</summary>
    private void Remember(RunSetup setup, SessionSnapshot last)
    {
        try
        {
            if (last.BatteryPercent is not null || last.Session.EverDriven)
                setup.Seen?.Invoke(last.BatteryPercent);
        }
        catch (StoreException exception)
        {
            console.Error.WriteLine($"massager: {exception.Message}");
        }
    }

    private static async Task<RunEnd> HostAsync(SessionRun run, SessionSignals signals, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(run);
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddSingleton<SessionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionService>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<SessionService>();
        await host.RunAsync(cancellation).ConfigureAwait(false);
        try
        {
            return new(await service.Ended.ConfigureAwait(false), null, run.Snapshot.Session.RatingCap);
        }
#pragma warning disable CA1031 // A fault of this program: it becomes one line and exit code 1.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, exception.Message, run.Snapshot.Session.RatingCap);
        }
    }

    private int Conclude(RunOptions options, RunSetup setup, RunEnd end, bool written, RunFiles files)
    {
        if (end.Broken is { } broken)
            console.Error.WriteLine($"massager: internal error: {broken}");
        var kept = Keep(options, setup, end) && written;
        var exit = Code(end, kept);
        var next = kept ? After(setup, end) : null;
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
            return Code(end, kept: false);
        }
    }

    /// <summary>What comes next; null where the session counts for nothing, or the folder fails, which was told already.</summary>
    private static NextSession? After(RunSetup setup, RunEnd end)
    {
        try
        {
            return end.Result is { } result ? setup.After?.Invoke(result) : null;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <summary>Writes the dose; false when that fails.</summary>
    private bool Keep(RunOptions options, RunSetup setup, RunEnd end)
    {
        if (options.Ledger is not { } ledger || end.Result is not { } result || (result.Press == TimeSpan.Zero && !result.AreaLocked))
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

    // What concerns the motor outranks what concerns a file.
    internal static int Code(RunEnd end, bool kept)
    {
        var code = end.Result is { } result ? ExitCode.Of(result.Outcome) : ExitCode.InternalError;
        return !kept && code is (ExitCode.Completed or ExitCode.EndedEarly) ? ExitCode.BadInput : code;
    }

    /// <summary>Who else has a hand in the session: the guard of its device, null where it needs none, and the operating system.</summary>
    private sealed record Surroundings(DeviceWatch? Watch, SessionSignals Signals);
}

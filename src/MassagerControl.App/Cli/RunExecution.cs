using System.Collections.Immutable;
using MassagerControl.App.CheckIn;
using MassagerControl.App.Hosting;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Schedules;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary>Runs an admitted session inside the host, with its files, and turns its end into an exit code.</summary>
internal sealed class RunExecution(AppConsole console, AppParts parts)
{
    public async Task<int> RunAsync(RunOptions options, RunSetup setup, CancellationToken cancellation)
    {
        var late = new LateKeys();
        var (exit, kept, _) = await RunToEndAsync(options, setup, late, cancellation).ConfigureAwait(false);
        // The motor is off and the device is given back: a person may take their time.
        if (kept is { } session && setup is { PainBefore: { } before, Keeping: { } keeping } && options.Screen(console.Terminal) is { } screen)
            AskAfter(new(screen, late, parts.Language), before, pain => PainAfter.Keep(keeping.Sessions.Folder, session, pain, parts.WallClock), cancellation);
        if (setup.Keeping is { } folder)
            Remind(options, folder.Sessions.Folder);
        return exit;
    }

    /// <summary>The same as a step of something longer: nothing is asked afterwards.</summary>
    public Task<(int Exit, long? Kept, RunEnd? End)> RunStepAsync(RunOptions options, RunSetup setup, CancellationToken cancellation) =>
        RunToEndAsync(options, setup, new LateKeys(), cancellation);

    /// <returns>The exit code; the session's number in the history where it is over, kept, and the motor has pressed; its end, null where it has not begun.</returns>
    private async Task<(int Exit, long? Kept, RunEnd? End)> RunToEndAsync(RunOptions options, RunSetup setup, LateKeys late, CancellationToken cancellation)
    {
        using var sessions = setup.Keeping?.Sessions;
        // Before the device is taken: who has one may be asked to end at any time.
        using var signals = new SessionSignals();
        using var files = RunFiles.Open(options, console.Out);
        if (files.Error is { } error)
            return (Fail(ExitCode.BadInput, error), null, null);
        var (keys, problems) = TakeKeys(options);
        using var held = keys;
        if (!problems.IsEmpty)
            return (Fail(ExitCode.BadInput, problems.AsSpan()), null, null);
        var screen = options.Screen(console.Terminal);
        if (keys is not null)
            setup = setup with { Companions = setup.Companions.Add(StopKeyCompanion.For(keys, alone: screen is null, TimeProvider.System)), Notes = [.. setup.Notes, .. keys.Held.Select(parts.Language.Say)] };
        if (screen is not null)
            setup = setup with { Companions = setup.Companions.Add(TerminalCompanion.For(screen, ScreenAid.None with { Data = setup.Data, Language = setup.Language }, late, TimeProvider.System)) };
        using var voice = options.Voice is { } heard ? new VoiceCompanion(heard, parts.Variable("PATH"), console.Terminal, TimeProvider.System) : null;
        if (voice is not null)
            setup = setup with { Companions = setup.Companions.Add(voice.Join), Notes = setup.Notes.Add(parts.Language.Say(voice.Words)) };
        var (session, refusal) = await OpenSession.OpenAsync(setup, screen is not null, TimeProvider.System).ConfigureAwait(false);
        if (session is null)
            return (Fail(ExitCode.Of(refusal!.Kind), [.. refusal.Reasons]), null, null);
        await using var closing = session.ConfigureAwait(false);
        using var output = new RunOutput(options.TakesStandardOutput ? console.Error : console.Out, files.Events, options.Order.Trace);
        Tell(setup, output, screen);
        var run = session.Begin(output.Recorders(screen is not null) with { Language = setup.Language });
        output.Stops(run);
        var end = await HostedSession.RunAsync(run, signals, cancellation).ConfigureAwait(false);
        output.Close();
        var code = Conclude(options, setup, new(session, end, Complain(options, setup, run, output)), files);
        screen?.DiscardInput();
        return (code, end.Result is { ConfirmedOff: true, Press.Ticks: > 0 } ? session.Kept : null, end);
    }

    /// <summary>What is due, where somebody has chosen to be reminded; a folder that cannot be read has said so by now.</summary>
    private void Remind(RunOptions options, string folder)
    {
        foreach (var line in ReminderText.Due(new ReminderBook(folder, parts.Clock, parts.Questions).Look().View.Due, parts.Language))
            (options.TakesStandardOutput ? console.Error : console.Out).WriteLine(line);
    }

    private void AskAfter(AfterQuestion question, Discomfort before, Func<Discomfort, Phrase?> keep, CancellationToken cancellation)
    {
        using var signals = new EndSignals(cancellation);
        if (question.Ask(before, signals.Token) is { } pain && keep(pain) is { } problem)
            Say($"your answer is not kept: {problem}");
    }

    private (StopKeyWatch? Keys, ImmutableArray<Phrase> Problems) TakeKeys(RunOptions options) =>
        options.StopKeys.IsEmpty ? (null, []) : StopKeyWatch.Open(parts.Input!, options.StopKeys, TimeProvider.System);

    /// <summary>What the person should know. Written before a screen takes the terminal: a line that came later would stand in its letters.</summary>
    private void Tell(RunSetup setup, RunOutput output, TerminalPort? screen)
    {
        foreach (var note in setup.Notes)
            if (screen is null)
                output.Tell(note);
            else
                console.Out.WriteLine(note);
    }

    /// <returns>The event log is complete.</returns>
    private bool Complain(RunOptions options, RunSetup setup, SessionRun run, RunOutput output)
    {
        if (run.SpeedMissed is { } reached)
            Say($"this computer is too slow for --speed {setup.Speed:0.##}: the session ran about {reached:0.#} times as fast as real time");
        if (output.Missing is { } missing)
            Say($"{options.Events}: the event log is not complete: {missing}");
        return output.Missing is null;
    }

    private int Conclude(RunOptions options, RunSetup setup, Ending ending, RunFiles files)
    {
        var (session, end) = (ending.Session, ending.End);
        var kept = ending.Written;
        if (session.Close(end) is { } lost)
        {
            kept = false;
            Say($"the history is not complete: {lost}");
        }
        // That a paired device was there is worth a line, not an exit code.
        if (session.Remember() is { } forgotten)
            Say(forgotten);
        if (end.Broken is { } broken)
            Say($"internal error: {broken}");
        kept = Keep(options, setup, end) && kept;
        var next = kept ? session.After(end) : null;
        if (next is not null)
            foreach (var line in next.Lines(setup.Plan, new StoreClock(parts.WallClock, () => null).Local()))
                (options.TakesStandardOutput ? console.Error : console.Out).WriteLine(line);
        var exit = ExitCode.Of(end, kept);
        return files.Report is { } report && Write(report, SessionReport.Of(setup.Plan, end, exit, next), options) is { } unwritten
            ? Fail(ExitCode.Of(end, kept: false), unwritten)
            : exit;
    }

    /// <returns>Why the report cannot be written; null where it is.</returns>
    private static Phrase? Write(TextWriter report, string text, RunOptions options)
    {
        try
        {
            report.Write(text + "\n");
            report.Flush();
            return null;
        }
        catch (IOException exception)
        {
            return $"{options.Report}: the report cannot be written: {FileErrorText.Of(exception, options.Report)}";
        }
    }

    /// <summary>Writes the dose; false when that fails.</summary>
    private bool Keep(RunOptions options, RunSetup setup, RunEnd end)
    {
        if (options.Order.Ledger is not { } ledger || end.Result is not { } result || (result.Press == TimeSpan.Zero && !result.AreaLocked))
            return true;
        try
        {
            DoseLedgerFile.Append(ledger, new Dose(parts.WallClock.GetUtcNow(), setup.Plan.Area, setup.Plan.Side, result.Press, result.AreaLocked));
            return true;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            Say($"{ledger}: the session is not in the ledger: {FileErrorText.Of(exception, ledger)}");
            return false;
        }
    }

    private void Say(Phrase line) => console.Complain(line);

    private int Fail(int exit, params ReadOnlySpan<Phrase> reasons)
    {
        foreach (var reason in reasons)
            Say(reason);
        return exit;
    }

    /// <param name="Written">The event log is complete.</param>
    private sealed record Ending(OpenSession Session, RunEnd End, bool Written);
}

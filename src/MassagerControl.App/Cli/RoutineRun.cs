using System.Collections.Immutable;
using MassagerControl.App.CheckIn;
using MassagerControl.App.Hosting;
using MassagerControl.App.Routines;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary>Goes through a routine step by step. No motor runs in it but in its session, which goes the way of every session.</summary>
internal sealed class RoutineRun
{
    // An answer that is older is asked for again before the session; this project's own choice.
    private static readonly TimeSpan AnswersLast = TimeSpan.FromHours(1);

    private readonly AppConsole _console;
    private readonly AppParts _parts;
    private readonly Func<AppConsole, RunRoutineSession> _session;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly List<int> _exits = [];
    private RoutineMemory? _memory;
    private RoutineRecord _record = null!;
    private RoutineOptions _options = null!;
    private KeyPump? _pump;
    private RoutineScreen? _screen;
    private IRoutineGuide _guide = null!;
    private ImmutableDictionary<string, CheckInAnswer>? _answers;
    private long _answeredAt;

    /// <param name="session">Runs a session on a console.</param>
    public RoutineRun(AppConsole console, AppParts parts, Func<AppConsole, RunRoutineSession> session) => (_console, _parts, _session) = (console, parts, session);

    private TextWriter Out => _options.Run.TakesStandardOutput ? _console.Error : _console.Out;

    public async Task<int> RunAsync(RoutineOptions options, CancellationToken cancellation)
    {
        using var signals = new EndSignals(cancellation);
        if (Guide(options) is not { } guide)
            return Fail(ExitCode.Refused, Say("without a terminal nobody goes through the steps; on the simulator --speed max does it alone"));
        if (_screen is not null && !options.Run.Order.Speed.IsReal)
            return Fail(ExitCode.BadInput, Say("--speed: a person at a terminal needs real time; only max goes through it alone"));
        var (ready, refusal) = new RoutineStart(_parts).Begin(options, real: _screen is not null, guide.Now);
        if (ready is null)
            return Fail(ExitCode.Of(refusal!.Kind), [.. refusal.Reasons.Select(Say)]);
        if (await StopLeftAsync(ready, signals).ConfigureAwait(false) is { } motorFirst)
        {
            ready.Memory?.Dispose();
            return Fail(ExitCode.Of(motorFirst.Kind), [.. motorFirst.Reasons]);
        }
        return await GoThroughAsync(guide, ready, signals.Token).ConfigureAwait(false);
    }

    /// <summary>A motor that an earlier session left running is stopped before a quarter of an hour of warmth, not after it.</summary>
    private async Task<Refused?> StopLeftAsync(ReadyRoutine ready, EndSignals signals) => ready.Record.State.Plan.Parts.Any(part => part is PlannedSession)
        ? await new SessionIntake(_parts.Intake).StopLeftAsync(ready.Options.Run.Order, text => _console.Error.WriteLine($"massager: {text}."), signals.Interruption).ConfigureAwait(false)
        : null;

    /// <summary>One step by itself. It is not gone on with later, but what counts by the day counts.</summary>
    public async Task<int> RunStepAsync(GuidedStep step, RoutineOptions options, CancellationToken cancellation)
    {
        using var signals = new EndSignals(cancellation);
        if (Guide(options) is not { } guide)
            return Fail(ExitCode.Refused, Say("without a terminal nobody goes through the steps; on the simulator --speed max does it alone"));
        if (_screen is null && options.Run.Order.Data is null)
            return await GoThroughAsync(guide, new(options, step.Id, RecordOf(step, FactsOf(step), guide), null, []), signals.Token).ConfigureAwait(false);
        var (memory, notes, error) = RoutineMemory.Open(DataFolder.Of(options.Run.Order.Data, _parts.Variable).Path, _parts.Clock);
        if (memory is null)
            return Fail(ExitCode.BadInput, Say(error!));
        try
        {
            var begun = memory.Begun();
            var record = RecordOf(step, FactsOf(step) with { Begun = begun }, guide);
            memory.Count(record, begun);
            return await GoThroughAsync(guide, new(options, step.Id, record, memory, [.. notes.Select(Say)]), signals.Token).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            memory.Dispose();
            return Fail(ExitCode.BadInput, Say(exception.Words));
        }
    }

    private static RoutineRecord RecordOf(GuidedStep step, RoutineFacts facts, IRoutineGuide guide) => new(RoutineMachine.Start(RoutinePlan.OfStep(step), facts, guide.Now), null, null);

    // Whoever asks for cold alone says by it that there is an injury.
    private static RoutineFacts FactsOf(GuidedStep step) => new() { Injury = step.Kind == GuidedKind.Cold };

    /// <returns>Who goes through it; null where nobody does.</returns>
    private IRoutineGuide? Guide(RoutineOptions options)
    {
        _options = options;
        if (options.Run.Screen(_console.Terminal) is not { } terminal)
            return options.Run.Order.Speed.IsReal ? null : new RoutineUnattended(Out, _parts.Language, options.Run.Order.Speed.Factor, _time);
        var voice = options.Run.Voice is { } heard ? new GuidedVoice(heard, _parts.Variable("PATH"), terminal) : null;
        _pump = KeyPump.Start(terminal);
        _screen = new RoutineScreen(terminal, _pump, _parts.Language, _time) { Voice = voice };
        return _screen;
    }

    private async Task<int> GoThroughAsync(IRoutineGuide guide, ReadyRoutine ready, CancellationToken cancellation)
    {
        (_guide, _options, _record, _memory) = (guide, ready.Options, ready.Record, ready.Memory);
        using var memory = _memory;
        foreach (var note in ready.Notes)
            Out.WriteLine(note);
        Phrase? hint = null;
        while (_record.State is { Ending: null } state)
        {
            if (await InputAsync(state, hint, cancellation).ConfigureAwait(false) is not { } input)
                return Interrupted();
            var move = RoutineMachine.Next(state, input, _guide.Now);
            hint = move.Ignored;
            _record = _record with { State = move.State };
            Save();
        }
        return Conclude();
    }

    private async Task<RoutineInput?> InputAsync(RoutineState state, Phrase? hint, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return null;
        switch (state.Phase)
        {
            case RoutinePhase.Asking:
                return CheckIn(cancellation);
            case RoutinePhase.InSession:
                return await SessionAsync(state, cancellation).ConfigureAwait(false);
            case RoutinePhase.Rating:
                var asked = Rate(cancellation);
                return cancellation.IsCancellationRequested ? null : asked ? new RatedRoutineInput() : new SkipRoutineInput();
            default:
                return await _guide.NextAsync(state, hint, cancellation).ConfigureAwait(false);
        }
    }

    private RoutineInput? CheckIn(CancellationToken cancellation)
    {
        _screen?.Leave();
        using var lent = _pump?.Lend(cancellation);
        var ask = lent is null ? null : (AskCheckIn)new CheckInScreen(lent.Port, _parts.Language).Ask;
        var early = new EarlyCheckIn(_parts.Intake with { AskCheckIn = ask }).Take(_options.Run.OrderAt(_console.Terminal));
        if (cancellation.IsCancellationRequested)
            return null;
        if (early.Left)
            return new StopRoutineInput();
        (_answers, _answeredAt) = (early.Answers, _time.GetTimestamp());
        if (early.Refused is not { } refused)
            return early.Answers is null ? new SkipRoutineInput() : new CheckedInRoutineInput(early.Injury, null);
        if (refused.Emergency is { } emergency)
            foreach (var line in EmergencyText.Lines(emergency, _console.Terminal, _parts.Language))
                _console.Error.WriteLine(line);
        foreach (var reason in refused.Reasons)
            _console.Error.WriteLine($"massager: {reason}");
        if (early.Injury)
            return new CheckedInRoutineInput(true, null);
        _exits.Add(ExitCode.Of(refused.Kind));
        return new CheckedInRoutineInput(false, "The check-in speaks against it: nothing more for now.");
    }

    private async Task<RoutineInput?> SessionAsync(RoutineState state, CancellationToken cancellation)
    {
        _screen?.Leave();
        using var lent = _pump?.Lend(CancellationToken.None);
        var program = ((PlannedSession)state.Part!).Program;
        var options = _options.Run with { Order = _options.Run.Order with { Program = program } };
        var console = lent is null ? _console : _console with { Terminal = lent.Port };
        AskCheckIn? ask = lent is null ? null : subject => _answers is { } said && _time.GetElapsedTime(_answeredAt) < AnswersLast ? said : new CheckInScreen(lent.Port, _parts.Language).Ask(subject);
        var session = await _session(console)(options, ask, cancellation).ConfigureAwait(false);
        _exits.Add(session.Exit);
        _record = _record with { Session = session.Kept, PainBefore = session.PainBefore };
        return new SessionOverRoutineInput(session.End);
    }

    /// <returns>The person said how it feels.</returns>
    private bool Rate(CancellationToken cancellation)
    {
        if (_record is not { Session: { } session, PainBefore: { } before } || _pump is null)
            return false;
        _screen?.Leave();
        using var lent = _pump.Lend(cancellation);
        var folder = DataFolder.Of(_options.Run.Order.Data, _parts.Variable).Path;
        if (new AfterQuestion(lent.Port, lent.Keys, _parts.Language).Ask(before, cancellation) is not { } pain)
            return false;
        if (PainAfter.Keep(folder, session, pain, _parts.WallClock) is { } problem)
            _console.Complain($"your answer is not kept: {problem}");
        return true;
    }

    private void Save()
    {
        try
        {
            _memory?.Save(_record, _guide.Now);
        }
        catch (StoreException exception)
        {
            // No motor hangs on it: the steps go on, and cannot be resumed.
            _memory = null;
            _console.Complain($"the routine is not written down any more: {exception.Words}");
        }
    }

    private int Interrupted()
    {
        Save();
        _screen?.Leave();
        Out.WriteLine(Say(_memory is not { IsKept: true } ? "Interrupted. No motor runs." : "Interrupted. No motor runs. To go on: massager routine --resume"));
        return Worst(ExitCode.EndedEarly);
    }

    private int Conclude()
    {
        _screen?.Leave();
        var state = _record.State;
        foreach (var outcome in state.Outcomes.Where(outcome => outcome.Fate == PartFate.PassedOver))
            Out.WriteLine($"{outcome.Key}: {Say(outcome.Reason ?? Phrase.Empty)}");
        if (state.Told is { } told)
            Out.WriteLine(Say(told));
        var done = state.Outcomes.Count(outcome => outcome.Fate == PartFate.Done);
        Out.WriteLine(Say(state.Ending switch
        {
            RoutineEnding.Completed => Phrase.Of($"The routine is over. Steps done: {done} of {state.Plan.Parts.Length}."),
            RoutineEnding.Stopped => Phrase.Of($"Stopped. Steps done: {done} of {state.Plan.Parts.Length}. No motor runs."),
            _ => Phrase.Of($"The routine ends here. Steps done: {done} of {state.Plan.Parts.Length}."),
        }));
        var nothing = state.Outcomes.All(outcome => outcome.Fate is PartFate.PassedOver);
        return Worst(state.Ending != RoutineEnding.Completed ? ExitCode.EndedEarly : nothing ? ExitCode.Refused : ExitCode.Completed);
    }

    /// <summary>What concerns the motor outranks everything, then what failed, then what was refused.</summary>
    private int Worst(int own)
    {
        int[] rank = [ExitCode.Completed, ExitCode.EndedEarly, ExitCode.Refused, ExitCode.BadInput, ExitCode.DeviceFailed, ExitCode.InternalError, ExitCode.MotorMayRun];
        return _exits.Append(own).MaxBy(exit => Array.IndexOf(rank, exit));
    }

    private string Say(Phrase phrase) => _parts.Language.Say(phrase);

    private int Fail(int exit, params ReadOnlySpan<string> reasons)
    {
        foreach (var reason in reasons)
            _console.Error.WriteLine($"massager: {reason}");
        return exit;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using MassagerControl.App.CheckIn;
using MassagerControl.App.Hosting;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>The command line: finds the command, runs it, and turns whatever goes wrong into one clear line and an exit code.</summary>
internal sealed class CommandLine(AppConsole console, AppParts parts)
{
    private readonly Option<string?> _language = LanguageOption();

    /// <param name="cancellation">Asks a session to stop, motor first.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            // A word that begins with @ is a word: files of arguments are read by nobody.
            var parsed = Root().Parse(LearnOptions.Joined(args), new() { ResponseFileTokenReplacer = null });
            if (Chosen(parsed) is { } chosen && chosen.Tag != parts.Language.Tag)
                return await new CommandLine(console with { Language = chosen }, parts with { Language = chosen }).RunAsync(args, cancellation).ConfigureAwait(false);
            if (parsed.Errors.Count == 0)
                return await parsed.InvokeAsync(Invocation(), cancellation).ConfigureAwait(false);
            foreach (var error in parsed.Errors)
                Say($"massager: {error.Message}");
            Say($"Try: massager {PathOf(parsed.CommandResult)}--help");
            return ExitCode.BadInput;
        }
        catch (IOException exception)
        {
            // Files and devices have their own words.
            var words = FileErrorText.Of(exception, null);
            Complain(words.Text == exception.Message ? words : Phrase.Of($"standard output cannot be written: {words}"));
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The one handler at the top: a person gets one clear line, never a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Complain($"internal error: {exception.Message}");
            return ExitCode.InternalError;
        }
    }

    private void Complain(Phrase words) => Say($"massager: {console.Language.Say(words)}");

    private void Say(string line)
    {
        try
        {
            console.Error.WriteLine(line);
        }
        catch (IOException)
        {
            // Nobody can be told; the exit code still says it.
        }
    }

    /// <returns>The names of the command and those above it, without the program's own, e.g. <c>profiles new </c>.</returns>
    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult above ? $"{PathOf(above)}{command.Command.Name} " : "";

    /// <summary>Every command with its options.</summary>
    internal RootCommand Root() => new("Drives a Bluetooth massage gun or ball through trigger-point programs, no stronger than your rating allows.")
    {
        new RunCommand(parts.Language).Build(RunSessionAsync),
        new ScanCommand(console, parts).Build(), new PairCommand(console, parts, console.Input).Build(), new DevicesCommand(console, parts).Build(),
        new ForgetCommand(console, parts).Build(), new StopCommand(console, parts).Build(),
        new ProgramsCommand(console, parts).Build(),
        new GuidedCommand(console, parts).Build(), new RoutineCommand(console, parts, with => new CommandLine(with, parts).RunStepAsync).Build(),
        new AreasCommand(console, parts).Build(), new SuggestCommand(console, parts).Build(),
        new HistoryCommand(console, parts).Build(),
        new PlanCommand(console, parts).Build(), new TopicsCommand(console, parts).Build(),
        new ProfilesCommand(console, console.Input).Build(), new ConformCommand(console, parts, console.Input).Build(), new SimulateCommand(console).Build(),
        new LearnCommand(console).Build(), new CapturesCommand(console).Build(), new MarksCommand(console, parts.WallClock).Build(),
        new ServeCommand(console, parts).Build(), new ClinicCommand(console, parts).Build(), new KeysCommand(console, parts).Build(),
        new DoctorCommand(console, parts).Build(),
        new GuardCommand(console, parts.FindDevice).Build(),
        _language,
    };

    private static Option<string?> LanguageOption()
    {
        var languages = string.Join(", ", Language.Tags);
        var option = OptionValues.Of(
            "--lang", "LANGUAGE", $"What you are spoken to in: {languages}. The system's language otherwise.", text => Language.Find(text)?.Tag, $"one of {languages}");
        option.Recursive = true;
        return option;
    }

    /// <returns>Null where none is named, or one that there is not.</returns>
    private Language? Chosen(ParseResult parsed) => parsed.GetResult(_language) is { Tokens: [{ Value: var tag }] } ? Language.Find(tag) : null;

    private async Task<int> RunSessionAsync(RunOptions options, CancellationToken cancellation)
    {
        // Before any question: nobody answers them for a session that is refused.
        var (keys, problems) = StopKeyOption.Read(options.StopKeyTexts, parts.Input);
        if (!problems.IsEmpty)
            return Refuse(new(RefusalKind.BadInput, [.. problems.Select(parts.Language.Say)]));
        options = options with { StopKeys = keys };
        var intake = new SessionIntake(parts.Intake with { AskCheckIn = console.Terminal is { } terminal ? new CheckInScreen(terminal, parts.Language).Ask : null });
        var order = options.OrderAt(console.Terminal);
        if (await StopLeftAsync(intake, order, cancellation).ConfigureAwait(false) is { } motorFirst)
            return Refuse(motorFirst);
        var admission = intake.Admit(order);
        return admission is Admitted admitted
            ? await new RunExecution(console, parts).RunAsync(options, admitted.Setup, cancellation).ConfigureAwait(false)
            : Refuse((Refused)admission);
    }

    /// <summary>The session of a routine: what <c>run</c> does, on the same way, with the answers of the routine's own check-in.</summary>
    private async Task<RoutineSession> RunStepAsync(RunOptions options, AskCheckIn? ask, CancellationToken cancellation)
    {
        var (keys, problems) = StopKeyOption.Read(options.StopKeyTexts, parts.Input);
        if (!problems.IsEmpty)
            return RoutineSession.Refused(Refuse(new(RefusalKind.BadInput, [.. problems.Select(parts.Language.Say)])), closed: false);
        options = options with { StopKeys = keys };
        var closed = false;
        var intake = new SessionIntake(parts.Intake with { AskCheckIn = ask is null ? null : Asked });
        var order = options.OrderAt(console.Terminal);
        if (await StopLeftAsync(intake, order, cancellation).ConfigureAwait(false) is { } motorFirst)
            return RoutineSession.Refused(Refuse(motorFirst), closed: false);
        var admission = intake.Admit(order);
        if (admission is not Admitted admitted)
            return RoutineSession.Refused(Refuse((Refused)admission), closed);
        var (exit, kept, end) = await new RunExecution(console, parts).RunStepAsync(options, admitted.Setup, cancellation).ConfigureAwait(false);
        return RoutineSession.Of(exit, kept, admitted.Setup, end);

        // What closes the place for this session closes it for a stretch too.
        System.Collections.Immutable.ImmutableDictionary<string, Core.Screening.CheckInAnswer>? Asked(Core.Screening.CheckInSubject subject)
        {
            var answers = ask(subject);
            closed = answers is not null && !subject.Judge(answers).Allowed;
            return answers;
        }
    }

    /// <summary>Ctrl-C ends no program without a word while a motor may run.</summary>
    private async Task<Refused?> StopLeftAsync(SessionIntake intake, SessionOrder order, CancellationToken cancellation)
    {
        using var signals = new EndSignals(cancellation);
        return await intake.StopLeftAsync(order, text => Complain($"{text}."), signals.Interruption).ConfigureAwait(false);
    }

    private int Refuse(Refused refused)
    {
        if (refused.Emergency is { } emergency)
            foreach (var line in EmergencyText.Lines(emergency, console.Terminal, parts.Language))
                Say(line);
        foreach (var reason in refused.Reasons)
            Say($"massager: {reason}");
        return ExitCode.Of(refused.Kind);
    }

    // Signals and exceptions are ours: the motor stops first.
    private InvocationConfiguration Invocation() => new()
    {
        Output = console.Out,
        Error = console.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}

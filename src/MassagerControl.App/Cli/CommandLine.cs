using System.CommandLine;
using System.CommandLine.Parsing;
using MassagerControl.App.Reach;
using MassagerControl.App.Storage;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>The command line: finds the command, runs it, and turns whatever goes wrong into one clear line and an exit code.</summary>
internal sealed class CommandLine(AppConsole console, AppParts parts)
{
    /// <param name="cancellation">Asks a session to stop, motor first.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        try
        {
            // A word that begins with @ is a word: files of arguments are read by nobody.
            var parsed = Root().Parse(args, new() { ResponseFileTokenReplacer = null });
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
            Say(words == exception.Message ? $"massager: {words}" : $"massager: standard output cannot be written: {words}");
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The one handler at the top: a person gets one clear line, never a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Say($"massager: internal error: {exception.Message}");
            return ExitCode.InternalError;
        }
    }

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
        new RunCommand().Build(RunSessionAsync),
        new ScanCommand(console, parts).Build(), new PairCommand(console, parts, console.Input).Build(), new DevicesCommand(console, parts).Build(),
        new ForgetCommand(console, parts).Build(), new StopCommand(console, parts).Build(),
        new ProgramsCommand(console, parts.Programs).Build(),
        new AreasCommand(console, parts).Build(),
        new HistoryCommand(console, parts).Build(),
        new ProfilesCommand(console, console.Input).Build(), new ConformCommand(console, parts, console.Input).Build(), new SimulateCommand(console).Build(),
        new DoctorCommand(console, parts).Build(),
        new GuardCommand(console, parts.FindDevice).Build(),
    };

    private async Task<int> RunSessionAsync(RunOptions options, CancellationToken cancellation)
    {
        // Before anything is judged: a session that is refused must not leave another one's motor running.
        if (await StopLeftDevicesAsync(options).ConfigureAwait(false) is { } left)
            return left;
        var prepared = new RunPreparation(parts, console.Terminal).Prepare(options);
        if (prepared.Setup is { } setup)
            return await new RunExecution(console, parts.WallClock).RunAsync(options, setup, cancellation).ConfigureAwait(false);
        foreach (var line in prepared.Urgent)
            Say(line);
        foreach (var reason in prepared.Reasons)
            Say($"massager: {reason}");
        return prepared.ExitCode;
    }

    /// <returns>The exit code of a session that may not begin: the device that it is for may still run, or nobody can tell. Null otherwise.</returns>
    private async Task<int?> StopLeftDevicesAsync(RunOptions options)
    {
        if (options.Data is null && options.Device is { } device && DeviceSetup.IsSimulated(device))
            return null;
        var left = new OrphanedDevices(parts.FindDevice, parts.WallClock, text => console.Error.WriteLine($"massager: {text}."));
        var wish = new DeviceRequest("", null, Trace: false, options.Profiles) { Data = DataFolder.Of(options.Data, parts.Variable).Path };
        try
        {
            return await left.StopAsync(wish, options.Device).ConfigureAwait(false) ? null : ExitCode.MotorMayRun;
        }
        catch (StoreException exception) when (exception.IsDamaged)
        {
            // It is set aside, and told, when the session begins.
            return null;
        }
        catch (StoreException exception)
        {
            // What stands in the way of the session says more, where it is the same.
            var opening = MassagerStore.Open(wish.Data);
            opening.Store?.Dispose();
            Say($"massager: {opening.Error ?? exception.Message}");
            return ExitCode.BadInput;
        }
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

using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager conform</c>: proves profiles, on simulated devices and on those that somebody holds.</summary>
internal sealed class ConformCommand(AppConsole console, AppParts parts, TextReader input)
{
    /// <summary>A check found an error.</summary>
    public const int Failed = 1;

    private readonly Argument<string[]> _targets = OptionValues.NotEmpty(new Argument<string[]>("TARGET")
    {
        Description = "sim:PROFILE, the path of a profile's .json file, or a device: a paired one by its name or address, or socket:PATH.",
        Arity = ArgumentArity.OneOrMore,
    }, "a device or a profile");

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _junit = OptionValues.NotEmpty(
        new Option<string?>("--junit") { Description = "Also write JUnit XML; - is standard output, which then has nothing else.", HelpName = "FILE" }, "a file");
    private readonly Option<string?> _faults = OptionValues.NotEmpty(
        new Option<string?>("--faults") { Description = "Faults for the simulated device to make, anew in every check.", HelpName = "FILE" }, "a file");
    private readonly Option<Boxed<OnDisconnect>?> _onDisconnect = SimulateCommand.OnDisconnectOption();
    private readonly Option<string?> _odd = OptionValues.NotEmpty(
        new Option<string?>("--odd") { Description = "An odd device in place of the simulated one, see docs/odd-devices.md: does the profile fit it?", HelpName = "FILE" }, "a file");
    private readonly Option<bool> _yes = new("--yes") { Description = "The device lies on a table: run its motor without asking." };
    private readonly Option<string> _folder = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var conform = new Command("conform", "Checks that a profile and its device belong together and are safe to drive. Exit code 1 on errors.")
        {
            _targets, _json, _junit, _faults, _onDisconnect, _odd, _yes, _folder, _data,
        };
        conform.SetAction((result, _) => RunAsync(result));
        return conform;
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        var library = ProfilesFolder.Library(result.GetRequiredValue(_folder));
        var targets = result.GetRequiredValue(_targets).Select(name => Target(library, name, result)).ToImmutableArray();
        foreach (var error in targets.SelectMany(target => target.Errors))
            console.Error.WriteLine(console.Language.Say(error));
        if (targets.Any(target => !target.Errors.IsEmpty))
            return ExitCode.BadInput;
        var (junit, problem) = JUnit(result);
        using var closing = junit;
        if (problem is not null)
        {
            console.Complain(problem);
            return ExitCode.BadInput;
        }
        foreach (var target in targets)
            if (target.Held is { } held && !result.GetValue(_yes) && !Agreed(held))
                return ExitCode.Refused;
        var reports = new List<ConformanceReport>();
        foreach (var target in targets)
            if (await RunAsync(target).ConfigureAwait(false) is { } report)
                reports.Add(report);
            else
                return ExitCode.Refused;
        if (junit is not null && !Write(result.GetValue(_junit)!, junit, reports))
            return ExitCode.BadInput;
        if (junit is null || junit != console.Out)
            Print(reports, result.GetValue(_json));
        return reports.Any(report => report.Failed) ? Failed : ExitCode.Completed;
    }

    private ConformTarget Target(ProfileLibrary library, string name, ParseResult result)
    {
        if (IsDevice(library, name))
            return Held(name, result);
        var choice = ProfilesChoice.Find(library, name);
        if (choice.Profile is not { } profile)
            return new(name, null, choice.Errors);
        if (result.GetValue(_odd) is { } odd)
            return Odd(name, profile, odd, result);
        var faults = result.GetValue(_faults) is { } file ? FaultScriptReader.Read(file, profile.Scale) : null;
        if (faults is { Succeeded: false })
            return new(name, null, [.. faults.Errors.Select(error => error.InWords())]);
        var options = new SimulatedPeripheralOptions { Faults = faults?.Value ?? FaultScript.None, OnDisconnect = result.GetValue(_onDisconnect)?.Value };
        return new(name, new SimulatedTarget(profile, options), []);
    }

    private ConformTarget Odd(string name, DeviceProfile profile, string file, ParseResult result)
    {
        if (result.GetValue(_faults) is not null || result.GetValue(_onDisconnect) is not null)
            return new(name, null, ["massager: --odd does not go with --faults and --on-disconnect"]);
        var script = OddScriptReader.Read(file);
        return script.Succeeded ? new(name, new OddTarget(profile, script.Value), []) : new(name, null, [.. script.Errors.Select(error => error.InWords())]);
    }

    private bool IsDevice(ProfileLibrary library, string name) =>
        SocketSetup.IsSocket(name) || DirectDevice.Read(name, parts.Radios) is not null || (!SimulatorSetup.IsOne(name) && library.Find(name) is null);

    private ConformTarget Held(string name, ParseResult result)
    {
        if (result.GetValue(_faults) is not null || result.GetValue(_onDisconnect) is not null || result.GetValue(_odd) is not null)
            return new(name, null, [$"{name}: --faults, --on-disconnect and --odd are for simulated devices"]);
        var request = new DeviceRequest(name, FaultsFile: null, Trace: false, result.GetRequiredValue(_folder)) { Data = DataFolder.Of(result.GetValue(_data), parts.Variable).Path };
        var choice = parts.FindDevice(request);
        if (choice.Make is null)
            return new(name, null, choice.Errors);
        return choice.Route is null
            ? new(name, null, [$"{name}: it is simulated inside this program: name its profile as sim:PROFILE"])
            : new(name, null, []) { Held = new(name, choice, TimeProvider.System, words => console.Error.WriteLine(console.Language.Say(words))) };
    }

    private bool Agreed(ConformDevice held)
    {
        console.Error.WriteLine(console.Language.Say(held.Question));
        if (console.Terminal is null)
        {
            console.Complain($"{held.Name}: nobody can be asked: add --yes if that is so");
            return false;
        }
        console.Error.Write($"{console.Language.Say("Is that so? [y/N]")} ");
        console.Error.Flush();
        return AppConsole.IsYes(input.ReadLine());
    }

    private async Task<ConformanceReport?> RunAsync(ConformTarget target)
    {
        if (target.Held is not { } held)
            return await ConformanceSuite.RunAsync(target.Device!, target.Name).ConfigureAwait(false);
        var (report, refusal) = await held.RunAsync().ConfigureAwait(false);
        if (refusal is not null)
            console.Complain(refusal);
        return report;
    }

    private void Print(List<ConformanceReport> reports, bool asJson)
    {
        if (asJson)
            console.Out.WriteLine(ConformanceJson.Text(reports));
        else
            foreach (var line in reports.SelectMany(ConformanceText.Lines))
                console.Out.WriteLine(line);
    }

    /// <summary>Opened before a motor moves.</summary>
    private (TextWriter? Writer, Phrase? Error) JUnit(ParseResult result)
    {
        if (result.GetValue(_junit) is not { } file)
            return (null, null);
        if (file != OutputFile.StandardOutput)
            return OutputFile.Create(file, [result.GetValue(_faults), result.GetValue(_odd), .. result.GetRequiredValue(_targets).Select(SimulatorSetup.PathIn)]);
        return result.GetValue(_json) ? (null, "--json and --junit -: only one of them can be standard output") : (console.Out, null);
    }

    private bool Write(string file, TextWriter writer, List<ConformanceReport> reports)
    {
        try
        {
            ConformanceJUnit.Write(writer, reports);
            writer.Flush();
            return true;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            console.Complain($"{file}: cannot be written: {FileErrorText.Of(exception, file)}");
            return false;
        }
    }

    /// <param name="Device">A simulated one; null when there are errors, and for a device that is held.</param>
    private sealed record ConformTarget(string Name, IConformanceTarget? Device, ImmutableArray<Phrase> Errors)
    {
        public ConformDevice? Held { get; init; }
    }
}

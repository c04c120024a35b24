using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.App.Cli;

/// <summary><c>massager conform</c>: proves profiles on simulated devices.</summary>
internal sealed class ConformCommand(AppConsole console)
{
    /// <summary>A check found an error.</summary>
    public const int Failed = 1;

    private readonly Argument<string[]> _targets = new("TARGET")
    {
        Description = "sim:PROFILE, or the path of a profile's .json file.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<string?> _junit = new("--junit") { Description = "Also write JUnit XML.", HelpName = "FILE" };
    private readonly Option<string?> _faults = new("--faults") { Description = "Faults for the simulated device to make, anew in every check.", HelpName = "FILE" };
    private readonly Option<Boxed<OnDisconnect>?> _onDisconnect = SimulateCommand.OnDisconnectOption();
    private readonly Option<string> _folder = ProfilesFolder.Option();

    public Command Build()
    {
        var conform = new Command("conform", "Checks that a profile and its device belong together and are safe to drive. Exit code 1 on errors.")
        {
            _targets, _json, _junit, _faults, _onDisconnect, _folder,
        };
        conform.SetAction((result, _) => RunAsync(result));
        return conform;
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        var library = ProfilesFolder.Library(result.GetRequiredValue(_folder));
        var targets = result.GetRequiredValue(_targets).Select(name => Target(library, name, result)).ToImmutableArray();
        foreach (var error in targets.SelectMany(target => target.Errors))
            console.Error.WriteLine(error);
        if (targets.Any(target => target.Device is null))
            return ExitCode.BadInput;
        var reports = new List<ConformanceReport>();
        foreach (var target in targets)
            reports.Add(await ConformanceSuite.RunAsync(target.Device!, target.Name).ConfigureAwait(false));
        if (result.GetValue(_junit) is { } file && !Write(file, reports))
            return ExitCode.BadInput;
        Print(reports, result.GetValue(_json));
        return reports.Any(report => report.Failed) ? Failed : ExitCode.Completed;
    }

    private ConformTarget Target(ProfileLibrary library, string name, ParseResult result)
    {
        if (name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("sim:", StringComparison.Ordinal))
            return new(name, null, [$"there is no target '{name}': name a profile as sim:PROFILE, or its .json file"]);
        var choice = ProfilesChoice.Find(library, name);
        if (choice.Profile is not { } profile)
            return new(name, null, choice.Errors);
        var faults = result.GetValue(_faults) is { } file ? FaultScriptReader.Read(file, profile.Scale) : null;
        if (faults is { Succeeded: false })
            return new(name, null, [.. faults.Errors.Select(error => error.ToString())]);
        var options = new SimulatedPeripheralOptions { Faults = faults?.Value ?? FaultScript.None, OnDisconnect = result.GetValue(_onDisconnect)?.Value };
        return new(name, new SimulatedTarget(profile, options), []);
    }

    private void Print(List<ConformanceReport> reports, bool asJson)
    {
        if (asJson)
            console.Out.WriteLine(ConformanceJson.Text(reports));
        else
            foreach (var line in reports.SelectMany(ConformanceText.Lines))
                console.Out.WriteLine(line);
    }

    private bool Write(string file, List<ConformanceReport> reports)
    {
        try
        {
            using var writer = new StreamWriter(file, append: false);
            ConformanceJUnit.Write(writer, reports);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            console.Error.WriteLine($"massager: {file}: cannot be written: {exception.Message}");
            return false;
        }
    }

    /// <param name="Device">Null when there are errors.</param>
    private sealed record ConformTarget(string Name, IConformanceTarget? Device, ImmutableArray<string> Errors);
}

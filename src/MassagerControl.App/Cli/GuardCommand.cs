using System.CommandLine;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.App.Cli;

/// <summary><c>massager guard</c>, which no person calls: the second process of a session, see docs/guard.md.</summary>
internal sealed class GuardCommand(AppConsole console, FindDevice find)
{
    private readonly Option<string> _device = new("--device") { Required = true };
    private readonly Option<string> _profiles = new("--profiles") { Required = true };
    private readonly Option<int> _owner = new("--owner") { Required = true };
    private readonly Option<bool> _screen = new("--screen");
    private readonly Option<string?> _data = new("--data");
    private readonly Option<string?> _keptAs = new("--kept-as");

    public Command Build()
    {
        var command = new Command(GuardProgram.CommandName, "Stops the motor when the session cannot. Started by the session itself.")
        {
            _device, _profiles, _owner, _screen, _data, _keptAs,
        };
        command.Hidden = true;
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        if (!Console.IsInputRedirected || !Console.IsOutputRedirected)
        {
            console.Complain("a guard is started by the session that it guards, not by hand");
            return ExitCode.BadInput;
        }
        using var guard = new GuardProcess(parsed.GetRequiredValue(_owner), parsed.GetValue(_screen), console.Language);
        var request = new DeviceRequest(parsed.GetRequiredValue(_device), FaultsFile: null, Trace: false, parsed.GetRequiredValue(_profiles));
        if (await guard.PrepareAsync(() => find(request)).ConfigureAwait(false) is { } refusal)
        {
            guard.Refuse(refusal);
            return ExitCode.Refused;
        }
        var kept = parsed.GetValue(_data) is { } folder && parsed.GetValue(_keptAs) is { } name ? new KeptSession(folder, name) : null;
        return await guard.RunAsync(kept).ConfigureAwait(false) == GuardEnd.MayRun ? ExitCode.MotorMayRun : ExitCode.Completed;
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Devices.Sockets;
using MassagerControl.Radio.BlueZ.Peripheral;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.App.Cli;

/// <summary><c>massager simulate</c>: a virtual peripheral in a process of its own, behind a socket.</summary>
internal sealed class SimulateCommand(AppConsole console)
{
    private const string DefaultAdapter = "hci0";

    private static readonly PosixSignal[] Ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly Argument<string> _profile = OptionValues.NotEmpty(
        new Argument<string>("PROFILE") { Description = "A profile's id, or the path of a .json file." }, "an id or the path of a file");
    private readonly Option<string?> _socket = OptionValues.NotEmpty(
        new Option<string?>("--socket") { Description = "Where centrals connect: a Unix domain socket.", HelpName = "PATH" }, "a path");
    private readonly Option<string?> _radio = RadioOption();

    private readonly Option<string?> _adapter = new("--adapter") { Description = $"The Bluetooth adapter of --radio bluez; {DefaultAdapter} where none is named.", HelpName = "NAME" };
    private readonly Option<string?> _log = OptionValues.NotEmpty(
        new Option<string?>("--log") { Description = "What happens in it, as JSON Lines; - is standard output.", HelpName = "FILE" }, "a file");
    private readonly Option<Boxed<OnDisconnect>?> _onDisconnect = OnDisconnectOption();
    private readonly Option<string?> _faults = OptionValues.NotEmpty(new Option<string?>("--faults") { Description = "Faults for it to make.", HelpName = "FILE" }, "a file");
    private readonly Option<string?> _odd = OptionValues.NotEmpty(
        new Option<string?>("--odd") { Description = "What is odd about it, or another device in its place, see docs/odd-devices.md; with --socket.", HelpName = "FILE" }, "a file");
    private readonly Option<Boxed<int>?> _seed = OptionValues.Of(
        "--seed", "N", "Taken for the sake of scripts: nothing in this device is random.", text => Boxed.From(OptionValues.Whole(text, 0, int.MaxValue)), "a whole number from 0");

    private readonly Option<string> _folder = ProfilesFolder.Option();

    public static Option<Boxed<OnDisconnect>?> OnDisconnectOption() => OptionValues.Of(
        "--on-disconnect", "stops|continues", "What the motor does when the link breaks, whatever the profile says.",
        text => text switch
        {
            "stops" => new(OnDisconnect.Stops),
            "continues" => new Boxed<OnDisconnect>(OnDisconnect.Continues),
            _ => null,
        },
        "stops or continues");

    public Command Build()
    {
        var simulate = new Command("simulate", "Runs a virtual massager that other programs (over a socket) or devices (over Bluetooth) connect to, until it is ended by Ctrl-C or SIGTERM.")
        {
            _profile, _socket, _radio, _adapter, _log, _onDisconnect, _faults, _odd, _seed, _folder,
        };
        simulate.SetAction(RunAsync);
        return simulate;
    }

    private static Option<string?> RadioOption()
    {
        var radio = new Option<string?>("--radio") { Description = "Where centrals connect: bluez is a Bluetooth adapter of this machine.", HelpName = "bluez" };
        radio.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not "bluez" and var other }])
                result.AddError($"Argument '{other}' not recognized: --radio takes bluez only");
        });
        return radio;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (result.GetValue(_socket) is null == result.GetValue(_radio) is null)
            return Refuse(["massager: one of --socket PATH and --radio bluez says where centrals connect"]);
        if (result.GetValue(_adapter) is not null && result.GetValue(_radio) is null)
            return Refuse(["massager: --adapter belongs to --radio bluez"]);
        var choice = ProfilesChoice.Find(ProfilesFolder.Library(result.GetRequiredValue(_folder)), result.GetRequiredValue(_profile));
        if (choice.Profile is not { } profile)
            return Refuse(choice.Errors);
        var faults = result.GetValue(_faults) is { } file ? FaultScriptReader.Read(file, profile.Scale) : null;
        if (faults is { Succeeded: false })
            return Refuse([.. faults.Errors.Select(error => error.InWords())]);
        if (result.GetValue(_odd) is not null && result.GetValue(_socket) is null)
            return Refuse(["massager: --odd belongs to --socket"]);
        var odd = result.GetValue(_odd) is { } script ? OddScriptReader.Read(script) : null;
        if (odd is { Succeeded: false })
            return Refuse([.. odd.Errors.Select(error => error.InWords())]);
        var options = new SimulatedPeripheralOptions { Faults = faults?.Value ?? FaultScript.None, OnDisconnect = result.GetValue(_onDisconnect)?.Value };
        return await ServeAsync(result, profile, options, odd?.Value, cancellation).ConfigureAwait(false);
    }

    private async Task<int> ServeAsync(ParseResult result, DeviceProfile profile, SimulatedPeripheralOptions options, OddScript? odd, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var signals = Ends.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            ending.Cancel();
        })).ToArray();
        try
        {
            var target = result.GetValue(_log);
            var (file, error) = target is null or OutputFile.StandardOutput ? default : OutputFile.Create(target, result.GetValue(_faults), result.GetValue(_socket), SimulatorSetup.PathIn(result.GetValue(_profile)));
            using var closing = file;
            if (error is not null)
                return Refuse([Phrase.Of($"massager: {error}")]);
            using var log = target is null ? null : new SimulateLog(file ?? console.Out);
            var place = result.GetValue(_socket) ?? result.GetValue(_adapter) ?? DefaultAdapter;
            var ready = () => (target == OutputFile.StandardOutput ? console.Error : console.Out).WriteLine(console.Language.Say($"{profile.Name} (simulated) is ready at {place}"));
            await (result.GetValue(_radio) is null
                ? PeripheralServer.RunAsync(new() { Profile = profile, SocketPath = place, Peripheral = options, Odd = odd, Log = log, Ready = ready }, TimeProvider.System, ending.Token)
                : BlueZPeripheral.RunAsync(new() { Profile = profile, Adapter = place, Peripheral = options, Log = log, Ready = ready, Trouble = console.Error.WriteLine }, TimeProvider.System, ending.Token)).ConfigureAwait(false);
            return ExitCode.Completed;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return Refuse([Phrase.Of($"massager: {FileErrorText.Of(exception, null)}")]);
        }
        finally
        {
            foreach (var signal in signals)
                signal.Dispose();
        }
    }

    private int Refuse(ImmutableArray<Phrase> errors)
    {
        foreach (var error in errors)
            console.Error.WriteLine(console.Language.Say(error));
        return ExitCode.BadInput;
    }
}

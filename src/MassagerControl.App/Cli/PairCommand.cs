using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager pair</c>: finds a massager, makes sure what it is, and remembers it. Never moves its motor.</summary>
internal sealed class PairCommand(AppConsole console, AppParts parts, TextReader input)
{
    private readonly Argument<string?> _target = new("DEVICE")
    {
        Description = "Its address or advertised name; whichever massager is found otherwise.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<RadioChoice?> _radio = RadioOptions.Radio(parts.Radios, "What to reach it with", used: true);
    private readonly Option<Boxed<double>?> _timeout = RadioOptions.Timeout("How long to look for it.");
    private readonly Option<string?> _profile = new("--profile") { Description = "What it is, where its advertisement does not say so: see massager profiles list.", HelpName = "ID" };
    private readonly Option<string?> _name = new("--name") { Description = "What to call it; after its advertised name otherwise.", HelpName = "NAME" };
    private readonly Option<string> _profiles = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        _name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && DeviceName.Problem(name) is { } problem)
                result.AddError($"--name '{ShownName.Of(name)}': {problem}");
        });
        var pair = new Command("pair", "Finds a massager, makes sure what it is, and remembers it by a name. Never moves its motor.")
        {
            _target, _radio, _timeout, _profile, _name, _profiles, _data,
        };
        pair.SetAction(RunAsync);
        return pair;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var library = ProfilesFolder.Library(result.GetRequiredValue(_profiles));
        var radio = result.GetValue(_radio) ?? parts.Radios.UsualChoice;
        var profile = result.GetValue(_profile) is { } id ? ProfilesChoice.Find(library, id) : null;
        if (profile is { Profile: null })
            return Refuse(ExitCode.BadInput, [.. profile.Errors]);
        using var signals = new EndSignals(cancellation);
        try
        {
            var devices = new PairedDevices(DataFolder.Of(result.GetValue(_data), parts.Variable).Path);
            var known = devices.All();
            var name = result.GetValue(_name);
            var target = result.GetValue(_target);
            var request = new PairingRequest(known.FirstOrDefault(device => DeviceName.IsSame(device.Id, target ?? "") && device.IsOn(radio))?.Address ?? target, profile?.Profile);
            await using var open = radio.Open(new(null, library, parts.WallClock) { AskPin = console.Terminal is null ? null : AskPinAsync });
            var run = new PairRun(console, new(input, console), parts.WallClock)
            {
                Radio = radio,
                Open = open,
                Library = library,
                Devices = devices,
                Known = known,
                Name = name,
                Time = result.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds.Value) : ScanCommand.UsualTime(radio),
            };
            return await run.RunAsync(request, signals.Token).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            return Refuse(ExitCode.BadInput, exception.Words);
        }
        catch (GattException exception)
        {
            return Refuse(ExitCode.DeviceFailed, RadioText.Of(radio, exception));
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Refuse(ExitCode.EndedEarly, "ended; nothing was remembered");
        }
    }

    private Task<string?> AskPinAsync(string device, CancellationToken cancellation)
    {
        console.Ask($"The number that {ShownName.Of(device)} shows or has printed on it (Enter to give up):");
        // Reading blocks, and must block nobody else.
        return Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
    }

    private int Refuse(int exit, params ReadOnlySpan<Phrase> reasons)
    {
        foreach (var reason in reasons)
            console.Complain(reason);
        return exit;
    }
}

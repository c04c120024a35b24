using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.App.Hosting;
using MassagerControl.Core;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager stop</c>: stops a device from a process of its own, whoever drives it.</summary>
internal sealed class StopCommand(AppConsole console, AppParts parts)
{
    private static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(30);

    private readonly Lock _saying = new();

    private readonly Argument<string?> _device = new("DEVICE")
    {
        Description = "Its name or address, or socket:PATH; all paired devices otherwise.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "All paired devices, which is the same as naming none." };
    private readonly Option<bool> _left = new("--left") { Description = "Only devices that may run because a session and its guard both ended without a word." };
    private readonly Option<RadioChoice?> _radio = RadioOptions.Radio(parts.Radios, "Only devices that are paired over this one", used: false);
    private readonly Option<Boxed<double>?> _timeout = RadioOptions.Timeout($"How long to try; {UsualTime.TotalSeconds:0} s.");
    private readonly Option<string> _profiles = ProfilesFolder.Option();
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var stop = new Command("stop", "Stops a device by itself, whatever else runs. Exit code 0 when it has confirmed that its motor is off, 5 when not.")
        {
            _device, _all, _left, _radio, _timeout, _profiles, _data,
        };
        stop.SetAction(RunAsync);
        return stop;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var limit = result.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds.Value) : UsualTime;
        if (result.GetValue(_left))
            return await StopLeftAsync(result, cancellation).ConfigureAwait(false);
        var (targets, error) = Targets(result);
        if (error is not null)
        {
            console.Complain(error);
            return ExitCode.BadInput;
        }
        using var signals = new EndSignals(cancellation);
        // Each on a thread of its own: one that does not answer keeps no other one waiting.
        var ends = await Task.WhenAll(targets.Select(target => Task.Run(() => StopAsync(target, result, limit, signals.Token), CancellationToken.None))).ConfigureAwait(false);
        return ends.All(confirmed => confirmed) ? ExitCode.Completed : ExitCode.MotorMayRun;
    }

    private async Task<int> StopLeftAsync(ParseResult result, CancellationToken cancellation)
    {
        if (result.GetValue(_device) is not null || result.GetValue(_all))
        {
            console.Complain("--left finds the devices by itself: name none");
            return ExitCode.BadInput;
        }
        var request = new DeviceRequest("", FaultsFile: null, Trace: false, result.GetRequiredValue(_profiles)) { Data = DataFolder.Of(result.GetValue(_data), parts.Variable).Path };
        var left = new OrphanedDevices(parts.FindDevice, parts.WallClock, text => Say(console.Out, $"{text}."));
        using var signals = new EndSignals(cancellation);
        try
        {
            return await left.StopAsync(request, wanted: null, signals.Interruption).ConfigureAwait(false) ? ExitCode.Completed : ExitCode.MotorMayRun;
        }
        catch (StoreException exception)
        {
            console.Complain(exception.Words);
            return ExitCode.BadInput;
        }
    }

    private (ImmutableArray<StopTarget> Targets, Phrase? Error) Targets(ParseResult result)
    {
        var named = result.GetValue(_device);
        if (named is not null && result.GetValue(_all))
            return ([], "name a device, or --all, not both");
        try
        {
            var paired = new PairedDevices(DataFolder.Of(result.GetValue(_data), parts.Variable).Path);
            var devices = paired.All();
            return named is null ? All(devices, paired.MayRun(), result.GetValue(_radio)) : One(devices, named);
        }
        catch (StoreException exception) when (named is not null && IsWholeName(named))
        {
            // A motor waits for no folder.
            console.Complain(exception.Words);
            return ([Target(named, [])], null);
        }
        catch (StoreException exception)
        {
            return ([], exception.Words);
        }
    }

    /// <summary>It can be found without a memory of names.</summary>
    private static bool IsWholeName(string named) => DeviceSetup.IsSimulated(named) || DirectDevice.AddressIn(named) is not null;

    private static (ImmutableArray<StopTarget> Targets, Phrase? Error) One(ImmutableArray<PairedDevice> devices, string named) =>
        PairedDevices.Named(devices, named) is not null || IsWholeName(named)
            ? ([Target(named, devices)], null)
            : ([], $"there is no device '{ShownName.Of(named, 60)}'; paired are {(devices.IsEmpty ? (Phrase)"none" : Phrase.Verbatim(string.Join(", ", devices.Select(known => known.Id))))}");

    /// <summary>Everything that is paired, and whatever a session has left running.</summary>
    private static (ImmutableArray<StopTarget> Targets, Phrase? Error) All(ImmutableArray<PairedDevice> devices, ImmutableArray<string> left, RadioChoice? radio)
    {
        var chosen = devices.Where(device => radio is null || device.IsOn(radio)).Select(device => device.Id);
        var others = radio is null ? left.Where(device => !devices.Any(known => DeviceUse.IsSame(known.Id, device, devices))) : [];
        ImmutableArray<StopTarget> all = [.. chosen.Concat(others).Select(name => Target(name, devices))];
        return all.IsEmpty ? ([], "no device is paired, so there is none to stop; press the button on the device") : (all, null);
    }

    private static StopTarget Target(string name, ImmutableArray<PairedDevice> devices) =>
        new(PairedDevices.Named(devices, name)?.Id ?? name, DeviceUse.LockNameOf(name, devices));

    private async Task<bool> StopAsync(StopTarget target, ParseResult result, TimeSpan limit, CancellationToken cancellation)
    {
        var request = new DeviceRequest(target.Name, FaultsFile: null, Trace: false, result.GetRequiredValue(_profiles)) { Data = DataFolder.Of(result.GetValue(_data), parts.Variable).Path };
        var choice = parts.FindDevice(request);
        if (result.GetValue(_timeout) is null && choice.Route is { } route)
            limit += route.Profile.PersonTime * 2;
        var failure = choice.Make is { } make
            ? await new DeviceStop(make, parts.WallClock, text => Say(console.Out, $"{target.Name}: {text}"), () => Confirmed(target, request.Data!)).RunAsync(target.LockName, limit, cancellation).ConfigureAwait(false)
            : Phrase.Join("; ", choice.Errors);
        if (failure is null)
            Say(console.Out, $"{target.Name}: the motor is confirmed off.");
        else
            Say(console.Error, $"massager: {target.Name}: it is NOT confirmed that the motor is off: press the button on the device now. ({ShownName.Of(console.Language.Say(failure), 300)})");
        return failure is null;
    }

    /// <summary>What an earlier session left open is settled. A store that cannot be written leaves it open, and the motor off.</summary>
    private void Confirmed(StopTarget target, string folder)
    {
        try
        {
            new PairedDevices(folder).Stopped(target.Name, parts.WallClock.GetUtcNow());
        }
        catch (StoreException exception)
        {
            Say(console.Error, $"massager: {exception.Words}");
        }
    }

    private void Say(TextWriter writer, Phrase line)
    {
        lock (_saying)
            writer.WriteLine(console.Language.Say(line));
    }

    /// <param name="Name">As on the command line.</param>
    /// <param name="LockName">Null for a device that no other process can have.</param>
    private sealed record StopTarget(string Name, string? LockName);
}

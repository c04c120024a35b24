using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager forget</c>: forgets a paired device, never one that is in use.</summary>
internal sealed class ForgetCommand(AppConsole console, AppParts parts)
{
    private const string Self = "massager forget";

    private readonly Argument<string> _device = new("DEVICE") { Description = "Its name or address: see massager devices." };
    private readonly Option<bool> _bond = new("--bond") { Description = "Have this computer's Bluetooth forget it too: its bond, and what is remembered of its services. A device that is not paired is named by its address." };
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var forget = new Command("forget", "Forgets a paired device.") { _device, _bond, _data };
        forget.SetAction(RunAsync);
        return forget;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        try
        {
            var paired = new PairedDevices(DataFolder.Of(result.GetValue(_data), parts.Variable).Path);
            var name = result.GetRequiredValue(_device);
            var bond = result.GetValue(_bond);
            if (PairedDevices.Named(paired.All(), name) is { } device)
                return await ForgetAsync(paired, device, bond, cancellation).ConfigureAwait(false);
            return bond && name.Contains(':', StringComparison.Ordinal)
                ? await UnbondUnusedAsync(name, cancellation).ConfigureAwait(false)
                : Fail(ExitCode.BadInput, bond
                    ? Phrase.Of($"there is no device '{ShownName.Of(name, 60)}': see massager devices; one that is not paired is named by its address")
                    : Phrase.Of($"there is no device '{ShownName.Of(name, 60)}': see massager devices"));
        }
        catch (StoreException exception)
        {
            return Fail(ExitCode.BadInput, exception.Words);
        }
    }

    private async Task<int> ForgetAsync(PairedDevices paired, PairedDevice device, bool bond, CancellationToken cancellation)
    {
        using var taken = DeviceUse.LockNameOf(device) is { } lockName ? new Taken(DeviceRights.Take(lockName, Self, parts.WallClock)) : null;
        if (taken?.Refusal is { } refusal)
            return Fail(ExitCode.Refused, $"{device.Id} is not forgotten: {refusal}");
        if (paired.MayRun().Any(left => DeviceUse.IsSame(left, device.Id, [device])))
            return Fail(ExitCode.Refused, $"{device.Id} is not forgotten: an earlier session did not see its motor off; first: massager stop {device.Id}");
        if (bond && await UnbondAsync(device, cancellation).ConfigureAwait(false) is not ExitCode.Completed and var exit)
            return exit;
        paired.Forget(device.Id);
        console.Say($"{device.Id} is forgotten.");
        return ExitCode.Completed;
    }

    /// <summary>A session or its guard may have it all the same: by its full name, or out of another data folder.</summary>
    private async Task<int> UnbondUnusedAsync(string address, CancellationToken cancellation)
    {
        var right = DeviceRights.Take(DirectDevice.LockNameOf(address), Self, parts.WallClock);
        using var taken = right.Lock;
        return taken is null
            ? Fail(ExitCode.Refused, $"{ShownName.Of(address, 60)} keeps its bond: {right.Refusal}")
            : await UnbondAsync(parts.Radios.UsualChoice, address, cancellation).ConfigureAwait(false);
    }

    private Task<int> UnbondAsync(PairedDevice device, CancellationToken cancellation) => parts.Radios.Read(device.Radio) switch
    {
        { Choice: { } radio } => UnbondAsync(radio, device.Address, cancellation),
        { Error: var error } => Task.FromResult(Fail(ExitCode.BadInput, $"{device.Id}: {error}")),
    };

    private async Task<int> UnbondAsync(RadioChoice radio, string address, CancellationToken cancellation)
    {
        try
        {
            await using var open = radio.Open(new(null, new(ProfileLibrary.ShippedFolder, ProfileLibrary.ShippedFolder), parts.WallClock));
            if (open.Unbond is not { } unbond)
                return Fail(ExitCode.BadInput, $"--bond: {radio.Text} keeps no bonds on this computer");
            console.Say(await unbond(address, cancellation).ConfigureAwait(false)
                ? Phrase.Of($"{ShownName.Of(address, 60)}: bond and services are removed from this computer's Bluetooth.")
                : Phrase.Of($"{ShownName.Of(address, 60)}: this computer's Bluetooth knows no such device."));
            return ExitCode.Completed;
        }
        catch (GattException exception)
        {
            return Fail(ExitCode.DeviceFailed, RadioText.Of(radio, exception));
        }
    }

    private int Fail(int exit, Phrase reason)
    {
        console.Complain(reason);
        return exit;
    }

    private sealed record Taken(RightTry Try) : IDisposable
    {
        public Phrase? Refusal => Try.Refusal;

        public void Dispose() => Try.Lock?.Dispose();
    }
}

using System.CommandLine;
using MassagerControl.App.Pairing;
using MassagerControl.App.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager forget</c>: forgets a paired device, never one that is in use.</summary>
internal sealed class ForgetCommand(AppConsole console, AppParts parts)
{
    private readonly Argument<string> _device = new("DEVICE") { Description = "Its name or address: see massager devices." };
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var forget = new Command("forget", "Forgets a paired device.") { _device, _data };
        forget.SetAction(Run);
        return forget;
    }

    private int Run(ParseResult result)
    {
        try
        {
            var paired = new PairedDevices(DataFolder.Of(result.GetValue(_data), parts.Variable).Path);
            var name = result.GetRequiredValue(_device);
            if (PairedDevices.Named(paired.All(), name) is not { } device)
                return Fail(ExitCode.BadInput, $"there is no device '{ShownName.Of(name, 60)}': see massager devices");
            return Forget(paired, device);
        }
        catch (StoreException exception)
        {
            return Fail(ExitCode.BadInput, exception.Message);
        }
    }

    private int Forget(PairedDevices paired, PairedDevice device)
    {
        using var taken = DeviceUse.LockNameOf(device) is { } lockName ? new Taken(DeviceUse.Take(lockName, "massager forget", parts.WallClock)) : null;
        if (taken?.Refusal is { } refusal)
            return Fail(ExitCode.Refused, $"{device.Id} is not forgotten: {refusal}");
        if (paired.MayRun().Any(left => DeviceUse.IsSame(left, device.Id, [device])))
            return Fail(ExitCode.Refused, $"{device.Id} is not forgotten: an earlier session did not see its motor off; first: massager stop {device.Id}");
        paired.Forget(device.Id);
        console.Out.WriteLine($"{device.Id} is forgotten.");
        return ExitCode.Completed;
    }

    private int Fail(int exit, string reason)
    {
        console.Error.WriteLine($"massager: {reason}");
        return exit;
    }

    private sealed record Taken(Guarding.LockTry Try) : IDisposable
    {
        public string? Refusal => Try.Refusal;

        public void Dispose() => Try.Lock?.Dispose();
    }
}

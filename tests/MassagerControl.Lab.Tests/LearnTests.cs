using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Lab.Tests;

/// <summary>What this program writes to a device of each shipped profile is captured in the air's stead by <c>btmon</c>, and learned from.</summary>
public sealed class LearnTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    // As a person does it who notes what they do.
    private static readonly TimeSpan BetweenActs = TimeSpan.FromSeconds(1);

    // The device's side of a bond: its host asks whether it wants one.
    private const string AcceptsBond =
        "((until_true 60 grep -q 'Accept pairing' /out/agent.log; echo yes; sleep 60) | bluetoothctl --agent NoInputNoOutput) >/out/agent.log 2>&1 & until_true 20 grep -q 'Agent registered' /out/agent.log";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shipped => [.. ProfileCatalog.Shipped().Ids()];

    [Theory(Timeout = 180_000)]
    [MemberData(nameof(Shipped))]
    public async Task What_is_captured_gives_the_profile_back(string id)
    {
        await machine.ForgetAsync(Cancelled);
        var profile = ProfileCatalog.Shipped().Find(id)!.Value!;
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, id);
        await peripheral.ReadyAsync();
        if (profile.Connect.OfType<BondStep>().Any())
            await machine.RunAsync(AcceptsBond, Cancelled);
        var capture = new AirCapture(machine, id);
        await capture.BeginAsync(Cancelled);
        await DriveAsync(profile, capture);
        var marks = await capture.EndAsync(Cancelled);
        if (Environment.GetEnvironmentVariable("KEEP_CAPTURES") is { } kept)
        {
            File.Copy(capture.Path, Path.Combine(kept, $"{id}.btsnoop"), overwrite: true);
            await File.WriteAllTextAsync(Path.Combine(kept, $"{id}.marks"), marks, Cancelled);
        }
    }

    private async Task DriveAsync(DeviceProfile profile, AirCapture capture)
    {
        await using var radio = new BlueZRadio(new() { Adapter = VirtualMachine.CentralAdapter, BusAddress = machine.Bus });
        await SeeAsync(radio);
        await using var driver = new ProfiledMassager(new() { Profile = profile, Radio = radio, Address = VirtualMachine.PeripheralAddress, Device = "device", Time = TimeProvider.System });
        await driver.ConnectAsync(Cancelled);
        await Task.Delay(BetweenActs, Cancelled);
        for (var level = 1; level <= profile.Scale.Count; level++)
        {
            capture.Mark($"level {level}");
            await driver.SetIntensityAsync(profile.Scale.IntensityOf(new(level)), Cancelled);
            await Task.Delay(BetweenActs, Cancelled);
        }
        capture.Mark("stop");
        await driver.StopAsync(Cancelled);
        await Task.Delay(BetweenActs, Cancelled);
    }

    private static async Task SeeAsync(BlueZRadio radio)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        try
        {
            await radio.ScanAsync(seen => EndWhen(seen.Address == VirtualMachine.PeripheralAddress, enough), enough.Token);
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
        {
            // It was seen.
        }
    }

    private static void EndWhen(bool seen, CancellationTokenSource scan)
    {
        if (seen)
            scan.Cancel();
    }
}

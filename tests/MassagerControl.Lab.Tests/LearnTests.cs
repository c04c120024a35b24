using MassagerControl.Devices.Captures.Learning;
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
        "pkill bluetoothctl; ((until_true 60 grep -q 'Accept pairing' /out/agent.log; echo yes; sleep 60) | bluetoothctl --agent NoInputNoOutput) >/out/agent.log 2>&1 & until_true 20 grep -q 'Agent registered' /out/agent.log";

    /// <summary>What one capture of each level and a stop does not show: two frames a level, a level that is set by another frame than the rest, and a lowest level whose number begins with another byte.</summary>
    private static readonly Dictionary<string, string> Lacking = new()
    {
        ["ailink-gun"] = "$.levels",
        ["therabody-wave-roller"] = "$.levels",
        ["richmat-wilinke"] = "$.levels, $.operations.setLevel, $.operations.stop, $.operations.setLevel.frame",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shipped => [.. ProfileCatalog.Shipped().Ids()];

    [Theory(Timeout = 400_000)]
    [MemberData(nameof(Shipped))]
    public async Task What_is_captured_gives_the_profile_back(string id)
    {
        var profile = ProfileCatalog.Shipped().Find(id)!.Value!;
        using var folder = new LabFolder(machine);
        AirCapture capture;
        string marks;
        var tries = 5;
        do
        {
            // What bluetoothd remembers of a device it does not look for again.
            await machine.ForgetAsync(Cancelled);
            using var peripheral = new AirPeripheral(folder, id);
            await peripheral.ReadyAsync();
            if (profile.Connect.OfType<BondStep>().Any())
                await machine.RunAsync(AcceptsBond, Cancelled);
            capture = new AirCapture(machine, id);
            await capture.BeginAsync(Cancelled);
            await DriveAsync(profile, capture);
            marks = await capture.EndAsync(Cancelled);
        }
        while (capture.Stalled && (tries -= 1) > 0);

        var learned = await LearnAsync(capture.Path, marks);
        var unmarked = await LearnAsync(capture.Path, "");

        TestContext.Current.TestOutputHelper?.WriteLine(learned.Json);
        if (Lacking.GetValueOrDefault(id) is { } lacking)
            Assert.Equal(lacking, learned.Profile is { } partly ? Assert.Single(await ProfileComparison.FramesAsync(partly, profile)) : string.Join(", ", learned.Lacks.Select(error => error.Path)));
        else
            Assert.Empty(await ProfileComparison.FramesAsync(learned.Profile!, profile));
        Assert.True(learned.Profile is null || learned.Replays);
        Assert.Empty(unmarked.Protocol.Levels);
        Assert.Null(unmarked.Profile);
    }

    private static async Task<LearnReport> LearnAsync(string file, string marks)
    {
        var capture = CaptureFile.Read(file, out var problem);
        Assert.Null(problem);
        var device = capture!.Conversation.Devices.First(device => device.Address == VirtualMachine.PeripheralAddress);
        var read = marks.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => MarkText.Read(line, capture.Origin.Began, out _)!);
        return await Learner.LearnAsync(new(capture.Origin, device, [.. read]) { Id = "learned" });
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
            var intensity = profile.Scale.IntensityOf(new(level));
            await capture.MarkAsync($"level {level}", () => driver.SetIntensityAsync(intensity, Cancelled));
            await Task.Delay(BetweenActs, Cancelled);
        }
        await capture.MarkAsync("stop", () => driver.StopAsync(Cancelled));
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

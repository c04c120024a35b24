using System.Collections.Concurrent;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Lab.Tests;

/// <summary>The radio of this program and the peripheral of this program, with bluetoothd between them.</summary>
public sealed class RadioTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("sim-percussion-gun", "SIM Percussion Gun", null)]
    [InlineData("therabody-wave-solo", "WaveSolo", null)]
    [InlineData("open-massager", null, "e0eb1905-64fa-4e70-b6ff-e0d7be4c3a36")]
    public async Task A_device_is_seen_and_driven_and_obeys_exactly(string id, string? name, string? service)
    {
        await machine.ForgetAsync(Cancelled);
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, id);
        await peripheral.ReadyAsync();
        await using var radio = Radio();
        var seen = await SeeAsync(radio);
        Assert.Equal(VirtualMachine.PeripheralAddress, seen.Address);
        if (name is not null)
            Assert.Equal(name, seen.Name);
        if (service is not null)
            Assert.Contains(service, seen.Services.Select(uuid => uuid.ToString()));

        var profile = ProfileCatalog.Shipped().Find(id)!.Value!;
        await using (var driver = Driver(radio, profile))
        {
            await driver.ConnectAsync(Cancelled);
            Assert.DoesNotContain(peripheral.Log, one => one.Type == "motor");
            await driver.SetIntensityAsync(Intensity.FromPercent(40), Cancelled);
            await peripheral.SeesAsync(one => one.Level > 0);
            await driver.StopAsync(Cancelled);
            await peripheral.SeesAsync(one => one.Level == 0);
        }
        await peripheral.SeesAsync("disconnected");

        Assert.Equal(0, peripheral.Level);
        Assert.Equal(0, await peripheral.EndAsync());
    }

    /// <summary>Where bluetoothd says who ended it, a person is told.</summary>
    [Theory(Timeout = 120_000)]
    [InlineData(LossCause.Device)]
    [InlineData(LossCause.ThisComputer)]
    public async Task A_link_that_is_cut_is_told_once_and_another_can_be_made(LossCause by)
    {
        await machine.ForgetAsync(Cancelled);
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, "sim-percussion-gun");
        await peripheral.ReadyAsync();
        await using var radio = Radio();
        await using var link = await radio.ConnectAsync(VirtualMachine.PeripheralAddress, Cancelled);
        var told = new ConcurrentQueue<string>();
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        link.ObserveLoss(reason =>
        {
            told.Enqueue(reason);
            lost.TrySetResult();
        });

        await (by == LossCause.Device ? machine.CutAsync(Cancelled) : machine.DisconnectAsync(Cancelled));
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        var late = await Assert.ThrowsAsync<GattException>(() => link.ReadAsync(Battery(link), Cancelled));
        await using var again = await radio.ConnectAsync(VirtualMachine.PeripheralAddress, Cancelled);

        Assert.Equal(GattFailure.LinkLost, late.Failure);
        Assert.Single(told);
        Assert.Equal(await machine.TellsWhyAsync(Cancelled) ? by : LossCause.Unknown, link.LossCause);
        Assert.Single((await again.ReadAsync(Battery(again), Cancelled)).ToArray());
    }

    private static GattCharacteristic Battery(IGattLink link) => link.Characteristics.First(found => found.Uuid == GattUuid.BatteryLevel);

    private BlueZRadio Radio() => new(new() { Adapter = VirtualMachine.CentralAdapter, BusAddress = machine.Bus });

    private static ProfiledMassager Driver(IRadio radio, DeviceProfile profile)
    {
        var driver = new ProfiledMassager(new()
        {
            Profile = profile,
            Radio = radio,
            Address = VirtualMachine.PeripheralAddress,
            Time = TimeProvider.System,
            Device = "lab",
        });
        driver.Observe(_ => { });
        return driver;
    }

    private static async Task<Advertisement> SeeAsync(BlueZRadio radio)
    {
        var first = new TaskCompletionSource<Advertisement>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var scanning = radio.ScanAsync(
            seen =>
            {
                if (seen.Name is not null && seen.Address == VirtualMachine.PeripheralAddress)
                    first.TrySetResult(seen);
            },
            enough.Token);
        var found = await first.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        await enough.CancelAsync();
        await scanning;
        return found;
    }
}

using System.Globalization;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Lab.Tests;

/// <summary>Links made and closed again and again: nothing is left behind here, nor in bluetoothd.</summary>
public sealed class RoundTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    private const int Rounds = 50;

    // What the first rounds make once and keep.
    private const int WarmUp = 5;
    private const int MostNewDescriptors = 2;
    private const int MostNewKilobytes = 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Fifty_links_leave_nothing_behind()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, "sim-percussion-gun");
        await peripheral.ReadyAsync();
        await using var radio = new BlueZRadio(new() { Adapter = VirtualMachine.CentralAdapter, BusAddress = machine.Bus });
        for (var round = 0; round < WarmUp; round++)
            await RoundAsync(radio);
        var before = await DaemonAsync();
        for (var round = WarmUp; round < Rounds; round++)
            await RoundAsync(radio);
        var after = await DaemonAsync();
        await peripheral.SeesAsync("disconnected", Rounds);

        Assert.InRange(after.Descriptors - before.Descriptors, int.MinValue, MostNewDescriptors);
        Assert.InRange(after.Kilobytes - before.Kilobytes, int.MinValue, MostNewKilobytes);
        Assert.Equal(Rounds, peripheral.Log.Count(one => one.Type == "connected"));
        Assert.DoesNotContain(peripheral.Log, one => one.Type == "motor");
    }

    private static async Task RoundAsync(BlueZRadio radio)
    {
        await using var link = await radio.ConnectAsync(VirtualMachine.PeripheralAddress, Cancelled);
        var status = link.Characteristics.First(one => one.Properties.HasFlag(MassagerControl.Devices.Gatt.GattProperties.Notify));
        await link.SubscribeAsync(status, _ => { }, Cancelled);
    }

    /// <summary>Open descriptors and resident memory of bluetoothd.</summary>
    private async Task<(int Descriptors, int Kilobytes)> DaemonAsync()
    {
        var said = await machine.RunAsync("p=/proc/$(pidof bluetoothd); ls $p/fd | wc -l; awk '/^VmRSS:/ { print $2 }' $p/status", Cancelled);
        var numbers = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1]);
    }
}

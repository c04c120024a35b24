using System.Collections.Concurrent;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.RadioContract;

/// <summary>Tests of a radio with one device in reach.</summary>
/// <remarks>The frames are those of the profile's own virtual device: <c>5A 01 level xor</c> sets a level, <c>5B 01 running level xor</c> tells it.</remarks>
public abstract class RadioBenchTests
{
    protected const int Limit = 60_000;

    protected static readonly byte[] Third = [0x5A, 0x01, 0x03, 0x58];
    protected static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="faults">What goes wrong with the device: entries of a fault file.</param>
    protected abstract Task<RadioBench> StartAsync(string faults = "");

    protected static GattCharacteristic Control(IGattLink link) => RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "control").In(link.Characteristics)!;

    protected static GattCharacteristic Status(IGattLink link) => RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "status").In(link.Characteristics)!;

    protected static GattCharacteristic? Battery(IGattLink link) => link.Characteristics.FirstOrDefault(found => found.Uuid == GattUuid.BatteryLevel);

    protected static ProfiledMassager Driver(RadioBench bench, ConcurrentQueue<MassagerReport> reports)
    {
        var driver = new ProfiledMassager(new()
        {
            Profile = bench.Driven,
            Radio = bench.Radio,
            Address = bench.Address,
            Time = TimeProvider.System,
            Device = "contract",
        });
        driver.Observe(reports.Enqueue);
        return driver;
    }

    protected static byte[] Frame(int level) => [0x5A, 0x01, (byte)level, (byte)(0x5A ^ 0x01 ^ level)];
}

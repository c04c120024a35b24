using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;
using MassagerControl.RadioContract.Fake;

namespace MassagerControl.RadioContract;

/// <summary>A radio of BlueZ on a fake bluetoothd with its own bus.</summary>
public sealed class FakeBlueZBench : RadioBench
{
    /// <summary>The device's Bluetooth address.</summary>
    public const string DeviceAddress = "C0:FF:EE:00:00:01";

    private readonly PrivateBus _bus;
    private readonly SimulatedMotor _motor;
    private readonly Func<string, IRadio> _radio;
    private IRadio? _made;

    private FakeBlueZBench(PrivateBus bus, FakeBlueZ fake, SimulatedPeripheral peripheral, FakePairing? pairing, Func<string, IRadio> radio)
    {
        (_bus, Fake, Peripheral, _radio, _motor) = (bus, fake, peripheral, radio, new(peripheral));
        Device = new(fake, DeviceAddress, peripheral, pairing);
    }

    public FakeBlueZ Fake { get; }

    public FakeDevice Device { get; }

    public SimulatedPeripheral Peripheral { get; }

    public PrivateBus Bus => _bus;

    public override IRadio Radio => _made ??= _radio(_bus.Address);

    public override string Address => DeviceAddress;

    public override ImmutableArray<int> Motor => _motor.Levels;

    /// <param name="radio">Makes the radio, from the address of the bus.</param>
    /// <param name="faults">Entries of a fault file.</param>
    /// <param name="on">Ends with the bench; null for a new one.</param>
    public static async Task<FakeBlueZBench> StartAsync(
        Func<string, IRadio> radio, string faults = "", FakePairing? pairing = null, FakeBlueZOptions? options = null, PrivateBus? on = null)
    {
        var bus = on ?? await PrivateBus.StartAsync();
        var fake = await FakeBlueZ.StartAsync(bus.Address, options);
        return new(bus, fake, new(Profile, new() { Faults = Script(faults) }, TimeProvider.System), pairing, radio);
    }

    public override Task ReachedAsync(int level) => _motor.ReachedAsync(level);

    public override async ValueTask DisposeAsync()
    {
        if (_made is IAsyncDisposable radio)
            await radio.DisposeAsync();
        await Fake.DisposeAsync();
        Peripheral.Dispose();
        await _bus.DisposeAsync();
    }
}

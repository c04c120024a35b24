using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>A bus that takes no second connection of this program, the one that passes files.</summary>
public sealed class FullBusTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task Everything_goes_on_but_overtaking()
    {
        var bus = await PrivateBus.StartAsync();
        using var relay = new BusRelay(bus.Address) { Most = 1 };
        await using var bench = await FakeBlueZBench.StartAsync(_ => new BlueZRadio(new() { BusAddress = relay.Address }), on: bus);

        await using var link = await bench.Radio.ConnectAsync(FakeBlueZBench.DeviceAddress, Token);

        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
    }
}

using System.Diagnostics;
using MassagerControl.Devices.Gatt;
using MassagerControl.RadioContract;
using MassagerControl.RadioContract.Fake;

namespace MassagerControl.Benchmarks.Bus;

/// <summary>The same write by itself: one D-Bus call, nothing above it.</summary>
internal sealed class BareCall(FakeBlueZBench bench, BareWrites bus) : IAsyncDisposable
{
    /// <summary>The frame of a stop.</summary>
    public static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    public static async Task<BareCall> OpenAsync(FakeBlueZBench bench) => new(bench, await BareWrites.OpenAsync(bench.Bus.Address));

    /// <returns>From the call to the arrival, in ticks of the stopwatch.</returns>
    public async Task<long> MeasureAsync(StopArrivals arrivals)
    {
        await using var link = await bench.Radio.ConnectAsync(bench.Address, CancellationToken.None);
        var path = bench.Device.PathOf(Control(link));
        var arrival = arrivals.NextAsync();
        var began = Stopwatch.GetTimestamp();
        await bus.WriteAsync(path, Stop);
        return await arrival - began;
    }

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    /// <summary>The characteristic that takes the frames.</summary>
    public static GattCharacteristic Control(IGattLink link) =>
        RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "control").In(link.Characteristics)!;
}

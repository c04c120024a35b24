using System.Diagnostics;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;

namespace MassagerControl.Benchmarks.Bus;

/// <summary>The same write by itself: one D-Bus call, nothing above it.</summary>
internal sealed class BareCall(FakeBlueZBench bench, MessageBus bus, string owner) : IAsyncDisposable
{
    /// <summary>The frame of a stop.</summary>
    public static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static readonly Dictionary<string, object> AsRequest = new() { ["type"] = "request" };

    public static async Task<BareCall> OpenAsync(FakeBlueZBench bench)
    {
        var bus = await MessageBus.OpenAsync(bench.Bus.Address, CancellationToken.None);
        var objects = await bus.FollowAsync(BlueZNames.Service, CancellationToken.None);
        return new(bench, bus, objects.Tree.Owner!);
    }

    /// <returns>From the call to the arrival, in ticks of the stopwatch.</returns>
    public async Task<long> MeasureAsync(StopArrivals arrivals)
    {
        await using var link = await bench.Radio.ConnectAsync(bench.Address, CancellationToken.None);
        var path = bench.Device.PathOf(Control(link));
        var arrival = arrivals.NextAsync();
        var began = Stopwatch.GetTimestamp();
        await bus.CallAsync(new(owner, path, BlueZNames.Characteristic, "WriteValue", "aya{sv}", Stop, AsRequest), MessageBus.OwnLimit, CancellationToken.None);
        return await arrival - began;
    }

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    /// <summary>The characteristic that takes the frames.</summary>
    public static GattCharacteristic Control(IGattLink link) =>
        RadioBench.Profile.Endpoints.First(endpoint => endpoint.Name == "control").In(link.Characteristics)!;
}

using System.Diagnostics.CodeAnalysis;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection")]
public sealed class WholePoolCollection
{
    public const string Name = "whole thread pool";
}

/// <summary>While the thread pool has no thread to spare: what arrives is taken in, and what is sent leaves.</summary>
/// <remarks>The waiting in here blocks, on purpose: whoever awaited would wait for the pool. A wait that is over in vain says so; it measures nothing.</remarks>
[Collection(WholePoolCollection.Name)]
public sealed class StarvedPoolTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task A_stop_leaves_on_the_thread_that_asks_for_it()
    {
        var bus = await PrivateBus.StartAsync();
        using var relay = new BusRelay(bus.Address);
        await using var bench = await BenchAsync(bus, relay);
        await using var link = await bench.Radio.ConnectAsync(FakeBlueZBench.DeviceAddress, Token);
        using var arrived = Arrival(relay);
        var control = BlueZBench.Control(link);
        Task stop;

        using (new StarvedPool())
        {
            stop = link.WriteAsync(control, Stop, WriteMode.WithResponse, Token);
            Assert.True(arrived.Wait(Long, Token));
            Assert.False(stop.IsCompleted);
        }

        await stop;
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stop_behind_a_bus_that_took_nothing_leaves_as_soon_as_it_does()
    {
        await using var bus = await PrivateBus.StartAsync();
        using var relay = new BusRelay(bus.Address);
        await using var client = await MessageBus.OpenAsync(relay.Address, Token);
        await using var server = await MessageBus.OpenAsync(bus.Address, Token);
        using var exported = server.Export("/test", _ => Task.FromResult(BusReply.Nothing));
        using var arrived = Arrival(relay);
        relay.Hold();
        for (var sent = 0; sent < 1000; sent++)
            await client.EmitAsync("/test", "org.example.Test", "Filling", "ay", new byte[4 << 10]);
        Task stop;

        using (new StarvedPool())
        {
            stop = client.CallAsync(new(server.UniqueName, "/test", "org.example.Test", "Stop", "ay", Stop), TimeSpan.FromHours(1), Token);
            Assert.False(arrived.IsSet);
            relay.GoOn();
            Assert.True(arrived.Wait(Long, Token));
        }

        await stop;
    }

    [LiveFact(Timeout = Limit)]
    public async Task What_a_device_says_and_what_was_asked_is_known_at_once()
    {
        await using var bus = await PrivateBus.StartAsync();
        using var relay = new BusRelay(bus.Address);
        await using var client = await MessageBus.OpenAsync(relay.Address, Token);
        using var known = new ManualResetEventSlim();

        using (new StarvedPool())
        {
            _ = client.CallAsync(new(MessageBus.Name, "/", MessageBus.Name, "GetId"), TimeSpan.FromHours(1), Token, _ => known.Set());
            Assert.True(known.Wait(Long, Token));
        }
    }

    private static Task<FakeBlueZBench> BenchAsync(PrivateBus bus, BusRelay relay) =>
        FakeBlueZBench.StartAsync(_ => new BlueZRadio(new() { BusAddress = relay.Address }), options: new() { DisconnectTime = TimeSpan.Zero }, on: bus);

    private static ManualResetEventSlim Arrival(BusRelay relay)
    {
        var arrived = new ManualResetEventSlim();
        relay.Heard = said =>
        {
            if (said.IndexOf(Stop) >= 0)
                arrived.Set();
        };
        return arrived;
    }
}

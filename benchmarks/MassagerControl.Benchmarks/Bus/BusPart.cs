using System.Diagnostics;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.RadioContract;

namespace MassagerControl.Benchmarks.Bus;

/// <summary>What this program adds between STOP and the write that bluetoothd gets, measured against the same D-Bus call by itself.</summary>
/// <remarks>
/// Both ways end at the same place: where a fake bluetoothd hands the frame to its simulated device. So both hold the same trip through a real
/// message bus, and their difference is what lies above it: session, law, lease, driver, link. The two take turns.
/// </remarks>
internal static class BusPart
{
    private const int Samples = 1000;

    // So long the runtime still compiles beside it: told apart from the rest.
    private const int Early = 300;

    private const int AtBus = 500;

    public static void Run()
    {
        if (PrivateBus.Missing is { } missing)
            Console.WriteLine($"NOT MEASURED: {missing}");
        else
        {
            RunAsync().GetAwaiter().GetResult();
            ToBusAsync().GetAwaiter().GetResult();
        }
    }

    private static async Task RunAsync()
    {
        await using var bench = await FakeBlueZBench.StartAsync(
            address => new BlueZRadio(new() { BusAddress = address }), options: new() { DisconnectTime = TimeSpan.Zero });
        var arrivals = new StopArrivals(bench.Peripheral);
        await using var bare = await BareCall.OpenAsync(bench);
        Console.WriteLine("milliseconds");
        Console.WriteLine($"the first {Early}:");
        await MeasureAsync(Early);
        Console.WriteLine($"the next {Samples}:");
        await MeasureAsync(Samples);

        async Task MeasureAsync(int samples)
        {
            var (stops, past, calls) = (new List<double>(), new List<double>(), new List<double>());
            for (var sample = 0; sample < samples; sample++)
            {
                stops.Add(await StopAsync(atOnce: false));
                past.Add(await StopAsync(atOnce: true));
                calls.Add(Milliseconds(await bare.MeasureAsync(arrivals)));
            }
            Console.WriteLine(FormattableString.Invariant($"the very first of them: {stops[0]:0.000}, the call {calls[0]:0.000}"));
            Tell(new(stops), new(past), new(calls));
        }

        async Task<double> StopAsync(bool atOnce)
        {
            await using var trial = new StopTrial(bench);
            return Milliseconds(await trial.MeasureAsync(arrivals, atOnce));
        }
    }

    /// <summary>From a stop on a link until it is at the bus, which must not depend on the thread pool. The two take turns.</summary>
    private static async Task ToBusAsync()
    {
        var bus = await PrivateBus.StartAsync();
        using var relay = new BusRelay(bus.Address);
        await using var bench = await FakeBlueZBench.StartAsync(
            _ => new BlueZRadio(new() { BusAddress = relay.Address }), options: new() { DisconnectTime = TimeSpan.Zero }, on: bus);
        await using var link = await bench.Radio.ConnectAsync(bench.Address, CancellationToken.None);
        using var sight = new BusSight(relay, BareCall.Stop);
        var took = new List<double>[] { [], [] };
        for (var sample = 0; sample < 2 * AtBus; sample++)
            took[sample % 2].Add(await ToBusAsync(link, sight, starves: sample % 2 == 1));
        Console.WriteLine($"a link's STOP until it was at the bus:             {new Spread(took[0]).Tail("0.000")}");
        Console.WriteLine($"the same while the thread pool has none to spare:  {new Spread(took[1]).Tail("0.000")}");
    }

    private static async Task<double> ToBusAsync(IGattLink link, BusSight sight, bool starves)
    {
        sight.Begin();
        Task stop;
        long? took;
        using (starves ? new StarvedPool() : null)
        {
            var began = Stopwatch.GetTimestamp();
            stop = link.WriteAsync(BareCall.Control(link), BareCall.Stop, WriteMode.WithResponse, CancellationToken.None);
            took = sight.Wait() - began;
        }
        await stop;
        return took is { } ticks ? Milliseconds(ticks) : double.PositiveInfinity;
    }

    private static void Tell(Spread stop, Spread past, Spread call)
    {
        Console.WriteLine($"STOP of a running session until its frame arrived: {stop.Tail("0.000")}");
        Console.WriteLine($"the same past a level that is not answered yet:    {past.Tail("0.000")}");
        Console.WriteLine($"the D-Bus call by itself:                          {call.Tail("0.000")}");
        foreach (var spread in new[] { stop, past })
            Console.WriteLine($"above the call: median {spread.Median - call.Median:0.000}, p99 {spread.At(99) - call.At(99):0.000}; aim: at most 0.5 ms at p99");
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}

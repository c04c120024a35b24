using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.ClinicBenchmarks.Desks;
using MassagerControl.ClinicBenchmarks.Processes;
using MassagerControl.ClinicBenchmarks.Rooms;
using Npgsql;

namespace MassagerControl.ClinicBenchmarks;

/// <summary>Rooms that are connected, and sessions that are begun and settled as fast as one silo and its PostgreSQL can.</summary>
internal static class LoadPart
{
    // Of people who press "begin" in the same moment.
    private const int AtOnce = 64;
    private const int LetIn = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(string database, int postmaster, TimeSpan time, IReadOnlyList<int> sizes)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var keys = new WrittenKeys(source);
        var admin = await keys.WriteAsync(database, sizes.Max());
        await using var silo = await Child.StartAsync("silo", database);
        using var desk = new Desk(silo.Address, admin);
        var figures = new LoadFigures(silo, new Postgres(postmaster), source);
        var rooms = new List<LoadedRoom>();
        await WarmUpAsync(silo, desk);
        foreach (var size in sizes)
        {
            await GrowAsync(rooms, size, silo, desk, keys.Tokens);
            await figures.BeginAsync();
            await Task.Delay(Quiet);
            await figures.ShowAsync($"{size} rooms, nothing but their lines", 0);
            await figures.BeginAsync();
            var log = await SessionsAsync(rooms, time);
            await figures.ShowAsync($"{size} rooms, {Math.Min(AtOnce, size)} beginning or settling at once", log.Settled.Count);
            Show("  begun (asked and reserved)", log.Begun);
            Show("  settled", log.Settled);
            if (!log.Failed.IsEmpty)
                Console.WriteLine($"  FAILED {log.Failed.Count}: {log.Failed.First()}");
        }
        await AllAtOnceAsync(rooms);
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < LetIn; number++)
            await desk.LetInAsync($"late-{number}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"letting in a room where there are {keys.Tokens.Count}: {Stopwatch.GetElapsedTime(began).TotalMilliseconds / LetIn:0} ms"));
        foreach (var room in rooms)
            await room.DisposeAsync();
    }

    /// <summary>Compiling the code is no part of the figures.</summary>
    private static async Task WarmUpAsync(Child silo, Desk desk)
    {
        await using var room = new LoadedRoom(silo.Address, "warm", await desk.LetInAsync("warm"));
        for (var number = 0; number < 500; number++)
            await room.SessionAsync(new());
    }

    private static async Task GrowAsync(List<LoadedRoom> rooms, int size, Child silo, Desk desk, IReadOnlyList<string> tokens)
    {
        for (var number = rooms.Count; number < size; number++)
            rooms.Add(new(silo.Address, WrittenKeys.Room(number), tokens[number]));
        while (await desk.ListeningAsync() < size)
            await Task.Delay(100);
    }

    private static async Task<LoadLog> SessionsAsync(List<LoadedRoom> rooms, TimeSpan time)
    {
        var (log, began, next) = (new LoadLog(), Stopwatch.GetTimestamp(), -1);
        // The rooms take turns.
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, rooms.Count)).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(began) < time)
                await rooms[(int)((uint)Interlocked.Increment(ref next) % (uint)rooms.Count)].SessionAsync(log);
        }));
        return log;
    }

    /// <summary>Everybody presses "begin" in the same second, which no clinic sees: what becomes of it?</summary>
    private static async Task AllAtOnceAsync(List<LoadedRoom> rooms)
    {
        var (log, began) = (new LoadLog(), Stopwatch.GetTimestamp());
        await Task.WhenAll(rooms.Select(room => Task.Run(() => room.SessionAsync(log))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rooms.Count} rooms begin in one moment: {log.Settled.Count} sessions begun and settled in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {log.Failed.Count} refused for want of an answer"));
        Show("  begun (asked and reserved)", log.Begun);
        if (!log.Failed.IsEmpty)
            Console.WriteLine($"  such as: {log.Failed.First()}");
    }

    private static void Show(string name, ConcurrentBag<double> milliseconds)
    {
        if (milliseconds.IsEmpty)
            return;
        var spread = new Spread(milliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: n {spread.Count}, median {spread.Median:0.0}, p99 {spread.At(99):0.0}, most {spread.Most:0.0} ms"));
    }
}

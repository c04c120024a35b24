using System.Globalization;
using MassagerControl.Benchmarks.Measuring;
using MassagerControl.ClinicBenchmarks.Desks;
using MassagerControl.ClinicBenchmarks.Processes;
using MassagerControl.ClinicBenchmarks.Rooms;
using MassagerControl.Core.Timing;

namespace MassagerControl.ClinicBenchmarks;

/// <summary><em>Stop all</em> from the desk until the simulated motor of each room is off, beside the least that HTTP can do, by turns.</summary>
internal static class StopPart
{
    private const double Goal = 100;
    private const int Rehearsals = 5;

    // Longer than a room waits between two words to the clinic, so that each round begins at rest.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(600);

    public static async Task RunAsync(string database, int postmaster, int count, int rounds)
    {
        await using var silo = await Child.StartAsync("silo", database);
        await using var bare = await Child.StartAsync("bare");
        using var desk = new Desk(silo.Address, await Desk.SignInAsync(silo.Address, silo.Code!));
        using var time = new DeadlineTimeProvider(static exception => Environment.FailFast("a timer failed", exception));
        var postgres = new Postgres(postmaster);
        var folder = Directory.CreateTempSubdirectory("clinic-rooms-");
        var (rooms, asking) = (new List<Room>(), new HangingReservations(silo.Address));
        for (var number = 0; number < count; number++)
        {
            var token = await desk.LetInAsync($"room-{number}");
            rooms.Add(Room.Open(silo.Address, $"room-{number}", token, Path.Combine(folder.FullName, $"{number}")));
            asking.Add(token);
        }
        using var fanOut = new BareFanOut(bare, count);
        var trial = new StopTrial(desk, rooms, time);
        // Compiling the code is no part of the figures.
        for (var rehearsal = 0; rehearsal < Rehearsals; rehearsal++)
        {
            await trial.RoundAsync(static () => Task.CompletedTask);
            await fanOut.RoundAsync();
        }

        Console.WriteLine($"milliseconds from the POST to level 0, {count} rooms, {rounds} times each; \"the last\" is the slowest room of each press");
        var others = Machine.WatchOthers();
        await MeasureAsync("Stop all", trial, fanOut, rounds, () => Task.CompletedTask, () => Task.CompletedTask);
        await MeasureAsync("Stop all, a call of each room's grain hangs", trial, fanOut, rounds, () => HangAsync(silo, count), async () => await silo.TellAsync("go"));
        await MeasureAsync("Stop all, PostgreSQL frozen, a reservation of each room hangs", trial, fanOut, rounds, () => FreezeAsync(postgres, asking), () => ThawAsync(postgres, asking));
        Console.WriteLine($"meanwhile others took {others():0} % of the cores");
        foreach (var room in rooms)
            await room.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task MeasureAsync(string name, StopTrial trial, BareFanOut fanOut, int rounds, Func<Task> trouble, Func<Task> mend)
    {
        var (rooms, last, answered, bare, bareLast) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var (off, answer) = await trial.RoundAsync(trouble);
            await mend();
            rooms.AddRange(off);
            last.Add(off.Max());
            answered.Add(answer);
            await Task.Delay(Rest);
            var read = await fanOut.RoundAsync();
            bare.AddRange(read);
            bareLast.Add(read.Max());
        }
        Show(name, rooms);
        Show("  the last room", last);
        Show("  the desk has its answer", answered);
        Show("  bare fan-out, until each client has read", bare);
        Show("  bare fan-out, the last", bareLast);
        Console.WriteLine($"  aim: p99 of at most {Goal} ms: {(new Spread(rooms).At(99) <= Goal ? "met" : "MISSED")}");
    }

    private static void Show(string name, List<double> milliseconds)
    {
        var spread = new Spread(milliseconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-64} n {spread.Count}  median {spread.Median:0.0}  p99 {spread.At(99):0.0}  most {spread.Most:0.0}"));
    }

    private static async Task HangAsync(Child silo, int count)
    {
        await silo.TellAsync("hang");
        // Each room says how it is at least every five seconds.
        while (await silo.TellAsync("hang") < count)
            await Task.Delay(50);
    }

    private static async Task FreezeAsync(Postgres postgres, HangingReservations asking)
    {
        postgres.Freeze();
        asking.Ask();
        await Task.Delay(Rest);
    }

    private static async Task ThawAsync(Postgres postgres, HangingReservations asking)
    {
        asking.MustHang();
        postgres.Thaw();
        await asking.EndAsync();
        await Task.Delay(Rest);
    }
}

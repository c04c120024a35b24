using System.Diagnostics;
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.ClinicBenchmarks.Desks;
using MassagerControl.ClinicBenchmarks.Rooms;

namespace MassagerControl.ClinicBenchmarks;

/// <summary>All rooms run a motor, and the desk stops all.</summary>
internal sealed class StopTrial(Desk desk, IReadOnlyList<Room> rooms, TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(400);

    private readonly ShippedSession _shipped = new();
    private int _seed;

    /// <param name="trouble">What goes wrong before.</param>
    /// <returns>Milliseconds from the POST: until each motor was off, and until the desk had its answer.</returns>
    public async Task<(double[] Off, double Answered)> RoundAsync(Func<Task> trouble)
    {
        foreach (var room in rooms)
            room.Begin(_shipped, time, ++_seed);
        await Task.Delay(Settling);
        await trouble();
        var began = Stopwatch.GetTimestamp();
        var answer = AnsweredAsync();
        var off = await Task.WhenAll(rooms.Select(room => room.OffAsync()));
        var result = (off.Select(at => Stopwatch.GetElapsedTime(began, at).TotalMilliseconds).ToArray(), Stopwatch.GetElapsedTime(began, await answer).TotalMilliseconds);
        foreach (var room in rooms)
            await room.EndAsync();
        return result;
    }

    private async Task<long> AnsweredAsync()
    {
        var told = await desk.StopAllAsync();
        var at = Stopwatch.GetTimestamp();
        if (told != rooms.Count)
            Console.WriteLine($"  {rooms.Count - told} rooms did not wait for STOP at that moment: they heard it a little later");
        return at;
    }
}

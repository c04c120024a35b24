using MassagerControl.Benchmarks.Bus;
using MassagerControl.Benchmarks.Captures;
using MassagerControl.Benchmarks.Crowd;
using MassagerControl.Benchmarks.Edges;
using MassagerControl.Benchmarks.Measuring;
#if !NATIVE
using MassagerControl.Benchmarks.Micro;
#endif
using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Benchmarks.StartUp;
using MassagerControl.Benchmarks.Stops;

namespace MassagerControl.Benchmarks;

/// <summary>Runs all parts, or those that are named.</summary>
internal static class Program
{
    private static readonly (string Name, string What, Action Run)[] Parts =
    [
        ("sessions", "whole sessions in virtual time: sessions per second, allocations per session", SessionsPart.Run),
        ("engines", "what the engine of the transition table costs: Stateless against the table's own index", EnginesPart.Run),
#if !NATIVE
        ("micro", "the hot parts one by one", MicroPart.Run),
#endif
        ("edges", "how late phases end in real time, idle and with every core busy", EdgesPart.Run),
        ("bus", "from STOP to the write that bluetoothd gets, against the D-Bus call alone (needs dbus-daemon)", BusPart.Run),
        ("stops", "from STOP until the simulated motor is off, in one process", StopsPart.Run),
        ("start-up", "the program from start to exit: time and memory", StartUpPart.Run),
        ("captures", "a long capture read and its frames counted", CapturesPart.Run),
        ("crowd", "1 to 10,000 sessions at once in real time", CrowdPart.Run),
    ];

    private static int Main(string[] args)
    {
        var unknown = args.Where(arg => Parts.All(part => part.Name != arg)).ToArray();
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"no part is called {string.Join(", ", unknown)}; there are {string.Join(", ", Parts.Select(part => part.Name))}");
            return 2;
        }
        Console.WriteLine(Machine.Describe());
        foreach (var part in Parts.Where(part => args.Length == 0 || args.Contains(part.Name)))
        {
            Console.WriteLine();
            Console.WriteLine($"== {part.Name}: {part.What}");
            var (load, others) = (Machine.Load(), Machine.WatchOthers());
            part.Run();
            Console.WriteLine($"meanwhile others took {others():0} % of the cores; load {load} before, {Machine.Load()} after");
        }
        return 0;
    }
}

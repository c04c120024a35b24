using MassagerControl.Benchmarks.Measuring;
using MassagerControl.Benchmarks.Micro;
using MassagerControl.Benchmarks.Sessions;

namespace MassagerControl.Benchmarks;

/// <summary>Runs all parts, or those that are named.</summary>
internal static class Program
{
    private static readonly (string Name, string What, Action Run)[] Parts =
    [
        ("sessions", "whole sessions in virtual time: sessions per second, allocations per session", SessionsPart.Run),
        ("micro", "the hot parts one by one", MicroPart.Run),
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
            Console.WriteLine($"load before: {Machine.Load()}");
            part.Run();
            Console.WriteLine($"load after: {Machine.Load()}");
        }
        return 0;
    }
}

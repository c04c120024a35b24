using MassagerControl.Benchmarks.Measuring;
using MassagerControl.ClinicBenchmarks.Processes;

namespace MassagerControl.ClinicBenchmarks;

/// <summary>Measures the clinic; benchmarks/clinic has the scripts that give it a database.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            // The processes of a measurement.
            case ["silo", var database]:
                return await SiloProcess.RunAsync(database);
            case ["bare"]:
                return await BareProcess.RunAsync();
            case ["stop", var database, var postmaster, var rooms, var rounds]:
                Console.WriteLine(Machine.Describe());
                await StopPart.RunAsync(database, int.Parse(postmaster), int.Parse(rooms), int.Parse(rounds));
                return 0;
            case ["load", var database, var postmaster, var seconds, .. var sizes]:
                Console.WriteLine(Machine.Describe());
                await LoadPart.RunAsync(database, int.Parse(postmaster), TimeSpan.FromSeconds(int.Parse(seconds)), [.. sizes.Select(int.Parse)]);
                return 0;
            default:
                Console.Error.WriteLine("run benchmarks/clinic/stop or benchmarks/clinic/load");
                return 2;
        }
    }
}

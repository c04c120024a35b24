using MassagerControl.Devices.Captures.Att;

namespace MassagerControl.CaptureEquality;

/// <summary>Holds the program's reading of capture files against tshark's. Without arguments: one session in every container; else the files named.</summary>
internal static class Program
{
    private const int Shown = 20;

    private static int Main(string[] files)
    {
        var (passed, failed) = (0, 0);
        foreach (var (name, file) in files.Length > 0 ? files.Select(file => (file, file)) : Containers.Written())
        {
            var equal = IsEqual(name, file, atLeast: files.Length > 0 ? 0 : Containers.Packets);
            (passed, failed) = (passed + (equal ? 1 : 0), failed + (equal ? 0 : 1));
        }
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static bool IsEqual(string name, string file, int atLeast)
    {
        try
        {
            var (ours, summary) = OurReading.Of(file);
            var comparison = Comparison.Of(ours, Tshark.Read(file));
            Console.WriteLine($"{name}: {comparison.Packets} packets and {comparison.Uuids} UUIDs equal, {comparison.Differences.Count} differ; "
                + $"by rule: {comparison.UuidsInAddition} UUIDs in addition, {comparison.UuidsOfOtherSide} of the other side, {comparison.Repeated} repeated");
            foreach (var difference in comparison.Differences.Take(Shown))
                Console.WriteLine($"  {difference}");
            Console.WriteLine($"  {string.Join(", ", summary.Counts.Select(count => $"{count.Key} {count.Value}"))}");
            return comparison.Differences.Count == 0 && comparison.Packets >= atLeast
                && comparison.Repeated <= summary.Of(CountedKind.AirRetransmissions);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"{name}: {e.Message}");
            return false;
        }
    }
}

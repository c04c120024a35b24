using System.Globalization;

namespace MassagerControl.Tests.Support;

/// <summary>The signals that whoever started the tests has ignored (a shell does for what runs in the background, nohup too): the programs that a test starts inherit that.</summary>
internal static class SignalDisposition
{
    // asm-generic/signal.h
    private static readonly Dictionary<string, int> Numbers = new() { ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3 };

    /// <summary>Skips the test when a signal is ignored. Linux only.</summary>
    public static void SkipIfIgnored(string signal)
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        if ((ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (Numbers[signal] - 1) & 1) == 1)
            Assert.Skip($"whoever started the tests has SIG{signal} ignored, and the program inherits that");
    }
}

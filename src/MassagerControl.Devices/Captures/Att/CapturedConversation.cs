using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>What a capture holds of conversations with devices.</summary>
/// <param name="Devices">The one that was written to most comes first; the side that made the capture last, if it was asked for anything.</param>
public sealed record CapturedConversation(ImmutableArray<CapturedDevice> Devices, AttSummary Summary)
{
    private const int MostOfDevice = 50_000;
    private const int MostOfAll = 100_000;

    /// <summary>Reads a capture to its end.</summary>
    /// <param name="mostOfDevice">So many values are kept of each device at most; the rest is counted.</param>
    internal static CapturedConversation Read(CaptureReader capture, int mostOfDevice = MostOfDevice)
    {
        var collector = new AttCollector(mostOfDevice, Math.Max(mostOfDevice, MostOfAll));
        var reader = AttReader.Read(capture, collector);
        return new(collector.ToDevices(reader), reader.Summary);
    }
}

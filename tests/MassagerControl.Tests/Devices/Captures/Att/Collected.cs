using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Att;

/// <summary>A capture as it is read from packets by hand.</summary>
internal static class Collected
{
    public static CapturedConversation Of(IEnumerable<CapturedPacket> packets, int mostOfDevice = 10_000)
    {
        var collector = new AttCollector(mostOfDevice, 100_000);
        var reader = new AttReader(collector);
        foreach (var packet in packets)
            reader.Add(packet);
        return new(collector.ToDevices(reader), reader.Summary);
    }

    /// <summary>What was said with a device, one line a value.</summary>
    public static IEnumerable<string> Lines(this CapturedDevice device) =>
        device.Values.Select(value => $"{value.Kind} {value.Handle:x4} {Convert.ToHexStringLower(value.Bytes.AsSpan())} {value.Acknowledged}");

    public static IEnumerable<string> Lines(this CapturedDevice device, AttKind kind) => device.Lines().Where(line => line.StartsWith($"{kind} ", StringComparison.Ordinal));

    public static CapturedDevice At(this CapturedConversation capture, string address) => capture.Devices.Single(device => device.Address == address);
}

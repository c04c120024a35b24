using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Counts the channels that are opened for the attribute protocol besides its fixed one (Bluetooth Core, vol. 3 part A, 4).</summary>
internal static class ChannelSignals
{
    private const byte Connection = 0x02;
    private const byte EnhancedConnection = 0x17;
    private const ushort AttService = 0x001F;
    private const ushort EnhancedAttService = 0x0027;
    private const int HeaderLength = 4;

    public static void Count(ReadOnlySpan<byte> signals, Tally tally)
    {
        while (signals.Length >= HeaderLength + sizeof(ushort))
        {
            var end = HeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(signals[sizeof(ushort)..]);
            if (end > signals.Length)
                break;
            var service = BinaryPrimitives.ReadUInt16LittleEndian(signals[HeaderLength..]);
            if (signals[0] == Connection && service == AttService)
                tally.Add(CountedKind.ClassicAttChannels);
            if (signals[0] is Connection or EnhancedConnection && service == EnhancedAttService)
                tally.Add(CountedKind.EnhancedAttChannels);
            signals = signals[end..];
        }
    }
}

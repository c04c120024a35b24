using System.Buffers.Binary;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>What the link types of pcap and pcapng put in front of a packet: taken off, and put on.</summary>
internal static class LinkCoding
{
    /// <summary>The longest of these heads, bytes.</summary>
    public const int LongestHead = NordicHead.Length;

    public static bool IsKnown(int link) =>
        link is LinkTypes.H4 or LinkTypes.H4Directed or LinkTypes.Air or LinkTypes.Monitor or LinkTypes.AirWithHead or LinkTypes.NordicSniffer;

    /// <param name="packet">Of kind <see cref="PacketKind.Other"/>, with its bytes writable behind it: a packet of the coded air is moved together.</param>
    /// <param name="fromHost">What the container says beside the packet; null where it does not.</param>
    /// <param name="problem">What is wrong with the head; the packet is then left as it was.</param>
    public static CapturedPacket Unwrap(int link, in CapturedPacket packet, Span<byte> bytes, bool? fromHost, out Phrase? problem)
    {
        problem = null;
        switch (link)
        {
            case LinkTypes.H4 when bytes.Length >= 1:
                return H4.Strip(packet, fromHost);
            case LinkTypes.H4Directed when bytes.Length >= 5:
                return H4.Strip(packet with { Bytes = packet.Bytes[4..] }, BinaryPrimitives.ReadUInt32BigEndian(bytes) == 0);
            case LinkTypes.Monitor when bytes.Length >= 4:
                var (adapter, operation) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
                return Monitor.Unwrap(packet with { Bytes = packet.Bytes[4..] }, operation, adapter);
            case LinkTypes.Air:
                return packet with { Kind = PacketKind.LinkLayer, FromHost = fromHost };
            case LinkTypes.AirWithHead when bytes.Length >= AirHead.Length:
                return AirHead.Unwrap(packet, bytes);
            case LinkTypes.NordicSniffer:
                return NordicHead.Unwrap(packet, bytes, out problem);
            case var known when IsKnown(known):
                problem = Phrase.Of($"a packet of {bytes.Length} bytes is shorter than the head of link type {link}");
                return packet;
            default:
                return packet;
        }
    }

    /// <param name="head">Where the head is written, from its beginning.</param>
    /// <returns>How long the head is.</returns>
    /// <exception cref="ArgumentException">The link type has no such packets.</exception>
    public static int Wrap(int link, in CapturedPacket packet, Span<byte> head)
    {
        switch (link)
        {
            case LinkTypes.H4 when H4.TypeOf(packet.Kind) is { } type:
                head[0] = type;
                return 1;
            case LinkTypes.H4Directed when H4.TypeOf(packet.Kind) is { } type:
                BinaryPrimitives.WriteUInt32BigEndian(head, H4.IsFromHost(packet) ? 0u : 1);
                head[4] = type;
                return 5;
            case LinkTypes.Monitor when H4.TypeOf(packet.Kind) is not null:
                BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)packet.Adapter);
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], Monitor.OperationOf(packet));
                return 4;
            case LinkTypes.Air when packet.Kind == PacketKind.LinkLayer:
                return 0;
            case LinkTypes.AirWithHead when packet.Kind == PacketKind.LinkLayer:
                return AirHead.Wrap(packet, head);
            case LinkTypes.NordicSniffer when packet.Kind == PacketKind.LinkLayer:
                return NordicHead.Wrap(packet, head);
            default:
                throw new ArgumentException($"link type {link} has no packets of kind {packet.Kind}");
        }
    }
}

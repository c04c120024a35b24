using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>One link on the air: leaves out what is heard twice, and what is encrypted.</summary>
/// <param name="checksumStart">Null where the capture does not show how the link began.</param>
internal sealed class AirLink(Conversation conversation, Tally tally, uint? checksumStart)
{
    private const int KindMask = 3;
    private const int GoesOn = 1;
    private const int Begins = 2;
    private const int Control = 3;

    private readonly AirSide _central = new();
    private readonly AirSide _peripheral = new();
    private bool _encrypting;

    public uint? ChecksumStart => checksumStart;

    public void Hear(in CapturedPacket packet, byte header, ReadOnlySpan<byte> payload, Moment when)
    {
        var kind = header & KindMask;
        var side = SideOf(packet.FromHost, kind, payload);
        if (side.IsRepeated(header, payload, when, packet.FromHost is not null))
        {
            if (!payload.IsEmpty)
                tally.Add(CountedKind.AirRetransmissions);
            return;
        }
        if (payload.IsEmpty)
            return;
        if (!packet.Decrypted && (packet.Encrypted || (_encrypting && !IsPlain(kind, payload))))
        {
            tally.Add(CountedKind.EncryptedAirPackets);
            conversation.Encrypt();
            return;
        }
        if (kind == Control)
            HearControl(payload[0]);
        else if (kind == Begins)
            conversation.Begin(packet.FromHost, payload, when);
        else if (kind == GoesOn)
            conversation.GoOn(packet.FromHost, payload, when);
    }

    private AirSide SideOf(bool? fromCentral, int kind, ReadOnlySpan<byte> payload)
    {
        const ushort Attributes = 4;
        if (fromCentral is { } known)
            return known ? _central : _peripheral;
        var speaksOfAttributes = kind == Begins && payload.Length > Assembly.HeaderLength
            && BinaryPrimitives.ReadUInt16LittleEndian(payload[sizeof(ushort)..]) == Attributes;
        return speaksOfAttributes && AttOpcode.IsOfServer(payload[Assembly.HeaderLength]) == true ? _peripheral : _central;
    }

    private void HearControl(byte opcode)
    {
        const byte Terminate = 0x02;
        const byte EncryptionRequest = 0x03;
        const byte Reject = 0x0D;
        const byte RejectNewer = 0x11;
        if (opcode == EncryptionRequest)
            _encrypting = true;
        else if (opcode is Reject or RejectNewer)
            _encrypting = false;
        else if (opcode == Terminate)
            conversation.Ended = true;
    }

    /// <summary>What may still be plain between the question for encryption and its beginning, by its length and its code.</summary>
    private static bool IsPlain(int kind, ReadOnlySpan<byte> payload) => kind == Control && (payload[0], payload.Length) is
        (0x03, 23) or (0x04, 13) or (0x05, 1) or (0x0D, 2) or (0x11, 3) or (0x02, 2);
}

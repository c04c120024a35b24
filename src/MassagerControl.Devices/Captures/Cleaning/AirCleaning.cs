using System.Buffers.Binary;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>Keeps of what a sniffer heard what belongs to one device. A packet that is left out of a link stays as an empty one, so that the turns of the two sides stay what they were.</summary>
/// <param name="own">The device under all of its addresses.</param>
internal sealed class AirCleaning(HashSet<ulong> own, Secrets secrets)
{
    private const uint AdvertisingCrc = 0x555555;
    private const int HeadLength = 6;
    private const int CrcLength = 3;
    private const byte GoesOn = 1;
    private const byte Begins = 2;
    private const byte Control = 3;
    private const byte EncryptionRequest = 0x03;
    private const byte EncryptionResponse = 0x04;
    private const byte EncryptionStarts = 0x05;

    private readonly Dictionary<uint, AirLinkState> _links = [];

    /// <returns>The packet's bytes as they may be written; null where it is left out.</returns>
    public byte[]? Cleaned(in CapturedPacket packet)
    {
        var bytes = packet.Bytes.Span;
        if (bytes.Length < HeadLength + bytes[Math.Min(5, bytes.Length - 1)] || bytes.Length < HeadLength)
            return null;
        var access = Air.AccessAddress(bytes);
        var whole = bytes[..Math.Min(bytes.Length, HeadLength + bytes[5] + CrcLength)].ToArray();
        var pdu = whole.AsSpan(4, 2 + whole[5]);
        if (access == Air.Advertising)
            return Advertisement(pdu) ? WithChecksum(whole, AdvertisingCrc) : null;
        if (Link(access) is not { } link)
            return null;
        if (!Data(link, pdu, packet))
            whole = Empty(whole);
        else
            secrets.Blank(pdu[2..], own);
        return link.CrcBegin is { } begin ? WithChecksum(whole, begin) : [.. whole.AsSpan(0, HeadLength + whole[5]), 0, 0, 0];
    }

    /// <summary>A link whose beginning was not heard is the device's where it was chosen as one.</summary>
    private AirLinkState? Link(uint access)
    {
        if (_links.TryGetValue(access, out var link))
            return link;
        return own.Contains(DeviceAddress.OfAccess(access)) ? _links[access] = new() : null;
    }

    private bool Advertisement(Span<byte> pdu)
    {
        var type = pdu[0] & 15;
        var rest = pdu[2..];
        if (type is 0 or 2 or 4 or 6 && rest.Length >= DeviceAddress.Length && own.Contains(DeviceAddress.Of(rest)))
        {
            pdu[0] |= 0x40;
            DeviceAddress.Write(rest, DeviceAddress.StandIn);
            secrets.Blank(rest[DeviceAddress.Length..], own);
            return true;
        }
        if (type != 5 || rest.Length < 34)
            return false;
        var access = BinaryPrimitives.ReadUInt32LittleEndian(rest[12..]);
        if (!own.Contains(DeviceAddress.Of(rest[6..])))
        {
            _links.Remove(access);
            return false;
        }
        pdu[0] |= 0xC0;
        DeviceAddress.Write(rest, DeviceAddress.Other);
        DeviceAddress.Write(rest[6..], DeviceAddress.StandIn);
        _links[access] = new() { CrcBegin = (uint)(rest[16] | (rest[17] << 8) | (rest[18] << 16)) };
        return true;
    }

    /// <returns>False where nothing of it may stay.</returns>
    private static bool Data(AirLinkState link, Span<byte> pdu, in CapturedPacket packet)
    {
        var kind = pdu[0] & 3;
        var rest = pdu[2..];
        if (rest.IsEmpty)
            return true;
        if (link.Encrypted && !packet.Decrypted)
            return false;
        if (kind == Control)
            return ControlStays(link, rest);
        if (kind == GoesOn)
            return packet.FromHost is { } fromHost && link.KeepsOn(fromHost);
        var stays = kind == Begins && rest.Length >= 5 && Stays(link, rest, packet.FromHost);
        link.Keep(packet.FromHost, stays);
        return stays;
    }

    /// <summary>Its end, and that it was encrypted, without what a key could be made of.</summary>
    private static bool ControlStays(AirLinkState link, Span<byte> rest)
    {
        const byte Terminate = 0x02;
        if (rest[0] == EncryptionStarts)
            link.Encrypted = true;
        if (rest[0] is EncryptionRequest or EncryptionResponse)
            rest[1..].Clear();
        return rest[0] is Terminate or EncryptionRequest or EncryptionResponse or EncryptionStarts;
    }

    private static bool Stays(AirLinkState link, Span<byte> rest, bool? fromHost)
    {
        const int ChannelAt = 2;
        var channel = BinaryPrimitives.ReadUInt16LittleEndian(rest[ChannelAt..]);
        if (channel != HciWords.Att)
            return channel == HciWords.Signals;
        var opcode = rest[4];
        if (!AttWords.Stays(opcode, fromHost))
            return false;
        // Nobody knows who answers here: a phone may tell its owner's name.
        if (fromHost is null && (AttWords.IsRead(opcode) || (opcode == AttWords.ReadByTypeResponse && link.AsksName)))
            rest[5..].Clear();
        if (opcode == AttWords.ReadByTypeRequest)
            link.AsksName = rest[^2..] is [0x00, 0x2A];
        return true;
    }

    /// <summary>Its numbers of sequence stay, its content goes.</summary>
    private static byte[] Empty(byte[] whole) => [.. whole.AsSpan(0, 4), (byte)((whole[4] & 0x1C) | GoesOn), 0, 0, 0, 0];

    private static byte[] WithChecksum(byte[] whole, uint begin)
    {
        var end = HeadLength + whole[5];
        var register = 0u;
        for (var bit = 0; bit < 24; bit++)
            register |= ((begin >> bit) & 1) << (23 - bit);
        for (var at = 4; at < end; at++)
        {
            register ^= whole[at];
            for (var bit = 0; bit < 8; bit++)
                register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ 0xDA6000;
        }
        return [.. whole.AsSpan(0, end), (byte)(register & 0xFF), (byte)((register >> 8) & 0xFF), (byte)(register >> 16)];
    }
}

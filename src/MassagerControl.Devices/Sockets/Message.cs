using System.Buffers.Binary;

namespace MassagerControl.Devices.Sockets;

/// <summary>What a message between a central and a virtual peripheral is about.</summary>
internal enum MessageKind : byte
{
    /// <summary>Central: who are you? Answered by <see cref="Advertisement"/>; takes no link.</summary>
    Look = 1,

    /// <summary>Central: a link, please. Answered by <see cref="Linked"/> as soon as the device is free.</summary>
    Connect = 2,

    /// <summary>Central: id, characteristic. Answered by <see cref="Answer"/>.</summary>
    Read = 3,

    /// <summary>Central: id (0 without response), characteristic, bytes. With response answered by <see cref="Answer"/>.</summary>
    Write = 4,

    /// <summary>Central: id, characteristic. Answered by <see cref="Answer"/>.</summary>
    Subscribe = 5,

    /// <summary>Peripheral: what it is and advertises, see <see cref="SocketDevice"/>.</summary>
    Advertisement = 101,

    /// <summary>Peripheral: the characteristics, 33 bytes each.</summary>
    Linked = 102,

    /// <summary>Peripheral: id; code 0 and a value, or code 1 with the error of the Attribute Protocol and a text.</summary>
    Answer = 103,

    /// <summary>Peripheral: characteristic, bytes.</summary>
    Notification = 104,

    /// <summary>Peripheral: the link is gone, with the reason.</summary>
    Lost = 105,
}

/// <summary>One message. On the wire: length of the rest (u32), kind (u8), id (u32), characteristic (u8), code (u8), data; numbers little-endian.</summary>
/// <param name="Characteristic">Its place in the list of <see cref="MessageKind.Linked"/>; in an answer the error code.</param>
internal sealed record Message(MessageKind Kind, uint Id = 0, byte Characteristic = 0, byte Code = 0)
{
    public const int HeaderBytes = 11;
    public const int MostBytes = 64 * 1024;

    // The length counts what follows it.
    private const int LeastLength = HeaderBytes - sizeof(uint);

    public ReadOnlyMemory<byte> Data { get; init; }

    public byte[] Encode()
    {
        var bytes = new byte[HeaderBytes + Data.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(LeastLength + Data.Length));
        bytes[4] = (byte)Kind;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(5), Id);
        (bytes[9], bytes[10]) = (Characteristic, Code);
        Data.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <returns>How many bytes follow the header; null when the header makes no sense.</returns>
    public static int? DataLength(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        return length is >= LeastLength and <= MostBytes && Enum.IsDefined((MessageKind)header[4]) ? (int)length - LeastLength : null;
    }

    public static Message Decode(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> data) =>
        new((MessageKind)header[4], BinaryPrimitives.ReadUInt32LittleEndian(header[5..]), header[9], header[10]) { Data = data };
}

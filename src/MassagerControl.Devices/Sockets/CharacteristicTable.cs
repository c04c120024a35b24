using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Sockets;

/// <summary>The list of characteristics as bytes: service and characteristic UUID (16 bytes each, big-endian) and properties (u8).</summary>
internal static class CharacteristicTable
{
    private const int UuidBytes = 16;
    private const int EntryBytes = 2 * UuidBytes + 1;

    public static byte[] Encode(ImmutableArray<GattCharacteristic> characteristics)
    {
        var bytes = new byte[characteristics.Length * EntryBytes];
        for (var i = 0; i < characteristics.Length; i++)
        {
            var entry = bytes.AsSpan(i * EntryBytes, EntryBytes);
            characteristics[i].Service.Value.TryWriteBytes(entry, bigEndian: true, out _);
            characteristics[i].Uuid.Value.TryWriteBytes(entry[UuidBytes..], bigEndian: true, out _);
            entry[2 * UuidBytes] = (byte)characteristics[i].Properties;
        }
        return bytes;
    }

    /// <returns>Null when the bytes are no such list.</returns>
    public static ImmutableArray<GattCharacteristic>? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % EntryBytes != 0 || bytes.Length / EntryBytes > byte.MaxValue)
            return null;
        var characteristics = ImmutableArray.CreateBuilder<GattCharacteristic>();
        for (; !bytes.IsEmpty; bytes = bytes[EntryBytes..])
            characteristics.Add(new(
                new(new Guid(bytes[..UuidBytes], bigEndian: true)),
                new(new Guid(bytes[UuidBytes..(2 * UuidBytes)], bigEndian: true)),
                (GattProperties)bytes[2 * UuidBytes]));
        return characteristics.DrainToImmutable();
    }
}

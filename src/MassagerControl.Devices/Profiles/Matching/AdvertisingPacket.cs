using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>The bytes of an advertisement as they are sent (Bluetooth Core, vol. 3 part C, 11; Supplement part A).</summary>
internal static class AdvertisingPacket
{
    private const byte SomeServices16 = 0x02;
    private const byte AllServices16 = 0x03;
    private const byte SomeServices32 = 0x04;
    private const byte AllServices32 = 0x05;
    private const byte SomeServices128 = 0x06;
    private const byte AllServices128 = 0x07;
    private const byte ShortName = 0x08;
    private const byte CompleteName = 0x09;
    private const byte Manufacturer = 0xFF;

    /// <returns>Null when the bytes are none.</returns>
    public static Advertisement? Read(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty)
            return null;
        var read = new Advertisement("", null, null);
        // A length of 0 ends it early; zeros may follow.
        while (!packet.IsEmpty && packet[0] != 0)
        {
            if (packet.Length < packet[0] + 1)
                return null;
            read = With(read, packet[1], packet[2..(packet[0] + 1)]);
            packet = packet[(packet[0] + 1)..];
        }
        return packet.ContainsAnyExcept((byte)0) ? null : read;
    }

    private static Advertisement With(Advertisement read, byte type, ReadOnlySpan<byte> value) => type switch
    {
        SomeServices16 or AllServices16 => read with { Services = [.. read.Services, .. Services(value, sizeof(ushort))] },
        SomeServices32 or AllServices32 => read with { Services = [.. read.Services, .. Services(value, sizeof(uint))] },
        SomeServices128 or AllServices128 => read with { Services = [.. read.Services, .. Services(value, 16)] },
        ShortName when read.Name is null => read with { Name = Encoding.UTF8.GetString(value) },
        CompleteName => read with { Name = Encoding.UTF8.GetString(value) },
        Manufacturer when value.Length >= sizeof(ushort) => read with
        {
            ManufacturerData = read.ManufacturerData.SetItem(BinaryPrimitives.ReadUInt16LittleEndian(value), [.. value[sizeof(ushort)..]]),
        },
        _ => read,
    };

    private static ImmutableArray<GattUuid> Services(ReadOnlySpan<byte> value, int size)
    {
        var services = ImmutableArray.CreateBuilder<GattUuid>();
        for (; value.Length >= size; value = value[size..])
            if (GattUuid.TryParse(Text(value[..size]), out var uuid))
                services.Add(uuid);
        return services.ToImmutable();
    }

    /// <summary>The last byte comes first.</summary>
    private static string Text(ReadOnlySpan<byte> value)
    {
        var bytes = value.ToArray();
        Array.Reverse(bytes);
        return bytes.Length == 16 ? new Guid(bytes, bigEndian: true).ToString("D") : Convert.ToHexString(bytes);
    }
}

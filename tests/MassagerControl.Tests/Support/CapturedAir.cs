using System.Buffers.Binary;
using System.Text;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Support;

/// <summary>What a phone's Bluetooth log would hold of a link: advertisement, connection, discovery, values, as HCI packets in a btsnoop file.</summary>
internal sealed class CapturedAir(CaptureWriter writer, Func<TimeSpan> now, byte[] address)
{
    private const ushort Link = 0x0040;
    private const ushort ClientConfiguration = 0x2902;

    // 2026-03-01T18:30:00Z
    private const long Began = 1_772_389_800_000_000;

    private readonly Dictionary<GattCharacteristic, ushort> _handles = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the log has the discovery; a phone that knows the device already does without.</summary>
    public bool Discovers { get; init; } = true;

    public void Advertise(Advertisement seen)
    {
        var data = new List<byte> { 2, 0x01, 0x06 };
        if (seen.Name is { } name)
            Part(data, 0x09, Encoding.UTF8.GetBytes(name));
        foreach (var service in seen.Services)
            Part(data, ShortOf(service) is null ? (byte)0x07 : (byte)0x03, Bytes(service));
        foreach (var (company, bytes) in seen.ManufacturerData)
            Part(data, 0xFF, [(byte)(company & 0xFF), (byte)(company >> 8), .. bytes]);
        // What does not fit is in the answer to a scan, as on the air.
        var first = data.Count <= 31 ? data.Count : 3;
        Event([0x02, 1, 0, 0, .. address, (byte)first, .. data[..first], 0xC8]);
        if (first < data.Count)
            Event([0x02, 1, 4, 0, .. address, (byte)(data.Count - first), .. data[first..], 0xC8]);
    }

    public void Connect(IReadOnlyList<GattCharacteristic> characteristics)
    {
        Event([0x01, 0, (byte)(Link & 0xFF), (byte)(Link >> 8), 0, 0, .. address, 0x18, 0, 0, 0, 0x48, 0, 0]);
        ushort handle = 1;
        foreach (var service in characteristics.GroupBy(characteristic => characteristic.Service))
            handle = Discover(service.Key, [.. service], handle);
    }

    public void Mtu(int bytes, int granted)
    {
        Sent([0x02, .. Two((ushort)bytes)]);
        Came([0x03, .. Two((ushort)granted)]);
    }

    public void Encrypt() => Event(0x08, [0, .. Two(Link), 1]);

    public void Disconnect() => Event(0x05, [0, .. Two(Link), 0x16]);

    public void Write(GattCharacteristic characteristic, ReadOnlySpan<byte> value, bool withResponse) =>
        Sent([withResponse ? (byte)0x12 : (byte)0x52, .. Two(_handles[characteristic]), .. value]);

    public void Acknowledge() => Came([0x13]);

    public void Subscribe(GattCharacteristic characteristic)
    {
        Sent([0x12, .. Two((ushort)(_handles[characteristic] + 1)), characteristic.Properties.HasFlag(GattProperties.Notify) ? (byte)1 : (byte)2, 0]);
        Came([0x13]);
    }

    public void Told(GattCharacteristic characteristic, ReadOnlySpan<byte> value) => Came([0x1B, .. Two(_handles[characteristic]), .. value]);

    public void Read(GattCharacteristic characteristic, ReadOnlySpan<byte> value)
    {
        Sent([0x0A, .. Two(_handles[characteristic])]);
        Came([0x0B, .. value]);
    }

    private ushort Discover(GattUuid service, GattCharacteristic[] characteristics, ushort first)
    {
        var handle = (ushort)(first + 1);
        var declarations = new List<(ushort Handle, GattCharacteristic Characteristic)>();
        var switches = new List<ushort>();
        foreach (var characteristic in characteristics)
        {
            declarations.Add((handle, characteristic));
            _handles[characteristic] = (ushort)(handle + 1);
            handle += 2;
            if ((characteristic.Properties & (GattProperties.Notify | GattProperties.Indicate)) != 0)
                switches.Add(handle++);
        }
        var last = (ushort)(handle - 1);
        if (!Discovers)
            return handle;
        var uuid = Bytes(service);
        Sent([0x10, .. Two(first), 0xFF, 0xFF, 0x00, 0x28]);
        Came([0x11, (byte)(4 + uuid.Length), .. Two(first), .. Two(last), .. uuid]);
        foreach (var (at, characteristic) in declarations)
        {
            var own = Bytes(characteristic.Uuid);
            Sent([0x08, .. Two(at), .. Two(last), 0x03, 0x28]);
            Came([0x09, (byte)(5 + own.Length), .. Two(at), PropertiesOf(characteristic), .. Two((ushort)(at + 1)), .. own]);
        }
        foreach (var at in switches)
        {
            Sent([0x04, .. Two(at), .. Two(at)]);
            Came([0x05, 1, .. Two(at), .. Two(ClientConfiguration)]);
        }
        return handle;
    }

    private static byte PropertiesOf(GattCharacteristic characteristic)
    {
        (GattProperties Property, byte Bit)[] bits =
            [(GattProperties.Read, 0x02), (GattProperties.WriteWithoutResponse, 0x04), (GattProperties.Write, 0x08), (GattProperties.Notify, 0x10), (GattProperties.Indicate, 0x20)];
        return (byte)bits.Where(bit => characteristic.Properties.HasFlag(bit.Property)).Sum(bit => bit.Bit);
    }

    private static void Part(List<byte> data, byte type, byte[] bytes)
    {
        data.Add((byte)(bytes.Length + 1));
        data.Add(type);
        data.AddRange(bytes);
    }

    private static byte[] Two(ushort number) => [(byte)(number & 0xFF), (byte)(number >> 8)];

    private static ushort? ShortOf(GattUuid uuid)
    {
        var text = uuid.ToString();
        return text.StartsWith("0000", StringComparison.Ordinal) && text.EndsWith("-0000-1000-8000-00805f9b34fb", StringComparison.Ordinal) ? Convert.ToUInt16(text[4..8], 16) : null;
    }

    /// <summary>As they cross the air: the lowest byte first.</summary>
    private static byte[] Bytes(GattUuid uuid) => ShortOf(uuid) is { } number ? Two(number) : [.. uuid.Value.ToByteArray(bigEndian: true).Reverse()];

    private void Sent(byte[] att) => Data(att, fromHost: true);

    private void Came(byte[] att) => Data(att, fromHost: false);

    private void Data(byte[] att, bool fromHost)
    {
        var packet = new byte[8 + att.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(packet, (ushort)(Link | (fromHost ? 0 : 0x2000)));
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(2), (ushort)(4 + att.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(4), (ushort)att.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(6), 0x0004);
        att.CopyTo(packet, 8);
        Write(PacketKind.HciAcl, packet, fromHost);
    }

    private void Event(byte[] meta) => Event(0x3E, meta);

    private void Event(byte code, byte[] parameters) => Write(PacketKind.HciEvent, [code, (byte)parameters.Length, .. parameters], fromHost: false);

    private void Write(PacketKind kind, byte[] bytes, bool fromHost) =>
        writer.Write(new CapturedPacket(0, 0, Began + (long)now().TotalMicroseconds, kind, bytes) { FromHost = fromHost });
}

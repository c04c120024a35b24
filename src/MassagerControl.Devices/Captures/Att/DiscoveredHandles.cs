using System.Buffers.Binary;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Reads the answers by which a device tells what it has (Bluetooth Core, vol. 3 part G, 4.4–4.7). False means that the lengths in one do not fit.</summary>
internal static class DiscoveredHandles
{
    private static readonly GattUuid PrimaryService = GattUuid.FromShort(0x2800);
    private static readonly GattUuid SecondaryService = GattUuid.FromShort(0x2801);

    // The bits of the properties that are of use here, as the air has them.
    private const int ReadBit = 0x02;
    private const int CommandBit = 0x04;
    private const int WriteBit = 0x08;
    private const int NotifyBit = 0x10;
    private const int IndicateBit = 0x20;

    public static GattUuid Include { get; } = GattUuid.FromShort(0x2802);

    public static GattUuid Characteristic { get; } = GattUuid.FromShort(0x2803);

    public static bool AddGroups(GattTable table, OpenQuestion question, ReadOnlySpan<byte> answer)
    {
        const int Range = 2 * sizeof(ushort);
        if (question.Type is not { } type || !IsService(type))
            return true;
        return Each(answer, Range + sizeof(ushort), Range + WireUuid.LongLength, entry =>
            table.AddService(Short(entry, 0), Short(entry, sizeof(ushort)), WireUuid.Read(entry[Range..]) ?? default));
    }

    /// <summary>Characteristics, or services that a service includes; the latter have places of their own.</summary>
    public static bool AddTyped(GattTable table, OpenQuestion question, ReadOnlySpan<byte> answer)
    {
        const int Value = sizeof(ushort) + 1;
        const int Uuid = Value + sizeof(ushort);
        if (question.Type != Characteristic)
            return true;
        return Each(answer, Uuid + sizeof(ushort), Uuid + WireUuid.LongLength, entry =>
        {
            table.AddAttribute(Short(entry, 0), Characteristic);
            table.AddCharacteristic(Short(entry, 0), Short(entry, Value), Properties(entry[sizeof(ushort)]), WireUuid.Read(entry[Uuid..]) ?? default);
        });
    }

    public static bool AddInformation(GattTable table, ReadOnlySpan<byte> answer)
    {
        const byte ShortUuids = 1;
        const byte LongUuids = 2;
        if (answer.IsEmpty || answer[0] is not (ShortUuids or LongUuids))
            return false;
        var length = sizeof(ushort) + (answer[0] == ShortUuids ? sizeof(ushort) : WireUuid.LongLength);
        var rest = answer[1..];
        for (; rest.Length >= length; rest = rest[length..])
            if (WireUuid.Read(rest[sizeof(ushort)..length]) is { } type)
                table.AddAttribute(Short(rest, 0), type);
        return rest.IsEmpty;
    }

    /// <summary>Where a service is, of which the question says the UUID.</summary>
    public static bool AddFound(GattTable table, OpenQuestion question, ReadOnlySpan<byte> answer)
    {
        const int Range = 2 * sizeof(ushort);
        if (question.TypeOfValue is not { } type || !IsService(type) || WireUuid.Read(question.Value) is not { } service)
            return true;
        for (; answer.Length >= Range; answer = answer[Range..])
            table.AddService(Short(answer, 0), Short(answer, sizeof(ushort)), service);
        return answer.IsEmpty;
    }

    private delegate void Entry(ReadOnlySpan<byte> entry);

    /// <summary>A list of entries that are all as long as its first byte says.</summary>
    private static bool Each(ReadOnlySpan<byte> answer, int shortLength, int longLength, Entry add)
    {
        if (answer.IsEmpty || (answer[0] != shortLength && answer[0] != longLength))
            return false;
        int length = answer[0];
        for (answer = answer[1..]; answer.Length >= length; answer = answer[length..])
            add(answer[..length]);
        return answer.IsEmpty;
    }

    private static bool IsService(GattUuid type) => type == PrimaryService || type == SecondaryService;

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static GattProperties Properties(byte bits) =>
        (Has(bits, ReadBit) ? GattProperties.Read : 0)
        | (Has(bits, CommandBit) ? GattProperties.WriteWithoutResponse : 0)
        | (Has(bits, WriteBit) ? GattProperties.Write : 0)
        | (Has(bits, NotifyBit) ? GattProperties.Notify : 0)
        | (Has(bits, IndicateBit) ? GattProperties.Indicate : 0);

    private static bool Has(byte bits, int bit) => (bits & bit) != 0;
}

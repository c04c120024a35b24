using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Sockets;

/// <summary>A virtual peripheral that answers on a socket.</summary>
/// <param name="Profile">The id of the profile that it was made from.</param>
/// <param name="Name">What it advertises.</param>
/// <remarks>
/// As bytes: profile and name, each ended by a zero byte; 1 while a central has a link, else 0; the number of services (u8) and 16 bytes for
/// each; the number of companies (u8) and for each its identifier (u16), the number of its bytes (u8) and these. Numbers are little-endian.
/// </remarks>
public sealed record SocketDevice(string Profile, string Name)
{
    private const int UuidBytes = 16;

    /// <summary>Services that it advertises.</summary>
    public ImmutableArray<GattUuid> Services { get; init; } = [];

    /// <summary>By company identifier.</summary>
    public ImmutableDictionary<ushort, ImmutableArray<byte>> ManufacturerData { get; init; } = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty;

    /// <summary>A central has a link to it.</summary>
    public bool InUse { get; init; }

    internal static SocketDevice Of(string profile, Advertisement advertisement) => new(profile, advertisement.Name ?? "")
    {
        Services = advertisement.Services,
        ManufacturerData = advertisement.ManufacturerData,
    };

    internal Advertisement Advertise(string address) =>
        new(address, Name, null) { Services = Services, ManufacturerData = ManufacturerData, InUse = InUse };

    internal byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Encoding.UTF8.GetBytes($"{Profile}\0{Name}\0"));
        writer.Write(InUse);
        writer.Write((byte)Services.Length);
        foreach (var service in Services)
            writer.Write(service.Value.ToByteArray(bigEndian: true));
        writer.Write((byte)ManufacturerData.Count);
        foreach (var (company, data) in ManufacturerData)
        {
            writer.Write(company);
            writer.Write((byte)data.Length);
            writer.Write(data.AsSpan());
        }
        return bytes.ToArray();
    }

    /// <returns>Null when the bytes say nothing of the kind.</returns>
    internal static SocketDevice? Decode(ReadOnlySpan<byte> bytes)
    {
        if (Text(ref bytes) is not { Length: > 0 } profile || Text(ref bytes) is not { } name || Take(ref bytes, 1) is not [var inUse])
            return null;
        if (ReadServices(ref bytes) is not { } services || ReadCompanies(ref bytes) is not { } companies || !bytes.IsEmpty)
            return null;
        return new(profile, name) { Services = services, ManufacturerData = companies, InUse = inUse != 0 };
    }

    private static ImmutableArray<GattUuid>? ReadServices(ref ReadOnlySpan<byte> bytes)
    {
        if (Take(ref bytes, 1) is not [var count])
            return null;
        var services = ImmutableArray.CreateBuilder<GattUuid>(count);
        for (var i = 0; i < count; i++)
            if (Take(ref bytes, UuidBytes) is { IsEmpty: false } uuid)
                services.Add(new(new Guid(uuid, bigEndian: true)));
            else
                return null;
        return services.MoveToImmutable();
    }

    private static ImmutableDictionary<ushort, ImmutableArray<byte>>? ReadCompanies(ref ReadOnlySpan<byte> bytes)
    {
        if (Take(ref bytes, 1) is not [var count])
            return null;
        var companies = ImmutableDictionary.CreateBuilder<ushort, ImmutableArray<byte>>();
        for (var i = 0; i < count; i++)
        {
            if (Take(ref bytes, sizeof(ushort) + 1) is not { IsEmpty: false } head || bytes.Length < head[^1])
                return null;
            companies[BinaryPrimitives.ReadUInt16LittleEndian(head)] = [.. Take(ref bytes, head[^1])];
        }
        return companies.ToImmutable();
    }

    private static string? Text(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? null : Encoding.UTF8.GetString(Take(ref bytes, end + 1)[..^1]);
    }

    /// <returns>Empty when there are not so many.</returns>
    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < count)
            return default;
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}

using System.Collections.Immutable;
using System.Text;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>What goes into one advertisement over the air.</summary>
/// <remarks>
/// An advertisement has 31 bytes (Bluetooth Core, vol. 3 part C, 11), of which its flags take 3; the name goes into the answer to a scan. What does
/// not fit into one goes into the next; a scanner puts them together again.
/// </remarks>
internal sealed record AdvertisedData(ImmutableArray<GattUuid> Services, ImmutableDictionary<ushort, ImmutableArray<byte>> Companies)
{
    private const int Room = 31 - 3;
    private const int LongestName = 31 - 2;

    // Each structure begins with its length and its type.
    private const int Header = 2;
    private const int ShortUuid = 2;
    private const int LongUuid = 16;
    private const int Company = 2;

    private static readonly AdvertisedData Nothing = new([], ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty);

    private int Length =>
        LengthOf(Services.Count(IsShort), ShortUuid) + LengthOf(Services.Count(service => !IsShort(service)), LongUuid)
        + Companies.Sum(company => Header + Company + company.Value.Length);

    /// <summary>As few as hold everything, at least one.</summary>
    /// <exception cref="ArgumentException">Some manufacturer's data is longer than any advertisement.</exception>
    public static ImmutableArray<AdvertisedData> Split(Advertisement advertisement)
    {
        var pages = new List<AdvertisedData> { Nothing };
        foreach (var service in advertisement.Services)
            Put(pages, page => page with { Services = page.Services.Add(service) });
        foreach (var (company, data) in advertisement.ManufacturerData)
            Put(pages, page => page with { Companies = page.Companies.Add(company, data) });
        return [.. pages];
    }

    /// <summary>As much of a name as there is room for.</summary>
    public static string Shorten(string name)
    {
        var shortened = name;
        while (Encoding.UTF8.GetByteCount(shortened) > LongestName)
            shortened = shortened[..^(char.IsLowSurrogate(shortened[^1]) ? 2 : 1)];
        return shortened;
    }

    private static void Put(List<AdvertisedData> pages, Func<AdvertisedData, AdvertisedData> add)
    {
        if (add(Nothing).Length > Room)
            throw new ArgumentException($"what the device advertises is too long: there are {Room} bytes for it");
        var at = pages.FindIndex(page => add(page).Length <= Room);
        if (at < 0)
            pages.Add(add(Nothing));
        else
            pages[at] = add(pages[at]);
    }

    private static int LengthOf(int uuids, int each) => uuids == 0 ? 0 : Header + uuids * each;

    private static bool IsShort(GattUuid uuid) =>
        uuid == GattUuid.FromShort((ushort)(uuid.Value.ToByteArray(bigEndian: true)[2] << 8 | uuid.Value.ToByteArray(bigEndian: true)[3]));
}

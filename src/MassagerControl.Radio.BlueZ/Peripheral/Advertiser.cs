using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>Advertises a device on one adapter: its advertisements are objects of this program, which bluetoothd reads.</summary>
/// <remarks>
/// Two of them at least, a second each: where there are several the kernel changes between them, so that a controller which reports an
/// advertisement only when it begins (a virtual one does) reports one each second. No call is cancelled: bluetoothd never frees the place of an
/// advertisement whose program goes away while it is being registered (seen with 5.66; src/advertising.c watches for that only afterwards).
/// </remarks>
internal sealed class Advertiser(RemoteObjects bluez, string adapter, Advertisement advertisement)
{
    private const int Fewest = 2;
    private const ushort SecondsEach = 1;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string? _name = advertisement.Name is { } name ? AdvertisedData.Shorten(name) : null;
    private readonly ImmutableArray<AdvertisedData> _pages = Enough(AdvertisedData.Split(advertisement));
    private readonly SerialQueue _calls = new();
    private int _registered;

    /// <summary>The properties of the advertisement that is at a path; null when none is there.</summary>
    public Dictionary<string, object>? Find(string path)
    {
        var index = Enumerable.Range(0, _pages.Length).FirstOrDefault(index => PathOf(index) == path, -1);
        return index < 0 ? null : Properties(_pages[index]);
    }

    /// <summary>Advertises or no longer does, whichever is wanted when everything that was asked before is done.</summary>
    /// <param name="wanted">Null for as it is.</param>
    /// <exception cref="BusException">bluetoothd does not take one of the advertisements, or does not give it back.</exception>
    public Task FollowAsync(Func<bool?> wanted) => _calls.DoAsync(() => wanted() switch
    {
        true => BeginAsync(),
        false => EndAsync(),
        null => Task.CompletedTask,
    });

    /// <summary>bluetoothd has forgotten them.</summary>
    public void Forget() => _registered = 0;

    private async Task BeginAsync()
    {
        for (; _registered < _pages.Length; _registered++)
            await RegisterAsync(PathOf(_registered)).ConfigureAwait(false);
    }

    private async Task RegisterAsync(string path)
    {
        try
        {
            await CallAsync("RegisterAdvertisement", "oa{sv}", [new BusPath(path), new Dictionary<string, object>()]).ConfigureAwait(false);
        }
        catch (BusException exception) when (exception.ErrorName == BlueZNames.AlreadyExists)
        {
            // An earlier request, whose answer came too late to be heard.
        }
    }

    private async Task EndAsync()
    {
        while (_registered > 0)
            await CallAsync("UnregisterAdvertisement", "o", [new BusPath(PathOf(--_registered))]).ConfigureAwait(false);
    }

    private Task<object[]> CallAsync(string member, string signature, object[] arguments) =>
        bluez.CallAsync(adapter, PeripheralNames.AdvertisingManager, member, Limit, CancellationToken.None, signature, arguments);

    private Dictionary<string, object> Properties(AdvertisedData page)
    {
        var properties = new Dictionary<string, object>
        {
            ["Type"] = "peripheral",
            // Without this flag scanners may pass the device over.
            ["Discoverable"] = true,
            ["Duration"] = SecondsEach,
        };
        if (_name is not null)
            properties["LocalName"] = _name;
        if (!page.Services.IsEmpty)
            properties["ServiceUUIDs"] = page.Services.Select(service => service.ToString()).ToArray();
        if (!page.Companies.IsEmpty)
            properties["ManufacturerData"] = page.Companies.ToDictionary(company => company.Key, company => (object)company.Value.ToArray());
        return properties;
    }

    private static ImmutableArray<AdvertisedData> Enough(ImmutableArray<AdvertisedData> pages) =>
        pages.Length < Fewest ? [.. Enumerable.Range(0, Fewest).Select(_ => pages[0])] : pages;

    private static string PathOf(int index) => $"{GattTree.Root}/advertisement{index}";
}

using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>The characteristics of a device as D-Bus objects below <see cref="Root"/>: services, and in each its characteristics.</summary>
internal sealed class GattTree
{
    public const string Root = "/massagercontrol";

    private static readonly ImmutableArray<(GattProperties Property, string Flag)> Flags =
    [
        (GattProperties.Read, "read"),
        (GattProperties.Write, "write"),
        (GattProperties.WriteWithoutResponse, "write-without-response"),
        (GattProperties.Notify, "notify"),
        (GattProperties.Indicate, "indicate"),
    ];

    private readonly ImmutableDictionary<string, GattUuid> _services;
    private readonly ImmutableDictionary<string, GattCharacteristic> _characteristics;

    public GattTree(ImmutableArray<GattCharacteristic> characteristics)
    {
        var services = characteristics.Select(characteristic => characteristic.Service).Distinct().ToImmutableArray();
        _services = services.ToImmutableDictionary(service => PathOf(services.IndexOf(service)), service => service);
        _characteristics = characteristics.Select((characteristic, index) => (characteristic, index)).ToImmutableDictionary(
            one => $"{PathOf(services.IndexOf(one.characteristic.Service))}/characteristic{one.index}", one => one.characteristic);
    }

    /// <returns>Null when no characteristic is there.</returns>
    public GattCharacteristic? Find(string path) => _characteristics.GetValueOrDefault(path);

    public string PathOf(GattCharacteristic characteristic) => _characteristics.First(one => one.Value == characteristic).Key;

    /// <summary>What an object manager answers (<c>a{oa{sa{sv}}}</c>).</summary>
    public Dictionary<string, object> Objects() => _services.Keys.Concat(_characteristics.Keys).ToDictionary(path => path, path => (object)Interfaces(path)!);

    /// <summary>An object's interfaces with their properties (<c>a{sa{sv}}</c>); null when there is no such object.</summary>
    public Dictionary<string, Dictionary<string, object>>? Interfaces(string path)
    {
        if (_services.TryGetValue(path, out var service))
            return new() { [BlueZNames.GattService] = new() { ["UUID"] = service.ToString(), ["Primary"] = true } };
        if (Find(path) is not { } characteristic)
            return null;
        return new()
        {
            [BlueZNames.Characteristic] = new()
            {
                ["UUID"] = characteristic.Uuid.ToString(),
                ["Service"] = new BusPath(path[..path.LastIndexOf('/')]),
                ["Flags"] = Flags.Where(flag => characteristic.Properties.HasFlag(flag.Property)).Select(flag => flag.Flag).ToArray(),
            },
        };
    }

    private static string PathOf(int service) => $"{Root}/service{service}";
}

using System.Collections.Immutable;

namespace MassagerControl.Devices.Gatt;

/// <summary>What a device says of itself before anybody connects.</summary>
/// <param name="Address">What <see cref="IRadio.ConnectAsync"/> takes.</param>
/// <param name="Name">Null when the device does not say it.</param>
/// <param name="Rssi">Received signal strength in dBm; null where the radio does not know.</param>
public sealed record Advertisement(string Address, string? Name, int? Rssi)
{
    /// <summary>Those that it names; it may have others.</summary>
    public ImmutableArray<GattUuid> Services { get; init; } = [];

    /// <summary>By the company identifier of the Bluetooth SIG, without the two bytes of that.</summary>
    public ImmutableDictionary<ushort, ImmutableArray<byte>> ManufacturerData { get; init; } = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty;

    /// <summary>Somebody has a link to it already; null where the radio cannot tell.</summary>
    public bool? InUse { get; init; }
}

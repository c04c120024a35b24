using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles;

/// <summary>A characteristic by the profile's name for it.</summary>
/// <param name="Characteristic">All zeros where the source names none: see <see cref="ByProperty"/>.</param>
/// <param name="Properties">What the device must offer there, or it is not the device that the profile describes.</param>
public sealed record Endpoint(string Name, GattUuid Service, GattUuid Characteristic, GattProperties Properties)
{
    /// <summary>The first characteristic of the service that offers the properties, whatever its UUID.</summary>
    public bool ByProperty { get; init; }

    /// <summary>Where other variants of the device have it; tried in order after the first.</summary>
    public ImmutableArray<(GattUuid Service, GattUuid Characteristic)> Alternatives { get; init; } = [];

    /// <summary>How frames are cut out of its notifications; null when each notification is one frame.</summary>
    internal StreamFormat? Stream { get; init; }

    public bool Can(GattProperties property) => (Properties & property) != 0;

    public bool Can(WriteMode mode) => Can(mode == WriteMode.WithResponse ? GattProperties.Write : GattProperties.WriteWithoutResponse);

    public bool CanRead => Can(GattProperties.Read);

    public bool CanNotify => Can(GattProperties.Notify | GattProperties.Indicate);

    /// <summary>The device's characteristic for it; null when there is none.</summary>
    /// <remarks>Where a UUID stands twice in a service, the first one that offers the properties.</remarks>
    public GattCharacteristic? In(ImmutableArray<GattCharacteristic> offered)
    {
        if (ByProperty)
            return offered.FirstOrDefault(characteristic => characteristic.Service == Service && Offers(characteristic));
        var found = At(Service, Characteristic, offered);
        foreach (var (service, uuid) in Alternatives)
            found ??= At(service, uuid, offered);
        return found;
    }

    /// <summary>All of the device's characteristics that are of its UUID and offer the properties; one or none for an endpoint of no UUID.</summary>
    internal IEnumerable<GattCharacteristic> AllIn(ImmutableArray<GattCharacteristic> offered) =>
        In(offered) is not { } chosen ? []
        : ByProperty ? [chosen]
        : offered.Where(other => other.Service == chosen.Service && other.Uuid == chosen.Uuid && Offers(other));

    /// <summary>For messages: what is looked for.</summary>
    internal string Place => ByProperty
        ? $"no characteristic that offers {Properties} in a service {Service}"
        : $"no characteristic {Characteristic} in a service {Service}";

    /// <summary>Could both be the same characteristic of a device?</summary>
    internal bool MayBe(Endpoint other) => this == other || (ByProperty || other.ByProperty
        ? Places.Any(place => other.Places.Any(others => others.Service == place.Service))
        : Places.Any(place => other.Places.Any(others => others.Characteristic == place.Characteristic)));

    private GattCharacteristic? At(GattUuid service, GattUuid uuid, ImmutableArray<GattCharacteristic> offered)
    {
        GattCharacteristic? first = null;
        foreach (var characteristic in offered)
            if (characteristic.Service != service || characteristic.Uuid != uuid)
                continue;
            else if (Offers(characteristic))
                return characteristic;
            else
                first ??= characteristic;
        return first;
    }

    private bool Offers(GattCharacteristic characteristic) => (characteristic.Properties & Properties) == Properties;

    private IEnumerable<(GattUuid Service, GattUuid Characteristic)> Places => Alternatives.Prepend((Service, Characteristic));
}

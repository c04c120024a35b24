using System.Text;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>What discovery says about the handles of a device. At most one entry a handle, whatever a file claims.</summary>
internal sealed class GattTable
{
    /// <summary>Switches notifications and indications.</summary>
    public static readonly GattUuid Switch = GattUuid.FromShort(0x2902);

    private static readonly GattUuid DeviceName = GattUuid.FromShort(0x2A00);

    private readonly SortedDictionary<ushort, (ushort End, GattUuid Uuid)> _services = [];
    private readonly SortedDictionary<ushort, (GattProperties Properties, GattUuid Uuid, ushort Declared)> _characteristics = [];
    private readonly Dictionary<ushort, GattUuid> _others = [];
    private readonly Dictionary<ushort, bool> _switched = [];
    private readonly HashSet<ushort> _used = [];
    private readonly HashSet<ushort> _noSwitches = [];

    /// <summary>Every handle that discovery told of as a characteristic's value, or that was used.</summary>
    public IEnumerable<ushort> Handles => _used.Where(handle => !IsBeside(handle)).Concat(_characteristics.Keys).Distinct().Order();

    /// <summary>The handles that are known to switch notifications.</summary>
    public IEnumerable<ushort> Switches => _others.Where(other => other.Value == Switch).Select(other => other.Key);

    /// <summary>Handles of which discovery says nothing and to which nothing but a switch's two bytes was ever written, with an answer asked for.</summary>
    public IEnumerable<ushort> LikelySwitches => _switched.Keys.Where(handle => UuidOf(handle) is null && !_noSwitches.Contains(handle));

    public void AddService(ushort start, ushort end, GattUuid uuid)
    {
        if (start <= end)
            _services[start] = (end, uuid);
    }

    public void AddCharacteristic(ushort declared, ushort value, GattProperties properties, GattUuid uuid) =>
        _characteristics[value] = (properties, uuid, declared);

    public void AddAttribute(ushort handle, GattUuid type) => _others[handle] = type;

    /// <summary>A value went to it or came from it.</summary>
    public void Use(ushort handle) => _used.Add(handle);

    /// <summary>Two bytes were written that would be a switch's, if it is one.</summary>
    public void SetSwitch(ushort handle, bool on)
    {
        // What was once on is told, even when it was switched off at the end.
        if (on || !_switched.ContainsKey(handle))
            _switched[handle] = on;
    }

    /// <summary>Something was said there that no switch says or hears.</summary>
    public void SetNoSwitch(ushort handle) => _noSwitches.Add(handle);

    public bool IsName(ushort handle) => UuidOf(handle) == DeviceName;

    public static string Name(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value).TrimEnd('\0');

    /// <returns>Of the characteristic's value, the descriptor or whatever else is there; null where discovery does not say.</returns>
    public GattUuid? UuidOf(ushort handle) =>
        _characteristics.TryGetValue(handle, out var characteristic) ? characteristic.Uuid
        : _others.TryGetValue(handle, out var other) ? other
        : null;

    /// <returns>Null where discovery does not say it, or not in which service it is.</returns>
    public GattCharacteristic? CharacteristicAt(ushort handle) =>
        _characteristics.TryGetValue(handle, out var found) && ServiceOf(handle) is { } service ? new(service, found.Uuid, found.Properties) : null;

    /// <returns>Null for a handle that is no switch, or of which nobody says whose.</returns>
    public ushort? SwitchedBy(ushort handle)
    {
        if (!_others.TryGetValue(handle, out var type) || type != Switch)
            return null;
        ushort? owner = null;
        foreach (var value in _characteristics.Keys)
            if (value < handle)
                owner = value;
        return owner is { } found && ServiceStart(found) == ServiceStart(handle) ? owner : null;
    }

    /// <summary>The characteristics whose notifications were switched on.</summary>
    public HashSet<ushort> SwitchedOn() => [.. _switched.Where(written => written.Value).Select(written => SwitchedBy(written.Key)).OfType<ushort>()];

    /// <summary>A switch or a declaration: part of a characteristic, and none.</summary>
    private bool IsBeside(ushort handle) =>
        !_characteristics.ContainsKey(handle) && _others.TryGetValue(handle, out var type) && (type == Switch || type == DiscoveredHandles.Characteristic);

    private GattUuid? ServiceOf(ushort handle) => ServiceStart(handle) is { } start ? _services[start].Uuid : null;

    private ushort? ServiceStart(ushort handle)
    {
        ushort? found = null;
        foreach (var (start, service) in _services)
            if (start <= handle && handle <= service.End)
                found = start;
        return found;
    }
}

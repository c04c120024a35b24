using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>The handles of a capture as endpoints of a profile: only those that the draft uses, with what was seen to be done there.</summary>
internal sealed class EndpointDraft
{
    private readonly LearnRequest _request;
    private readonly Dictionary<int, GattProperties> _seen = [];
    private readonly Dictionary<int, Endpoint> _made = [];
    private readonly List<string> _unplaced = [];

    public EndpointDraft(LearnRequest request, ImmutableArray<SeenFrame> frames)
    {
        _request = request;
        foreach (var frame in frames)
            _seen[frame.Place] = _seen.GetValueOrDefault(frame.Place) | PropertyOf(frame);
        foreach (var handle in Listened)
            _seen[handle] = _seen.GetValueOrDefault(handle) | Telling(handle);
    }

    /// <summary>In the order in which they were first used.</summary>
    public ImmutableArray<Endpoint> All => [.. _made.Values];

    /// <summary>Of those whose UUIDs nobody knows.</summary>
    public ImmutableArray<string> Unplaced => [.. _unplaced];

    /// <param name="role">The name, where the handle has none yet.</param>
    public Endpoint At(int handle, string role)
    {
        if (_made.TryGetValue(handle, out var known))
            return known;
        var name = Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? role : $"{role}{number}").First(name => _made.Values.All(other => other.Name != name));
        var (service, characteristic) = PlaceOf(handle) ?? default;
        if (PlaceOf(handle) is null)
            _unplaced.Add(name);
        var made = new Endpoint(name, service, characteristic, _seen.GetValueOrDefault(handle));
        _made.Add(handle, made);
        return made;
    }

    /// <summary>What the phone listened to.</summary>
    public IEnumerable<ushort> Listened => _request.Device.Characteristics.Where(characteristic => characteristic.SwitchedOn).Select(characteristic => characteristic.Handle);

    /// <returns>Null where neither the capture nor the person says it.</returns>
    public (GattUuid Service, GattUuid Characteristic)? PlaceOf(int handle)
    {
        if (_request.Places.TryGetValue((ushort)handle, out var said))
            return said;
        return _request.Device.Characteristics.FirstOrDefault(characteristic => characteristic.Handle == handle)?.Uuids is { } uuids ? (uuids.Service, uuids.Uuid) : null;
    }

    /// <returns>Null where the draft does not use the handle.</returns>
    public string? NameOf(int handle) => _made.GetValueOrDefault(handle)?.Name;

    public int HandleOf(Endpoint endpoint) => _made.First(made => made.Value == endpoint).Key;

    private GattProperties PropertyOf(SeenFrame frame) => frame.Kind switch
    {
        SeenKind.WrittenWithResponse => GattProperties.Write,
        SeenKind.WrittenWithoutResponse => GattProperties.WriteWithoutResponse,
        _ => Telling(frame.Place),
    };

    private GattProperties Telling(int handle) =>
        _request.Device.Characteristics.FirstOrDefault(characteristic => characteristic.Handle == handle)?.Uuids?.Properties is { } offered
            && (offered & (GattProperties.Notify | GattProperties.Indicate)) == GattProperties.Indicate
            ? GattProperties.Indicate
            : GattProperties.Notify;
}

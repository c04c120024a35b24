using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>A characteristic as the capture shows it.</summary>
/// <param name="Handle">Of its value.</param>
/// <param name="Uuids">Null where the capture began after discovery: the handle is then all that is known.</param>
public sealed record CapturedCharacteristic(ushort Handle, GattCharacteristic? Uuids)
{
    /// <summary>Of the characteristic or the descriptor, also where its service is not known; null where the capture does not say it.</summary>
    public GattUuid? Uuid { get; init; }

    /// <summary>The phone switched its notifications or indications on.</summary>
    public bool SwitchedOn { get; init; }
}

using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.OddDevices;

/// <summary>What a central finds at an odd device.</summary>
internal static class OddCharacteristics
{
    /// <summary>A twin comes first, where a central that looks for the UUID alone finds it.</summary>
    public static (ImmutableArray<GattCharacteristic> All, ImmutableArray<GattCharacteristic> Twins) Of(OddRadio radio, ImmutableArray<GattCharacteristic> real)
    {
        ImmutableArray<GattCharacteristic> twins =
            [.. from twin in radio.Of<HasTwin>() from one in real where one.Uuid == twin.Of select one with { Properties = twin.Properties }];
        var mouths = from move in radio.Of<SpeaksElsewhere>()
                     from one in real
                     where one.Uuid == move.From && real.All(other => other.Uuid != move.To)
                     select one with { Uuid = move.To, Properties = GattProperties.Notify };
        return ([.. twins, .. real, .. mouths], twins);
    }
}

using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>How a device's number becomes a value: multiplied, looked up, or "not known".</summary>
/// <param name="Scale">What one of the device's units is worth; 1 or more.</param>
/// <param name="Unsupported">The number by which the device says that it does not know; null for none.</param>
/// <param name="Map">Device's number and value; empty where the number is the value. A number that is not in it is not known.</param>
internal sealed record FieldMeaning(int Scale, long? Unsupported, ImmutableArray<(long Raw, long Value)> Map)
{
    /// <summary>What the device adds to the number, e.g. where the opcodes of a channel begin; 0 or more.</summary>
    public int Plus { get; init; }

    public static FieldMeaning Plain { get; } = new(1, null, []);

    /// <returns>Null when the device does not know it.</returns>
    public long? Value(long raw)
    {
        if (raw == Unsupported || raw < Plus)
            return null;
        if (Map.IsEmpty)
            return (raw - Plus) * Scale;
        foreach (var entry in Map)
            if (entry.Raw == raw)
                return entry.Value;
        return null;
    }

    /// <summary>The device's number for a value: the same, or the nearest below it.</summary>
    /// <returns>Null when the value is not known and the device has no number for that.</returns>
    public long? Raw(long? value)
    {
        if (value is not { } known)
            return Unsupported;
        if (Map.IsEmpty)
            return known / Scale + Plus;
        var best = Map[0];
        foreach (var entry in Map)
            if (entry.Value <= known && (best.Value > known || entry.Value > best.Value))
                best = entry;
        return best.Raw;
    }

    public long HighestValue(long highestRaw) => Map.IsEmpty ? Math.Max(0, highestRaw - Plus) * Scale : Map.Max(entry => entry.Value);
}

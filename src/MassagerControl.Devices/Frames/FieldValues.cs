using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>The numbers that a frame carries, by the profile's names.</summary>
public sealed record FieldValues
{
    private readonly ImmutableArray<KeyValuePair<string, long>> _fields;

    private FieldValues(ImmutableArray<KeyValuePair<string, long>> fields) => _fields = fields;

    public static FieldValues None { get; } = new([]);

    /// <summary>Null when there is no such field.</summary>
    public long? this[string name]
    {
        get
        {
            foreach (var field in _fields)
                if (field.Key == name)
                    return field.Value;
            return null;
        }
    }

    public FieldValues With(string name, long value) => new(_fields.Add(new(name, value)));
}

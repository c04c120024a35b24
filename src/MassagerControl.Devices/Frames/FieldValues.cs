using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>The numbers that a frame carries, by the profile's names.</summary>
public sealed record FieldValues
{
    private readonly ImmutableArray<KeyValuePair<string, long>> _fields;

    private FieldValues(ImmutableArray<KeyValuePair<string, long>> fields) => _fields = fields;

    public static FieldValues None { get; } = new([]);

    /// <summary>Names that have a number, in the order in which they came.</summary>
    public IEnumerable<string> Names => _fields.Select(entry => entry.Key);

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

    /// <summary>The same numbers, one of them given or replaced.</summary>
    public FieldValues With(string name, long value)
    {
        for (var i = 0; i < _fields.Length; i++)
            if (_fields[i].Key == name)
                return new(_fields.SetItem(i, new(name, value)));
        return new(_fields.Add(new(name, value)));
    }

    /// <summary>These numbers, replaced and followed by those.</summary>
    public FieldValues With(FieldValues others)
    {
        var all = this;
        foreach (var (name, value) in others._fields)
            all = all.With(name, value);
        return all;
    }
}

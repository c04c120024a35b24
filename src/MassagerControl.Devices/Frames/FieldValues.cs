using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>The numbers that a frame carries, by the profile's names.</summary>
public sealed record FieldValues
{
    private readonly ImmutableArray<KeyValuePair<string, long>> _fields;

    private FieldValues(ImmutableArray<KeyValuePair<string, long>> fields) => _fields = fields;

    public static FieldValues None { get; } = new([]);

    /// <summary>All of these, in their order; no name may stand twice.</summary>
    internal static FieldValues Of(params ReadOnlySpan<KeyValuePair<string, long>> fields) => new([.. fields]);

    /// <summary>Names that have a number, in the order in which they came.</summary>
    public IEnumerable<string> Names => _fields.Select(entry => entry.Key);

    /// <summary>Null when there is no such field.</summary>
    public long? this[string name] => IndexOf(name) is >= 0 and var at ? _fields[at].Value : null;

    /// <summary>The same numbers, one of them given or replaced.</summary>
    public FieldValues With(string name, long value) =>
        new(IndexOf(name) is >= 0 and var at ? _fields.SetItem(at, new(name, value)) : _fields.Add(new(name, value)));

    /// <summary>These numbers, replaced and followed by those.</summary>
    public FieldValues With(FieldValues others)
    {
        if (_fields.IsEmpty || others._fields.IsEmpty)
            return _fields.IsEmpty ? others : this;
        var all = _fields.ToBuilder();
        foreach (var field in others._fields)
            if (IndexOf(field.Key) is >= 0 and var at)
                all[at] = field;
            else
                all.Add(field);
        return new(all.DrainToImmutable());
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _fields.Length; i++)
            if (_fields[i].Key == name)
                return i;
        return -1;
    }
}

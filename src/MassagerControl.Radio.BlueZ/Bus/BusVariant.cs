using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>A value with its type, where the type is written into the message (type <c>v</c>).</summary>
/// <param name="Signature">One complete type.</param>
internal sealed record BusVariant(string Signature, object Value)
{
    /// <summary>The variant that a value stands for by its own type.</summary>
    /// <exception cref="ArgumentException">There is no one D-Bus type for it.</exception>
    public static BusVariant Of(object value) => value as BusVariant ?? new(SignatureOf(value), value);

    private static string SignatureOf(object value) => value switch
    {
        byte => "y",
        bool => "b",
        short => "n",
        ushort => "q",
        int => "i",
        uint => "u",
        long => "x",
        ulong => "t",
        double => "d",
        string => "s",
        BusPath => "o",
        SafeFileHandle => "h",
        byte[] => "ay",
        IEnumerable<string> => "as",
        IEnumerable<BusPath> => "ao",
        IReadOnlyDictionary<string, object> => "a{sv}",
        IReadOnlyDictionary<ushort, object> => "a{qv}",
        _ => throw new ArgumentException($"{value.GetType().Name} has no one D-Bus type.", nameof(value)),
    };
}

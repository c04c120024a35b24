using System.Collections;
using System.Runtime.InteropServices;
using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Writes values into the body of a message, by their signature.</summary>
/// <remarks>
/// Arrays are taken from any sequence, dictionaries from any <see cref="IDictionary"/>, structures from <c>object[]</c>, bytes from
/// <c>byte[]</c>, object paths also from text; a variant's type is that of its value where it is not a <see cref="BusVariant"/>.
/// </remarks>
internal static class BodyWriter
{
    /// <exception cref="InvalidCastException">A value is not what the signature says.</exception>
    /// <exception cref="IndexOutOfRangeException">There are too few.</exception>
    /// <exception cref="ArgumentException">A value cannot be sent.</exception>
    public static void Write(ref MessageWriter writer, string signature, object[] values)
    {
        var at = 0;
        foreach (var type in TypeSignature.Split(signature))
            WriteOne(ref writer, type, values[at++]);
    }

    private static void WriteOne(ref MessageWriter writer, string type, object value)
    {
        switch (type[0])
        {
            case 'y': writer.WriteByte((byte)value); break;
            case 'b': writer.WriteBool((bool)value); break;
            case 'n': writer.WriteInt16((short)value); break;
            case 'q': writer.WriteUInt16((ushort)value); break;
            case 'i': writer.WriteInt32((int)value); break;
            case 'u': writer.WriteUInt32((uint)value); break;
            case 'x': writer.WriteInt64((long)value); break;
            case 't': writer.WriteUInt64((ulong)value); break;
            case 'd': writer.WriteDouble((double)value); break;
            case 'h': writer.WriteHandle((SafeHandle)value); break;
            case 's': writer.WriteString(BusSyntax.CheckText((string)value)); break;
            case 'g': writer.WriteSignature((string)value); break;
            case 'o': writer.WriteObjectPath(BusSyntax.CheckPath(value as string ?? ((BusPath)value).Value)); break;
            case 'v': WriteVariant(ref writer, BusVariant.Of(value)); break;
            case 'a' when type[1] == 'y': writer.WriteArray((byte[])value); break;
            case 'a': WriteArray(ref writer, type[1..], value); break;
            case '(': WriteStructure(ref writer, type[1..^1], (object[])value); break;
            default: throw new ArgumentException($"there is no type {type}");
        }
    }

    private static void WriteArray(ref MessageWriter writer, string element, object value)
    {
        var start = writer.WriteArrayStart((DBusType)element[0]);
        if (element[0] == '{')
            foreach (DictionaryEntry entry in (IDictionary)value)
                WriteStructure(ref writer, element[1..^1], [entry.Key, entry.Value!]);
        else
            foreach (var item in (IEnumerable)value)
                WriteOne(ref writer, element, item);
        writer.WriteArrayEnd(start);
    }

    private static void WriteStructure(ref MessageWriter writer, string contents, object[] values)
    {
        writer.WriteStructureStart();
        Write(ref writer, contents, values);
    }

    private static void WriteVariant(ref MessageWriter writer, BusVariant variant)
    {
        writer.WriteSignature(variant.Signature);
        WriteOne(ref writer, variant.Signature, variant.Value);
    }
}

using System.Collections;
using System.Runtime.InteropServices;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>Appends values to the body of a message, by their signature.</summary>
/// <remarks>
/// Arrays are taken from any sequence, dictionaries from any <see cref="IDictionary"/>, structures from <c>object[]</c>, bytes from
/// <c>byte[]</c>, object paths also from text; a variant's type is that of its value where it is not a <see cref="BusVariant"/>.
/// </remarks>
internal readonly unsafe struct BodyWriter(nint message)
{
    /// <exception cref="BusException">A value is not what the signature says.</exception>
    public void Write(string signature, object[] values)
    {
        var at = 0;
        try
        {
            foreach (var type in TypeSignature.Split(signature))
                WriteOne(type, values[at++]);
        }
        catch (Exception exception) when (exception is InvalidCastException or IndexOutOfRangeException or ArgumentException)
        {
            throw new BusException(BusFailure.Malformed, $"the values are not of the type {signature}: {exception.Message}");
        }
    }

    private void WriteOne(string type, object value)
    {
        switch (type[0])
        {
            case 'y': Basic(type, (byte)value); break;
            case 'b': Basic(type, (bool)value ? 1 : 0); break;
            case 'n': Basic(type, (short)value); break;
            case 'q': Basic(type, (ushort)value); break;
            case 'i': Basic(type, (int)value); break;
            case 'u': Basic(type, (uint)value); break;
            case 'x': Basic(type, (long)value); break;
            case 't': Basic(type, (ulong)value); break;
            case 'd': Basic(type, (double)value); break;
            case 'h': Basic(type, (int)((SafeHandle)value).DangerousGetHandle()); break;
            case 's' or 'g': Check(SdBus.AppendText(message, (byte)type[0], (string)value)); break;
            case 'o': Check(SdBus.AppendText(message, (byte)'o', value as string ?? ((BusPath)value).Value)); break;
            case 'v': Variant(BusVariant.Of(value)); break;
            case 'a' when type[1] == 'y': Bytes((byte[])value); break;
            case 'a': Array(type[1..], value); break;
            case '(': Container('r', type[1..^1], (object[])value); break;
            default: throw new ArgumentException($"there is no type {type}");
        }
    }

    private void Array(string element, object value)
    {
        Check(SdBus.OpenContainer(message, (byte)'a', element));
        if (element[0] == '{')
            foreach (DictionaryEntry entry in (IDictionary)value)
                Container('e', element[1..^1], [entry.Key, entry.Value!]);
        else
            foreach (var item in (IEnumerable)value)
                WriteOne(element, item);
        Check(SdBus.CloseContainer(message));
    }

    private void Container(char kind, string contents, object[] values)
    {
        Check(SdBus.OpenContainer(message, (byte)kind, contents));
        Write(contents, values);
        Check(SdBus.CloseContainer(message));
    }

    private void Variant(BusVariant variant)
    {
        Check(SdBus.OpenContainer(message, (byte)'v', variant.Signature));
        WriteOne(variant.Signature, variant.Value);
        Check(SdBus.CloseContainer(message));
    }

    private void Bytes(byte[] bytes)
    {
        fixed (byte* first = bytes)
            Check(SdBus.AppendArray(message, (byte)'y', first, (nuint)bytes.Length));
    }

    private void Basic<T>(string type, T value)
        where T : unmanaged => Check(SdBus.AppendBasic(message, (byte)type[0], &value));

    private static void Check(int result) => SdBus.Check(result, "append");
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>Reads the body of a message into plain values.</summary>
/// <remarks>
/// Numbers, text and booleans as their .NET types; object paths as <see cref="BusPath"/>; variants as what is in them; <c>ay</c> as <c>byte[]</c>,
/// <c>as</c> as <c>string[]</c>, other arrays and structures as <c>object[]</c>; dictionaries by text or object path as
/// <c>Dictionary&lt;string, object&gt;</c>, others as <c>Dictionary&lt;object, object&gt;</c>; file descriptors as handles of their own.
/// </remarks>
/// <param name="budget">What the values may take, in bytes; a longer message is not read to its end.</param>
internal unsafe struct BodyReader(nint message, int budget)
{
    // What a value takes beside its own bytes, roughly: nobody fills the memory with empty ones.
    private const int Overhead = 16;

    /// <exception cref="BusException">Too large, or not to be read.</exception>
    public object[] ReadAll()
    {
        var values = new List<object>();
        while (TryPeek(out var type, out var contents))
            values.Add(ReadOne(type, contents));
        return [.. values];
    }

    private object ReadOne(byte type, nint contents)
    {
        Spend(Overhead);
        return (char)type switch
        {
            'y' => Basic<byte>(type),
            'b' => Basic<int>(type) != 0,
            'n' => Basic<short>(type),
            'q' => Basic<ushort>(type),
            'i' => Basic<int>(type),
            'u' => Basic<uint>(type),
            'x' => Basic<long>(type),
            't' => Basic<ulong>(type),
            'd' => Basic<double>(type),
            's' or 'g' => Text(type),
            'o' => new BusPath(Text(type)),
            'h' => Handle(type),
            'v' => Contents(type, contents)[0],
            'r' => Contents(type, contents),
            'a' => Array(type, contents),
            _ => throw new BusException(BusFailure.Malformed, $"there is no type {(char)type}"),
        };
    }

    private object Array(byte type, nint contents)
    {
        var element = SdBus.Text(contents)!;
        return element switch
        {
            "y" => Bytes(),
            "s" => Contents(type, contents).Cast<string>().ToArray(),
            ['{', 's' or 'o' or 'g', ..] => Entries(type, contents, static key => key.ToString()!),
            ['{', ..] => Entries(type, contents, static key => key),
            _ => Contents(type, contents),
        };
    }

    private Dictionary<TKey, object> Entries<TKey>(byte type, nint contents, Func<object, TKey> toKey)
        where TKey : notnull
    {
        var entries = new Dictionary<TKey, object>();
        Check(SdBus.EnterContainer(message, type, contents));
        while (TryPeek(out var entry, out var inner))
        {
            var pair = Contents(entry, inner);
            entries[toKey(pair[0])] = pair[1];
        }
        Check(SdBus.ExitContainer(message));
        return entries;
    }

    private object[] Contents(byte type, nint contents)
    {
        Check(SdBus.EnterContainer(message, type, contents));
        var values = ReadAll();
        Check(SdBus.ExitContainer(message));
        return values;
    }

    private byte[] Bytes()
    {
        Check(SdBus.ReadArray(message, (byte)'y', out var first, out var length));
        Spend(length);
        return new ReadOnlySpan<byte>((void*)first, (int)length).ToArray();
    }

    private string Text(byte type)
    {
        var text = Basic<nint>(type);
        Spend((nuint)MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)text).Length);
        return SdBus.Text(text)!;
    }

    /// <remarks>The message closes its own.</remarks>
    private SafeFileHandle Handle(byte type) => new(LibC.Duplicate(Basic<int>(type)), ownsHandle: true);

    private readonly T Basic<T>(byte type)
        where T : unmanaged
    {
        // Room for the longest basic value, so that no declared type can be written past.
        var room = stackalloc ulong[1];
        Check(SdBus.ReadBasic(message, type, room));
        return *(T*)room;
    }

    private readonly bool TryPeek(out byte type, out nint contents) => Check(SdBus.PeekType(message, out type, out contents)) > 0;

    private void Spend(nuint bytes)
    {
        if (bytes > (nuint)budget)
            throw new BusException(BusFailure.Malformed, "the message is too large");
        budget -= (int)bytes;
    }

    private static int Check(int result) => SdBus.Check(result, "read");
}

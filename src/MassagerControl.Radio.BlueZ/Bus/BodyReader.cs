using Microsoft.Win32.SafeHandles;
using Tmds.DBus.Protocol;

namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Reads the body of a message into plain values.</summary>
/// <remarks>
/// Numbers, text and booleans as their .NET types; object paths as <see cref="BusPath"/>; variants as what is in them; <c>ay</c> as <c>byte[]</c>,
/// <c>as</c> as <c>string[]</c>, other arrays and structures as <c>object[]</c>; dictionaries by text or object path as
/// <c>Dictionary&lt;string, object&gt;</c>, others as <c>Dictionary&lt;object, object&gt;</c>; file descriptors as handles of their own.
/// </remarks>
/// <param name="budget">What the values may take, in bytes; a longer message is not read to its end.</param>
internal ref struct BodyReader(Reader reader, int budget)
{
    // What a value takes beside its own bytes, roughly: nobody fills the memory with empty ones.
    private const int Overhead = 16;

    // As the D-Bus specification allows: 32 arrays and 32 structures.
    private const int Deepest = 64;

    private Reader _reader = reader;
    private int _budget = budget;
    private int _depth;

    /// <exception cref="BusException">Too large, or not to be read.</exception>
    public static object[] ReadAll(Message message, int budget)
    {
        try
        {
            return new BodyReader(message.GetBodyReader(), budget).Values(message.SignatureAsString);
        }
        catch (Exception exception) when (exception is not BusException)
        {
            // The package reads what it is told to read: a body that is none ends in whatever its arithmetic makes of it.
            throw Malformed(exception.Message);
        }
    }

    private static BusException Malformed(string why) => new(BusFailure.Malformed, why);

    private object[] Values(string signature)
    {
        var values = new List<object>();
        foreach (var type in TypeSignature.Split(signature))
            values.Add(ReadOne(type));
        return [.. values];
    }

    private object ReadOne(string type)
    {
        Spend(Overhead);
        if (++_depth > Deepest)
            throw Malformed("the message is too deep");
        var value = type[0] switch
        {
            'y' => _reader.ReadByte(),
            'b' => _reader.ReadBool(),
            'n' => _reader.ReadInt16(),
            'q' => _reader.ReadUInt16(),
            'i' => _reader.ReadInt32(),
            'u' => _reader.ReadUInt32(),
            'x' => _reader.ReadInt64(),
            't' => _reader.ReadUInt64(),
            'd' => _reader.ReadDouble(),
            's' => Text(),
            'g' => _reader.ReadSignatureAsString(),
            'o' => new BusPath(Text()),
            'h' => _reader.ReadHandle<SafeFileHandle>(),
            'v' => Variant(),
            '(' => Structure(type),
            'a' => Array(type[1..]),
            _ => throw Malformed($"there is no type {type}"),
        };
        _depth--;
        return value;
    }

    private object Variant() => Values(_reader.ReadSignatureAsString()) is [var value] ? value : throw Malformed("a variant is one value");

    private object[] Structure(string type)
    {
        _reader.AlignStruct();
        return Values(type[1..^1]);
    }

    private object Array(string element) => element switch
    {
        "y" => Bytes(),
        "s" => Items(element).Cast<string>().ToArray(),
        ['{', 's' or 'o' or 'g', ..] => Entries(element, static key => key.ToString()!),
        ['{', ..] => Entries(element, static key => key),
        _ => Items(element),
    };

    private object[] Items(string element)
    {
        var items = new List<object>();
        var end = _reader.ReadArrayStart((DBusType)element[0]);
        while (_reader.HasNext(end))
            items.Add(ReadOne(element));
        return [.. items];
    }

    private Dictionary<TKey, object> Entries<TKey>(string element, Func<object, TKey> toKey)
        where TKey : notnull
    {
        var entries = new Dictionary<TKey, object>();
        var end = _reader.ReadDictionaryStart();
        while (_reader.HasNext(end))
        {
            if (Structure(element) is not [var key, var value])
                throw Malformed("an entry is a key and a value");
            entries[toKey(key)] = value;
        }
        return entries;
    }

    private byte[] Bytes()
    {
        SpendLength();
        return _reader.ReadArrayOfByte();
    }

    private string Text()
    {
        SpendLength();
        return _reader.ReadString();
    }

    /// <summary>Looked at before it is believed: the package makes room for a length before it finds out that there is not so much.</summary>
    private void SpendLength()
    {
        var ahead = _reader;
        Spend(ahead.ReadUInt32());
    }

    private void Spend(uint bytes)
    {
        if (bytes > _budget)
            throw Malformed("the message is too large");
        _budget -= (int)bytes;
    }
}

using System.Text;

namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>What a capture says of addresses, names and keys, to be found again wherever it may stand in what is kept.</summary>
internal sealed class Secrets
{
    private const int KeyLength = 16;
    private const int ShortestName = 4;
    // A capture of a fair has thousands of people in it; more is no capture.
    private const int Most = 100_000;

    private readonly HashSet<ulong> _addresses = [];
    private readonly HashSet<UInt128> _keys = [];
    private readonly HashSet<string> _names = [];

    public void Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= DeviceAddress.Length)
            Address(DeviceAddress.Of(bytes));
    }

    public void Address(ulong address)
    {
        if (DeviceAddress.IsKnown(address) && !DeviceAddress.IsEmpty(address) && _addresses.Count < Most)
            _addresses.Add(address);
    }

    public void Key(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < KeyLength || _keys.Count >= Most)
            return;
        var key = KeyOf(bytes);
        if (key != 0)
        {
            _keys.Add(key);
            _keys.Add(KeyOf(Turned(bytes[..KeyLength])));
        }
    }

    /// <param name="bytes">Ends at a zero.</param>
    public void Name(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var name = Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
        if (name.Length >= ShortestName && name.All(letter => letter is >= ' ' and not '\x7F') && _names.Count < Most)
            _names.Add(name);
    }

    /// <summary>It is the device's own, and may stay whole.</summary>
    public void Forget(string name) => _names.RemoveWhere(other => name.Contains(other, StringComparison.Ordinal));

    /// <summary>Replaces addresses by stand-ins, and names and keys by zeros or stars.</summary>
    /// <returns>Something was replaced.</returns>
    public bool Blank(Span<byte> bytes, HashSet<ulong> own)
    {
        var found = BlankKeys(bytes);
        for (var at = 0; at + DeviceAddress.Length <= bytes.Length; at++)
            found |= BlankRaw(bytes[at..], own) || BlankInMiddle(bytes[at..], own) || BlankText(bytes[at..], own, 12, 2) || BlankText(bytes[at..], own, 17, 3);
        return BlankNames(bytes) | found;
    }

    private static UInt128 KeyOf(ReadOnlySpan<byte> bytes)
    {
        UInt128 key = 0;
        foreach (var value in bytes[..KeyLength])
            key = (key << 8) | value;
        return key;
    }

    private static byte[] Turned(ReadOnlySpan<byte> bytes)
    {
        var turned = bytes.ToArray();
        Array.Reverse(turned);
        return turned;
    }

    private static ulong StandInFor(ulong address, HashSet<ulong> own) => own.Contains(address) ? DeviceAddress.StandIn : DeviceAddress.Other;

    private bool BlankKeys(Span<byte> bytes)
    {
        var found = false;
        for (var at = 0; _keys.Count > 0 && at + KeyLength <= bytes.Length; at++)
        {
            if (!_keys.Contains(KeyOf(bytes[at..])))
                continue;
            bytes.Slice(at, KeyLength).Clear();
            found = true;
        }
        return found;
    }

    /// <summary>Either way round.</summary>
    private bool BlankRaw(Span<byte> bytes, HashSet<ulong> own)
    {
        var address = DeviceAddress.Of(bytes);
        if (_addresses.Contains(address))
        {
            DeviceAddress.Write(bytes, StandInFor(address, own));
            return true;
        }
        var turned = DeviceAddress.Turned(address);
        if (!_addresses.Contains(turned))
            return false;
        DeviceAddress.Write(bytes, DeviceAddress.Turned(StandInFor(turned, own)));
        return true;
    }

    /// <summary>A System ID is an address with FF FE in its middle.</summary>
    private bool BlankInMiddle(Span<byte> bytes, HashSet<ulong> own)
    {
        if (bytes.Length < 8 || bytes[3..5] is not ([0xFF, 0xFE] or [0xFE, 0xFF]))
            return false;
        Span<byte> joined = [bytes[0], bytes[1], bytes[2], bytes[5], bytes[6], bytes[7]];
        if (!BlankRaw(joined, own))
            return false;
        joined[..3].CopyTo(bytes);
        joined[3..].CopyTo(bytes[5..]);
        return true;
    }

    /// <summary>As hex digits, with something between the pairs or nothing.</summary>
    private bool BlankText(Span<byte> bytes, HashSet<ulong> own, int length, int step)
    {
        if (bytes.Length < length)
            return false;
        var address = 0UL;
        for (var pair = 0; pair < DeviceAddress.Length; pair++)
        {
            var (high, low) = (bytes[pair * step], bytes[(pair * step) + 1]);
            if (!char.IsAsciiHexDigit((char)high) || !char.IsAsciiHexDigit((char)low))
                return false;
            address = (address << 8) | (uint)((Digit(high) << 4) | Digit(low));
        }
        if (!_addresses.Contains(address))
        {
            address = DeviceAddress.Turned(address);
            if (!_addresses.Contains(address))
                return false;
        }
        var standIn = Encoding.ASCII.GetBytes(DeviceAddress.Text(StandInFor(address, own)).Replace(":", "", StringComparison.Ordinal));
        for (var pair = 0; pair < DeviceAddress.Length; pair++)
            standIn.AsSpan(pair * 2, 2).CopyTo(bytes[(pair * step)..]);
        return true;
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private bool BlankNames(Span<byte> bytes)
    {
        var found = false;
        var text = _names.Count == 0 ? "" : Encoding.Latin1.GetString(bytes);
        foreach (var name in _names)
        {
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            {
                bytes.Slice(at, name.Length).Fill((byte)'*');
                found = true;
            }
        }
        return found;
    }
}

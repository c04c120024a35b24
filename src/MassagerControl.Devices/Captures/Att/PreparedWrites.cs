using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Parts of values that a device keeps until they are written all at once.</summary>
internal sealed class PreparedWrites(Tally tally)
{
    private const int HeaderLength = 2 * sizeof(ushort);

    // Bounded, whatever a file claims: 64 values of the greatest length.
    private const int MostBytes = 64 * 512;

    private readonly List<(ushort Handle, ushort Offset, byte[] Part)> _parts = [];
    private int _bytes;

    /// <param name="request">Handle, offset and part.</param>
    /// <returns>False where it is too short.</returns>
    public bool Add(ReadOnlySpan<byte> request)
    {
        if (request.Length < HeaderLength)
            return false;
        if (_bytes + request.Length > MostBytes)
        {
            tally.Add(CountedKind.PartsWithoutBeginning);
            return true;
        }
        _bytes += request.Length;
        _parts.Add((
            BinaryPrimitives.ReadUInt16LittleEndian(request),
            BinaryPrimitives.ReadUInt16LittleEndian(request[sizeof(ushort)..]),
            request[HeaderLength..].ToArray()));
        return true;
    }

    /// <summary>The device refused the last one.</summary>
    public void TakeBack()
    {
        if (_parts.Count == 0)
            return;
        _bytes -= HeaderLength + _parts[^1].Part.Length;
        _parts.RemoveAt(_parts.Count - 1);
    }

    public void Clear()
    {
        _parts.Clear();
        _bytes = 0;
    }

    /// <summary>The values, each put together; those that begin before the capture are counted and left out.</summary>
    public IEnumerable<(ushort Handle, byte[] Value)> Values()
    {
        for (var first = 0; first < _parts.Count;)
        {
            var (handle, offset, value) = _parts[first];
            for (first++; first < _parts.Count && _parts[first].Handle == handle && _parts[first].Offset == offset + value.Length; first++)
                value = [.. value, .. _parts[first].Part];
            if (offset == 0)
                yield return (handle, value);
            else
                tally.Add(CountedKind.PartsWithoutBeginning);
        }
    }
}

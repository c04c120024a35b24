using System.Buffers.Binary;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>The request of a client that is not answered yet. A client has one at a time.</summary>
internal sealed class OpenQuestion
{
    private const int RangeLength = 2 * sizeof(ushort);

    private byte[] _bytes = [];
    private int _length;

    /// <summary>Of the request.</summary>
    public long Packet { get; private set; }

    /// <summary>The one that is read; null where the request has none.</summary>
    public ushort? Handle => Body.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(Body) : null;

    /// <summary>From where on a long value is read.</summary>
    public ushort? Offset => Body.Length == RangeLength ? BinaryPrimitives.ReadUInt16LittleEndian(Body[sizeof(ushort)..]) : null;

    /// <summary>What is looked for between two handles.</summary>
    public GattUuid? Type => Body.Length > RangeLength ? WireUuid.Read(Body[RangeLength..]) : null;

    /// <summary>What is looked for by its type and its value: the value.</summary>
    public ReadOnlySpan<byte> Value => Body.Length > RangeLength + sizeof(ushort) ? Body[(RangeLength + sizeof(ushort))..] : [];

    /// <summary>The type of that.</summary>
    public GattUuid? TypeOfValue => Body.Length >= RangeLength + sizeof(ushort) ? WireUuid.Read(Body.Slice(RangeLength, sizeof(ushort))) : null;

    /// <summary>Those of which several values are read.</summary>
    public IEnumerable<ushort> Handles
    {
        get
        {
            for (var at = 1; at + sizeof(ushort) <= _length; at += sizeof(ushort))
                yield return BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));
        }
    }

    private ReadOnlySpan<byte> Body => _length > 0 ? _bytes.AsSpan(1, _length - 1) : [];

    public void Ask(ReadOnlySpan<byte> pdu, long packet)
    {
        // The values of writes are not needed for their answers.
        const int Longest = 512;
        pdu = pdu[..Math.Min(pdu.Length, Longest)];
        if (_bytes.Length < pdu.Length)
            _bytes = new byte[Longest];
        pdu.CopyTo(_bytes);
        (_length, Packet) = (pdu.Length, packet);
    }

    /// <summary>It is open, and it asks this.</summary>
    public bool Is(byte opcode) => _length > 0 && _bytes[0] == opcode;

    public void Close() => _length = 0;
}

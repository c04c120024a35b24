using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>Counts while a capture is read.</summary>
internal sealed class Tally
{
    private readonly long[] _counts = new long[Enum.GetValues<CountedKind>().Length];
    private readonly long[] _opcodes = new long[byte.MaxValue + 1];

    public void Add(CountedKind kind) => _counts[(int)kind]++;

    public void AddUnknown(byte opcode)
    {
        Add(CountedKind.UnknownOpcodes);
        _opcodes[opcode]++;
    }

    public AttSummary ToSummary(int links) => new(
        _counts.Index().Where(count => count.Item > 0).ToImmutableSortedDictionary(count => (CountedKind)count.Index, count => count.Item),
        links,
        _opcodes.Index().Where(count => count.Item > 0).ToImmutableSortedDictionary(count => (byte)count.Index, count => count.Item));
}

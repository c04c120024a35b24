using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>What is wrong with a file, in the order in which it was found; the first hundred are kept, the others counted.</summary>
internal sealed class FaultList
{
    private const int Most = 100;

    private readonly List<CaptureFault> _kept = [];

    public ImmutableArray<CaptureFault> Kept => [.. _kept];

    public long LeftOut { get; private set; }

    public void Add(long offset, Phrase reason) => Add(new(offset, reason));

    public void Add(CaptureFault fault)
    {
        if (_kept.Count < Most)
            _kept.Add(fault);
        else
            LeftOut++;
    }
}

using System.Diagnostics;
using MassagerControl.RadioContract;

namespace MassagerControl.Benchmarks.Bus;

/// <summary>When the frame of a stop comes by on its way to the message bus. Needs no thread pool.</summary>
internal sealed class BusSight : IDisposable
{
    // Whoever waits longer is not measured any more.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly byte[] _frame;
    private readonly ManualResetEventSlim _seen = new();
    private long _when;

    public BusSight(BusRelay relay, byte[] frame)
    {
        _frame = frame;
        relay.Heard = Look;
    }

    public void Begin() => _seen.Reset();

    /// <returns>A timestamp of the stopwatch; null when it did not come.</returns>
    public long? Wait() => _seen.Wait(Longest) ? Volatile.Read(ref _when) : null;

    public void Dispose() => _seen.Dispose();

    private void Look(ReadOnlySpan<byte> said)
    {
        if (_seen.IsSet || said.IndexOf(_frame) < 0)
            return;
        Volatile.Write(ref _when, Stopwatch.GetTimestamp());
        _seen.Set();
    }
}

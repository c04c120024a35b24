using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Radios;

/// <summary>A virtual peripheral behind a socket.</summary>
internal sealed class SocketBench(string faults) : RadioBench
{
    private readonly ServedPeripheral _served = new(faults: faults);

    public override IRadio Radio => _served.Radio;

    public override string Address => _served.Path;

    public override ImmutableArray<int> Motor =>
        [.. _served.Log.Lines.Where(line => line.TryGetProperty("level", out _)).Select(line => line.GetProperty("level").GetInt32())];

    public override Task ReachedAsync(int level) =>
        _served.Log.HasAsync(line => line.TryGetProperty("level", out var said) && said.GetInt32() == level);

    public override ValueTask DisposeAsync() => _served.DisposeAsync();
}

using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.RadioContract;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Radios;

public sealed class SocketRadioContract : RadioContractTests
{
    // One thread reads the socket, and hands out what it reads.
    protected override bool HearsApart => false;

    protected override Task<RadioBench> StartAsync(string faults = "") => Task.FromResult<RadioBench>(new Bench(faults));

    private sealed class Bench(string faults) : RadioBench
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
}

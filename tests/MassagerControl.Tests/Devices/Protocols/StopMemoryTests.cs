using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>How a new link is begun while the motor may run.</summary>
public sealed class StopMemoryTests
{
    private const string Stop = "FD 10 00";

    private readonly VirtualTimeProvider _time = new();
    private readonly List<MassagerReport> _reports = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_failed_before_any_stop_says_nothing_against_stopping_first()
    {
        var profile = SimulatedRig.Shipped("merach-gun");
        using var peripheral = new SimulatedPeripheral(profile, new(), _time);
        var radio = new BareRadio(new SimulatedRadio(peripheral));
        await using var massager = new ProfiledMassager(new()
        {
            Profile = profile,
            Radio = radio,
            Address = SimulatedRadio.AddressOf(profile.Id),
            Time = _time,
            Device = "sim:gun",
            Trace = true,
        });
        massager.Observe(_reports.Add);
        await Run(massager.ConnectAsync(Token));
        await Run(massager.SetIntensityAsync(profile.Scale.Lowest, Token));
        Assert.NotEqual(0, peripheral.Level.Number);

        radio.HasServices = false;
        await Assert.ThrowsAsync<MassagerException>(() => Run(massager.ConnectAsync(Token)));
        radio.HasServices = true;
        _reports.Clear();
        await Run(massager.ConnectAsync(Token));

        Assert.StartsWith(Stop, _reports.OfType<FrameWritten>().First().Hex, StringComparison.Ordinal);
    }

    private Task Run(Task task)
    {
        _time.RunUntil(task);
        return task;
    }

    /// <summary>A radio that does not know a device's services yet.</summary>
    private sealed class BareRadio(IRadio inner) : IRadio
    {
        public bool HasServices { get; set; } = true;

        public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

        public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
        {
            var link = await inner.ConnectAsync(address, cancellation);
            return HasServices ? link : new BareLink(link);
        }
    }

    private sealed class BareLink(IGattLink inner) : IGattLink
    {
        public ImmutableArray<GattCharacteristic> Characteristics => [];

        public void ObserveLoss(Action<string> lost) => inner.ObserveLoss(lost);

        public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) => inner.ReadAsync(characteristic, cancellation);

        public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation) =>
            inner.WriteAsync(characteristic, value, mode, cancellation);

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
            inner.SubscribeAsync(characteristic, received, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

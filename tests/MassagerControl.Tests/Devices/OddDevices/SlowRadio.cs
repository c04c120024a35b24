using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Devices.OddDevices;

/// <summary>A radio whose next write is on its way for some time.</summary>
internal sealed class SlowRadio(IRadio inner, TimeProvider time) : IRadio
{
    public TimeSpan NextWriteTakes { get; set; }

    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        new Link(this, await inner.ConnectAsync(address, cancellation));

    private async Task PassAsync(CancellationToken cancellation)
    {
        var takes = NextWriteTakes;
        NextWriteTakes = TimeSpan.Zero;
        if (takes > TimeSpan.Zero)
            await Task.Delay(takes, time, cancellation);
    }

    private sealed class Link(SlowRadio radio, IGattLink inner) : IGattLink
    {
        public ImmutableArray<GattCharacteristic> Characteristics => inner.Characteristics;

        public int? Rssi => inner.Rssi;

        public void ObserveLoss(Action<string> lost) => inner.ObserveLoss(lost);

        public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) => inner.ReadAsync(characteristic, cancellation);

        public async Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
        {
            await radio.PassAsync(cancellation);
            await inner.WriteAsync(characteristic, value, mode, cancellation);
        }

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
            inner.SubscribeAsync(characteristic, received, cancellation);

        public Task RequestMtuAsync(int bytes, CancellationToken cancellation) => inner.RequestMtuAsync(bytes, cancellation);

        public Task BondAsync(CancellationToken cancellation) => inner.BondAsync(cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

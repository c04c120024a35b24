using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>A radio that says whenever something is written over one of its links, before it is.</summary>
internal sealed class TracedRadio(IRadio inner, Action written) : IRadio
{
    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        new Link(await inner.ConnectAsync(address, cancellation).ConfigureAwait(false), written);

    private sealed class Link(IGattLink inner, Action written) : IGattLink
    {
        public ImmutableArray<GattCharacteristic> Characteristics => inner.Characteristics;

        public void ObserveLoss(Action<string> lost) => inner.ObserveLoss(lost);

        public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) => inner.ReadAsync(characteristic, cancellation);

        public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
        {
            written();
            return inner.WriteAsync(characteristic, value, mode, cancellation);
        }

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
            inner.SubscribeAsync(characteristic, received, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

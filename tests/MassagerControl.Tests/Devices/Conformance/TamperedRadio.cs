using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Devices.Conformance;

/// <summary>Something between radio and device that changes what passes: how a device that differs from its profile looks from outside.</summary>
internal sealed class TamperedRadio(IRadio inner) : IRadio
{
    /// <summary>What arrives at the device instead of a write; null for nothing.</summary>
    public Func<byte[], byte[]?> Write { get; init; } = bytes => bytes;

    /// <summary>What the central hears instead of a notification.</summary>
    public Func<GattCharacteristic, byte[], IEnumerable<byte[]>> Notify { get; init; } = (_, bytes) => [bytes];

    /// <summary>Called before a read goes on; the link that it is given breaks when it is disposed of.</summary>
    public Func<GattCharacteristic, IAsyncDisposable, Task> BeforeRead { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>What the central reads instead.</summary>
    public Func<byte[], byte[]> Read { get; init; } = bytes => bytes;

    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        new Link(this, await inner.ConnectAsync(address, cancellation).ConfigureAwait(false));

    private sealed class Link(TamperedRadio radio, IGattLink inner) : IGattLink
    {
        public ImmutableArray<GattCharacteristic> Characteristics => inner.Characteristics;

        public int? Mtu => inner.Mtu;

        public void ObserveLoss(Action<string> lost) => inner.ObserveLoss(lost);

        public async Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation)
        {
            await radio.BeforeRead(characteristic, inner).ConfigureAwait(false);
            return radio.Read((await inner.ReadAsync(characteristic, cancellation).ConfigureAwait(false)).ToArray());
        }

        public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation) =>
            radio.Write(value.ToArray()) is { } bytes ? inner.WriteAsync(characteristic, bytes, mode, cancellation) : Task.CompletedTask;

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
            inner.SubscribeAsync(characteristic, value =>
            {
                foreach (var bytes in radio.Notify(characteristic, value.ToArray()))
                    received(bytes);
            }, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

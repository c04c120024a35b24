using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Chaos.Running;

/// <summary>The radio of a computer that may stand still: what the air brings meanwhile is heard when the computer goes on.</summary>
internal sealed class HostRadio(IRadio air, HostTime host) : IRadio
{
    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => air.ScanAsync(seen, cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        new Link(await Held(host, air.ConnectAsync(address, cancellation)).ConfigureAwait(false), host);

    private static Task<T> Held<T>(HostTime host, Task<T> task)
    {
        if (task.IsCompleted && host.StandsUntil is null)
            return task;
        var held = new TaskCompletionSource<T>();
        task.ContinueWith(done => host.Soon(() => held.TrySetFromTask(done)), TaskContinuationOptions.ExecuteSynchronously);
        return held.Task;
    }

    private sealed class Link(IGattLink air, HostTime host) : IGattLink
    {
        public ImmutableArray<GattCharacteristic> Characteristics => air.Characteristics;

        public int? Mtu => air.Mtu;

        public void ObserveLoss(Action<string> lost) => air.ObserveLoss(reason => host.Soon(() => lost(reason)));

        public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) =>
            Held(host, air.ReadAsync(characteristic, cancellation));

        public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation) =>
            Held(host, Typed(air.WriteAsync(characteristic, value, mode, cancellation)));

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation) =>
            Held(host, Typed(air.SubscribeAsync(characteristic, value => Hear(received, value), cancellation)));

        public ValueTask DisposeAsync() => air.DisposeAsync();

        private void Hear(Action<ReadOnlyMemory<byte>> received, ReadOnlyMemory<byte> value)
        {
            // Whoever sends may use its bytes again.
            var kept = host.StandsUntil is null ? value : value.ToArray();
            host.Soon(() => received(kept));
        }

        private static Task<bool> Typed(Task task)
        {
            if (task.IsCompletedSuccessfully)
                return Task.FromResult(true);
            var typed = new TaskCompletionSource<bool>();
            task.ContinueWith(done => Follow(done, typed), TaskContinuationOptions.ExecuteSynchronously);
            return typed.Task;
        }

        private static void Follow(Task done, TaskCompletionSource<bool> typed)
        {
            if (done.Exception is { } broken)
                typed.TrySetException(broken.InnerExceptions);
            else if (done.IsCanceled)
                typed.TrySetCanceled();
            else
                typed.TrySetResult(true);
        }
    }
}

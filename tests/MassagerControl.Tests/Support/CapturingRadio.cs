using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Support;

/// <summary>Any radio, with a Bluetooth log running beside it.</summary>
internal sealed class CapturingRadio(IRadio inner, CapturedAir air) : IRadio
{
    public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(
        advertisement =>
        {
            air.Advertise(advertisement);
            seen(advertisement);
        },
        cancellation);

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        var link = await inner.ConnectAsync(address, cancellation);
        air.Connect(link.Characteristics);
        return new CapturedLink(link, air);
    }

    private sealed class CapturedLink(IGattLink inner, CapturedAir air) : IGattLink
    {
        public ImmutableArray<GattCharacteristic> Characteristics => inner.Characteristics;

        public int? Rssi => inner.Rssi;

        public int? Mtu => inner.Mtu;

        public Phrase? Doubt => inner.Doubt;

        public LossCause LossCause => inner.LossCause;

        public void ObserveLoss(Action<string> lost) => inner.ObserveLoss(lost);

        public async Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation)
        {
            var value = await inner.ReadAsync(characteristic, cancellation);
            air.Read(characteristic, value.Span);
            return value;
        }

        public async Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
        {
            air.Write(characteristic, value.Span, mode == WriteMode.WithResponse);
            await inner.WriteAsync(characteristic, value, mode, cancellation);
            if (mode == WriteMode.WithResponse)
                air.Acknowledge();
        }

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
        {
            air.Subscribe(characteristic);
            return inner.SubscribeAsync(
                characteristic,
                value =>
                {
                    air.Told(characteristic, value.Span);
                    received(value);
                },
                cancellation);
        }

        public async Task RequestMtuAsync(int bytes, CancellationToken cancellation)
        {
            await inner.RequestMtuAsync(bytes, cancellation);
            air.Mtu(bytes, inner.Mtu ?? bytes);
        }

        public async Task BondAsync(CancellationToken cancellation)
        {
            await inner.BondAsync(cancellation);
            air.Encrypt();
        }

        public ValueTask DisposeAsync()
        {
            air.Disconnect();
            return inner.DisposeAsync();
        }
    }
}

using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.OddDevices;

/// <summary>A central's end of the link to a scripted device, which never breaks by itself.</summary>
internal sealed class ScriptedLink(ScriptedDevice device) : IGattLink
{
    // Of the Attribute Protocol.
    private const byte ReadNotPermitted = 0x02;
    private const byte WriteNotPermitted = 0x03;

    private readonly Lock _gate = new();
    private readonly Dictionary<GattCharacteristic, Action<ReadOnlyMemory<byte>>> _subscribed = [];
    private bool _closed;

    public ImmutableArray<GattCharacteristic> Characteristics => device.Model.Characteristics;

    public void ObserveLoss(Action<string> lost)
    {
        // What takes links away lies in front of it.
    }

    public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) => device.ValueOf(characteristic) switch
    {
        _ when IsClosed => Task.FromException<ReadOnlyMemory<byte>>(Closed()),
        { } value => Task.FromResult(value),
        null => Task.FromException<ReadOnlyMemory<byte>>(GattException.Refused(ReadNotPermitted, "nothing can be read here")),
    };

    public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        if (IsClosed)
            return Task.FromException(Closed());
        var needed = mode == WriteMode.WithResponse ? GattProperties.Write : GattProperties.WriteWithoutResponse;
        if (characteristic.Properties.HasFlag(needed))
            device.Write(this, characteristic, value.ToArray(), mode == WriteMode.WithResponse);
        else if (mode == WriteMode.WithResponse)
            return Task.FromException(GattException.Refused(WriteNotPermitted, "nothing can be written here"));
        return Task.CompletedTask;
    }

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
    {
        if (IsClosed)
            return Task.FromException(Closed());
        if ((characteristic.Properties & (GattProperties.Notify | GattProperties.Indicate)) == 0)
            return Task.FromException(GattException.Refused(WriteNotPermitted, "nothing is said here"));
        lock (_gate)
            _subscribed[characteristic] = received;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    public void Close()
    {
        lock (_gate)
            _closed = true;
        device.Leave(this);
    }

    public void Notify(GattCharacteristic characteristic, byte[] value)
    {
        Action<ReadOnlyMemory<byte>>? received;
        lock (_gate)
            received = _closed ? null : _subscribed.GetValueOrDefault(characteristic);
        received?.Invoke(value);
    }

    private bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    private static GattException Closed() => GattException.Lost("closed");
}

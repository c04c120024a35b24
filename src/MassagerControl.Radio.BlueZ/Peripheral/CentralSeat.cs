using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>The one place for a central: who sits there has the link to the simulated device.</summary>
/// <remarks>Members may be called from any thread.</remarks>
/// <param name="radio">Reaches the simulated device and nothing else.</param>
/// <param name="sendOff">Ends a central's connection over the air, without waiting.</param>
/// <param name="say">Takes a notification of the device while somebody wants it.</param>
internal sealed class CentralSeat(IRadio radio, string address, Action<string> sendOff, Action<GattCharacteristic, ReadOnlyMemory<byte>> say)
{
    private readonly Lock _gate = new();
    private ImmutableHashSet<GattCharacteristic> _wanted = [];
    private CentralLink? _central;

    /// <summary>The link of a central that is connected; makes it where there is none.</summary>
    /// <returns>Null when somebody else sits here, or when the device takes no link now; the central is then sent off.</returns>
    public CentralLink? Sit(string device)
    {
        lock (_gate)
        {
            if (_central is { } sitting && sitting.Device == device)
                return sitting;
            if (_central is null && Open(device) is { } opened)
                return _central = opened;
        }
        sendOff(device);
        return null;
    }

    /// <summary>A central's connection has ended; null for everybody's.</summary>
    public async Task LeaveAsync(string? device = null)
    {
        CentralLink? left;
        lock (_gate)
        {
            if (_central is null || (device is not null && _central.Device != device))
                return;
            (left, _central) = (_central, null);
        }
        await left.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>The central wants the notifications of a characteristic from now on, or no more.</summary>
    public async Task WantAsync(GattCharacteristic characteristic, bool wanted)
    {
        ImmutableInterlocked.Update(ref _wanted, all => wanted ? all.Add(characteristic) : all.Remove(characteristic));
        CentralLink? central;
        lock (_gate)
            central = _central;
        if (wanted && central is not null)
            await SubscribeAsync(central, characteristic).ConfigureAwait(false);
    }

    private CentralLink? Open(string device)
    {
        using var now = new CancellationTokenSource();
        var connecting = radio.ConnectAsync(address, now.Token);
        if (!connecting.IsCompletedSuccessfully)
        {
            // A device that is there takes a link at once.
            now.Cancel();
            return null;
        }
        var link = connecting.Result;
        link.ObserveLoss(_ => Lost(device));
        var central = new CentralLink(device, link);
        // bluetoothd remembers what a bonded central wanted.
        foreach (var characteristic in _wanted)
            _ = SubscribeAsync(central, characteristic);
        return central;
    }

    private async Task SubscribeAsync(CentralLink central, GattCharacteristic characteristic)
    {
        try
        {
            await central.SubscribeAsync(characteristic, Hear).ConfigureAwait(false);
        }
        catch (GattException)
        {
            // The link is gone again, and its subscriptions with it.
        }

        void Hear(ReadOnlyMemory<byte> value)
        {
            if (_wanted.Contains(characteristic))
                say(characteristic, value);
        }
    }

    /// <summary>The device dropped its link.</summary>
    private void Lost(string device)
    {
        lock (_gate)
            if (_central?.Device == device)
                _central = null;
        sendOff(device);
    }
}

using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Gatt;

/// <summary>One link to one device, from connecting until it is lost or disposed of; then it never comes back.</summary>
/// <remarks>
/// Members may be called from any thread. At most one request (read, write with response, subscribe) may be unanswered at a time; a write
/// without response may be sent at any moment. Calls have no time limit of their own. Disposing closes the link and does not report a loss.
/// </remarks>
public interface IGattLink : IAsyncDisposable
{
    /// <summary>All characteristics that the device has.</summary>
    ImmutableArray<GattCharacteristic> Characteristics { get; }

    /// <summary>Received signal strength in dBm, as last known; null where the radio does not know.</summary>
    int? Rssi => null;

    /// <summary>The ATT MTU in use, 23 or more: a write without response and a notification have 3 bytes less; null where the radio does not know.</summary>
    int? Mtu => null;

    /// <summary>Why the characteristics may not be those that the device has now, and what to do then; null where they were asked for just now.</summary>
    Phrase? Doubt => null;

    /// <summary>Who ended it, once it is lost, where the radio was told.</summary>
    LossCause LossCause => LossCause.Unknown;

    /// <summary>Sets the one receiver of the link's loss: called once with the reason, at once when the link is lost already.</summary>
    void ObserveLoss(Action<string> lost);

    /// <exception cref="GattException">Refused, or the link was lost.</exception>
    Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation);

    /// <returns>With response: completes when the device has acknowledged it. Without: when it was sent.</returns>
    /// <exception cref="GattException">Refused, or the link was lost.</exception>
    Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation);

    /// <summary>Asks for the characteristic's notifications (or indications).</summary>
    /// <param name="received">Called on any thread, in the order of arrival; returns at once and does not throw.</param>
    /// <exception cref="GattException">Refused, or the link was lost.</exception>
    Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation);

    /// <summary>Asks for an ATT MTU of so many bytes; what came of it is <see cref="Mtu"/>. A radio that negotiates the longest one by itself has nothing to do here.</summary>
    /// <exception cref="GattException">The link was lost.</exception>
    Task RequestMtuAsync(int bytes, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Bonds with the device. A radio that does so by itself when the device asks for it has nothing to do here.</summary>
    /// <exception cref="GattException">Refused, or the link was lost.</exception>
    Task BondAsync(CancellationToken cancellation) => Task.CompletedTask;
}

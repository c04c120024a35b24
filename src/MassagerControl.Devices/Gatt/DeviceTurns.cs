using System.Collections.Concurrent;

namespace MassagerControl.Devices.Gatt;

/// <summary>One link a device at a time: whoever wants the next one waits until the old one is really gone.</summary>
/// <remarks>
/// For a radio whose system would hand out a link that it is about to end, and would end a link under everybody who shares it (bluetoothd does
/// both). Each radio has turns of its own. Members may be called from any thread.
/// </remarks>
public sealed class DeviceTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = [];
    private readonly ConcurrentDictionary<DeviceTurn, Task> _ending = [];

    /// <summary>Waits for the device's turn, without a time limit.</summary>
    /// <param name="device">Whatever tells devices apart, compared byte for byte.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the turn was not taken.</exception>
    public async Task<DeviceTurn> TakeAsync(string device, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(device, _ => new(1, 1));
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        return new(this, turn);
    }

    /// <summary>Completes when the links that are being closed now are gone.</summary>
    public Task EndedAsync() => Task.WhenAll(_ending.Values);

    internal void Add(DeviceTurn turn, Task gone) => _ending[turn] = gone;

    internal void Remove(DeviceTurn turn) => _ending.TryRemove(turn, out _);
}

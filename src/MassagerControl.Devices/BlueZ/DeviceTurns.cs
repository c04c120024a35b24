using System.Collections.Concurrent;

namespace MassagerControl.Devices.BlueZ;

/// <summary>One link a device at a time: whoever wants the next one waits until the old one is really gone.</summary>
/// <remarks>bluetoothd itself would hand out a link that it is about to end, and would end a link under everybody who shares it.</remarks>
internal sealed class DeviceTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = [];
    private readonly ConcurrentDictionary<Turn, Task> _ending = [];

    public async Task<Turn> TakeAsync(string device, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(device, _ => new(1, 1));
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        return new(this, turn);
    }

    /// <summary>Completes when the links that are being closed now are gone.</summary>
    public Task EndedAsync() => Task.WhenAll(_ending.Values);

    /// <summary>Gives the turn to the next when it is disposed of; once.</summary>
    internal sealed class Turn(DeviceTurns turns, SemaphoreSlim turn) : IDisposable
    {
        private int _given;

        /// <param name="gone">Completes when its link is gone.</param>
        public void Ends(Task gone) => turns._ending[this] = gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
            {
                turns._ending.TryRemove(this, out _);
                turn.Release();
            }
        }
    }
}

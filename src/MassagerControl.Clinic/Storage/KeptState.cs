using Orleans.Runtime;

namespace MassagerControl.Clinic.Storage;

/// <summary>A grain's state that is answered from only when it is known to be kept.</summary>
/// <remarks>For one call at a time, as a grain has it.</remarks>
/// <param name="epoch">What was read in an earlier one is read anew; null where there is only one.</param>
internal sealed class KeptState<T>(IPersistentState<T> storage, DatabaseEpoch? epoch = null)
    where T : class, new()
{
    // After a write that failed nobody knows whether it was done: the memory may be ahead of the disk, or behind it.
    private bool _doubtful;
    private string? _epoch = epoch?.Name;

    /// <exception cref="Exception">It is not known what is kept.</exception>
    public async Task<T> ReadAsync()
    {
        var now = epoch?.Name;
        if (_doubtful || _epoch != now)
        {
            await storage.ReadStateAsync().ConfigureAwait(true);
            (_doubtful, _epoch) = (false, now);
        }
        return storage.State;
    }

    /// <summary>On return it is kept.</summary>
    /// <exception cref="Exception">It may be kept or not.</exception>
    public async Task WriteAsync(T next)
    {
        if (ReferenceEquals(next, storage.State))
            return;
        _doubtful = true;
        storage.State = next;
        await storage.WriteStateAsync().ConfigureAwait(true);
        _doubtful = false;
    }
}

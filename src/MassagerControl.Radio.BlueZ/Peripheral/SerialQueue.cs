namespace MassagerControl.Radio.BlueZ.Peripheral;

/// <summary>Does one thing after the other, in the order of the calls, whoever calls.</summary>
internal sealed class SerialQueue
{
    private readonly Lock _gate = new();
    private Task _before = Task.CompletedTask;

    /// <summary>Does it when everything before has ended, well or not.</summary>
    public async Task<T> DoAsync<T>(Func<Task<T>> act)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate)
            (before, _before) = (_before, done.Task);
        await before.ConfigureAwait(false);
        try
        {
            return await act().ConfigureAwait(false);
        }
        finally
        {
            done.SetResult();
        }
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public Task DoAsync(Func<Task> act) => DoAsync(async () =>
    {
        await act().ConfigureAwait(false);
        return true;
    });
}

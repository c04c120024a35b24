namespace MassagerControl.Radio.InTheHand;

/// <summary>Waits for a task of a library that knows neither time limits nor cancellation.</summary>
internal static class Bounded
{
    private const TaskContinuationOptions OnThePool = TaskContinuationOptions.None;

    /// <summary>The task's result, or a <see cref="TimeoutException"/>; a task given up on goes on unheard.</summary>
    /// <remarks>Whoever waits goes on on a thread of the pool, never on the library's own: to block that one is to delay the next write.</remarks>
    public static Task<T> Within<T>(this Task<T> call, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        Observe(call);
        return call.WaitAsync(limit, time, cancellation).ContinueWith(static done => done, CancellationToken.None, OnThePool, TaskScheduler.Default).Unwrap();
    }

    /// <inheritdoc cref="Within{T}"/>
    public static Task Within(this Task call, TimeSpan limit, TimeProvider time, CancellationToken cancellation) =>
        call.ThenTrue().Within(limit, time, cancellation);

    /// <summary>The task as one with a result, for what takes only such.</summary>
    public static async Task<bool> ThenTrue(this Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    /// <summary>Looks at the error of a task that nobody may wait for, so that it does not come back as an unobserved one.</summary>
    public static void Observe(Task call) =>
        _ = call.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}

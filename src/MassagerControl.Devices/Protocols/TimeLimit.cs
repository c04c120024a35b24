using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>Puts an end to waiting. Continuations run inline, on whatever thread ends the wait.</summary>
internal static class TimeLimit
{
    /// <summary>Ends like the task, or fails with <see cref="GattFailure.TimedOut"/>; what the task does later is ignored.</summary>
    public static Task Within(this Task task, TimeSpan limit, Phrase what, TimeProvider time, CancellationToken cancellation)
    {
        if (task.IsCompleted)
            return task;
        var wait = new Wait(() => new GattException(GattFailure.TimedOut, $"{what}: no answer within {limit.TotalSeconds:0.##} s"));
        wait.Begin(task, limit, time, cancellation);
        return wait.Task;
    }

    /// <inheritdoc cref="Within(Task, TimeSpan, Phrase, TimeProvider, CancellationToken)"/>
    public static async Task<T> Within<T>(this Task<T> task, TimeSpan limit, Phrase what, TimeProvider time, CancellationToken cancellation)
    {
        await Within((Task)task, limit, what, time, cancellation).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Lets time pass.</summary>
    public static Task PassAsync(this TimeProvider time, TimeSpan span, CancellationToken cancellation)
    {
        if (span <= TimeSpan.Zero)
            return Task.CompletedTask;
        var wait = new Wait(null);
        wait.Begin(null, span, time, cancellation);
        return wait.Task;
    }

    /// <param name="late">What the wait fails with when its time is over; null ends it well.</param>
    private sealed class Wait(Func<GattException>? late) : TaskCompletionSource
    {
        private ITimer? _timer;
        private CancellationTokenRegistration _cancellation;

        public void Begin(Task? task, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
        {
            _timer = time.CreateTimer(static wait => ((Wait)wait!).Expire(), this, limit, Timeout.InfiniteTimeSpan);
            _cancellation = cancellation.UnsafeRegister(static (wait, token) => ((Wait)wait!).End(new OperationCanceledException(token)), this);
            task?.ContinueWith(
                static (done, wait) => ((Wait)wait!).Follow(done), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            // The task may have ended before the timer was known here.
            if (Task.IsCompleted)
                Release();
        }

        private void Follow(Task done) => End(done switch
        {
            { Exception.InnerException: { } error } => error,
            { IsCanceled: true } => new OperationCanceledException(),
            _ => null,
        });

        private void Expire() => End(late?.Invoke());

        private void End(Exception? error)
        {
            Release();
            if (error is OperationCanceledException cancelled)
                TrySetCanceled(cancelled.CancellationToken);
            else if (error is not null)
                TrySetException(error);
            else
                TrySetResult();
        }

        private void Release()
        {
            _timer?.Dispose();
            _cancellation.Unregister();
        }
    }
}

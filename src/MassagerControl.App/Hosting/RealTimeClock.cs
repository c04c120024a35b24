using MassagerControl.Core.Timing;

namespace MassagerControl.App.Hosting;

/// <summary>Real time, kept by one thread of its own.</summary>
internal sealed class RealTimeClock : SessionClock
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeadlineTimeProvider _time;

    /// <param name="speed">2 is twice as fast as real time; finite and above 0.</param>
    public RealTimeClock(double speed) => _time = new DeadlineTimeProvider(exception => _broken.TrySetException(exception), speed);

    public override TimeProvider Time => _time;

    public override void Post(Action action) => action();

    public override async Task RunUntilAsync(Task task)
    {
        await Task.WhenAny(task, _broken.Task).ConfigureAwait(false);
        if (!task.IsCompleted)
            await _broken.Task.ConfigureAwait(false);
    }

    public override void Dispose() => _time.Dispose();
}

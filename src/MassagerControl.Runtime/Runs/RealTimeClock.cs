using MassagerControl.Core.Timing;

namespace MassagerControl.Runtime.Runs;

/// <summary>Real time, kept by one thread of its own.</summary>
internal sealed class RealTimeClock : SessionClock
{
    // Below this share of the speed it is worth a word.
    private const double NearEnough = 0.9;

    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeadlineTimeProvider _time;
    private readonly double _speed;

    /// <param name="speed">2 is twice as fast as real time; finite and above 0.</param>
    public RealTimeClock(double speed)
    {
        _speed = speed;
        _time = new DeadlineTimeProvider(exception => _broken.TrySetException(new InvalidOperationException(exception.Message, exception)), speed);
    }

    public override TimeProvider Time => _time;

    public override double? SpeedMissed => _time.SpeedReached is var reached && _speed > 1 && reached < NearEnough * _speed ? reached : null;

    /// <remarks>Another speed than 1 is kept by the one thread of its clock: a caller that is held up by a busy computer would lose time that others count.</remarks>
    public override void Post(Action action)
    {
        if (_speed == 1)
            action();
        else
            PostToTime(action);
    }

    public override async Task RunUntilAsync(Task task)
    {
        await Task.WhenAny(task, _broken.Task).ConfigureAwait(false);
        if (!task.IsCompleted)
            await _broken.Task.ConfigureAwait(false);
    }

    public override void Dispose() => _time.Dispose();

    private void PostToTime(Action action)
    {
        try
        {
            _time.CreateTimer(_ => action(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The session is over: whoever is late, such as a writer of its last lines, finds nobody to tell.
        }
    }
}

using MassagerControl.Core;

namespace MassagerControl.Runtime.Reach;

/// <summary>How long a stop is still tried when somebody does not wait for it.</summary>
internal sealed class LastTries : IDisposable
{
    /// <summary>Enough for a new link and a stop on it.</summary>
    public static readonly TimeSpan More = TimeSpan.FromSeconds(5);

    // A link that is closed leaves the device free for whoever comes next.
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Interruption _interruption;
    private readonly CancellationTokenSource _over = new();
    private readonly ITimer _end;
    private readonly Action<Phrase> _tell;
    private readonly TaskCompletionSource _twice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration[] _registrations = [];
    private Task _left = Task.CompletedTask;

    /// <param name="tell">Takes the line that says so, on the thread that interrupts.</param>
    public LastTries(TimeProvider time, Interruption interruption, Action<Phrase> tell)
    {
        (_time, _interruption, _tell) = (time, interruption, tell);
        _end = time.CreateTimer(_ => _over.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsInterrupted => _interruption.Once.IsCancellationRequested;

    /// <summary>No stop begins any more.</summary>
    public CancellationToken Over => _over.Token;

    /// <returns>False also when nobody waits for it any more.</returns>
    public async Task<bool> AwaitAsync(Task<bool> stop)
    {
        // Not before: where nothing is to be stopped there is nothing to say.
        if (_registrations.Length == 0)
            _registrations = [_interruption.Once.Register(Shorten), _interruption.Twice.Register(End)];
        await Task.WhenAny(stop, _twice.Task).ConfigureAwait(false);
        if (stop.IsCompleted)
            return await stop.ConfigureAwait(false);
        _left = stop;
        return false;
    }

    /// <summary>After everything was said: the link of a stop that nobody waits for is closed, where that does not take long.</summary>
    public Task CloseAsync() => _left.IsCompleted ? Task.CompletedTask : Task.WhenAny(_left, Task.Delay(Closing, _time, CancellationToken.None));

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _end.Dispose();
        // What nobody waits for may still look at it.
        if (_left.IsCompleted)
            _over.Dispose();
    }

    private void Shorten()
    {
        _tell($"interrupted, but the motor may still run: the stop is tried for {More.TotalSeconds:0} s more. Interrupt it again to end at once");
        _end.Change(More, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        _over.Cancel();
        _twice.TrySetResult();
    }
}

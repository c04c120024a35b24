using System.Collections.Concurrent;
using MassagerControl.Core.Timing;

namespace MassagerControl.Runtime.Runs;

/// <summary>Virtual time, as fast as it goes: everything happens on the thread that runs it.</summary>
internal sealed class MaxSpeedClock : SessionClock
{
    // Far above the longest session: whoever is not done by then never will be.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    private readonly VirtualTimeProvider _time = new();
    private readonly ConcurrentQueue<Action> _actions = new();

    public override TimeProvider Time => _time;

    public override void Post(Action action) => _actions.Enqueue(action);

    public override Task RunUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            if (_actions.TryDequeue(out var action))
                action();
            else if (!_time.RunNext() || _time.Elapsed > Longest)
                throw new InvalidOperationException("nothing left to happen, and the session is not over");
        }
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
    }
}

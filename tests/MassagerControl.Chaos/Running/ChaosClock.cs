using System.Collections.Concurrent;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Chaos.Running;

/// <summary>Virtual time like that of <c>--speed max</c>, on a computer whose clocks and processes may fail.</summary>
internal sealed class ChaosClock(VirtualTimeProvider world, HostTime host) : SessionClock
{
    // Far above the longest session with every fault in it.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    private readonly ConcurrentQueue<Action> _actions = new();

    /// <summary>Raised after everything that happened.</summary>
    public event Action? Stepped;

    public override TimeProvider Time => host;

    public override void Post(Action action) => _actions.Enqueue(action);

    public override Task RunUntilAsync(Task task)
    {
        while (!task.IsCompleted)
            Step();
        return Task.CompletedTask;
    }

    /// <summary>Lets the world go on, from inside a call that does not return meanwhile.</summary>
    public void RunFor(TimeSpan span)
    {
        var over = false;
        using var end = world.CreateTimer(_ => over = true, null, span, Timeout.InfiniteTimeSpan);
        while (!over)
            Step();
    }

    public override void Dispose()
    {
    }

    private void Step()
    {
        if (_actions.TryDequeue(out var action))
            action();
        else if (!world.RunNext() || world.Elapsed > Longest)
            throw new InvalidOperationException("nothing left to happen, and the session is not over");
        Stepped?.Invoke();
    }
}

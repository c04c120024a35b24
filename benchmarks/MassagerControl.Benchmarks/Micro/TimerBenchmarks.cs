using BenchmarkDotNet.Attributes;
using MassagerControl.Core.Timing;

namespace MassagerControl.Benchmarks.Micro;

/// <summary>The timer queue that virtual time and the deadline thread share.</summary>
public class TimerBenchmarks
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<ITimer> _others = [];
    private ITimer _timer = null!;
    private int _turn;

    /// <summary>A session arms about five: one of 1, one of 1,000 in one process.</summary>
    [Params(4, 4999)]
    public int OtherTimers { get; set; }

    [GlobalSetup]
    public void Arm()
    {
        for (var i = 0; i < OtherTimers; i++)
            _others.Add(_time.CreateTimer(static _ => { }, null, TimeSpan.FromMilliseconds(i * 7 % 1000), TimeSpan.FromMilliseconds(300)));
        _timer = _time.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    [Benchmark(Description = "VirtualTimeProvider: arm a timer again")]
    public bool ArmAgain() => _timer.Change(TimeSpan.FromMilliseconds(_turn++ & 511), Timeout.InfiniteTimeSpan);

    [Benchmark(Description = "VirtualTimeProvider: fire a periodic timer")]
    public bool Fire() => _time.RunNext();
}

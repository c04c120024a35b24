using MassagerControl.Core.Safety;

namespace MassagerControl.App.Runs;

/// <summary>Says every 300 ms that the owner of the session is alive, and notices when the wall clock jumps or the machine sleeps.</summary>
internal sealed class OwnerHeartbeat : IDisposable
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Action _beat;
    private readonly Action<TimeSpan> _jumped;
    private readonly Func<TimeSpan?>? _sinceBoot;
    private readonly ITimer _timer;
    private long _monotonic;
    private DateTimeOffset _wall;
    private TimeSpan? _up;

    /// <param name="beat">Called at each beat, on the provider's thread.</param>
    /// <param name="jumped">Called with how much further the wall clock moved than monotonic time, negative when it went back; or how long the machine slept.</param>
    /// <param name="sinceBoot">Time since the machine was started, its sleep included: tells a sleep that no wall clock shows. Null, also as a value, where there is none.</param>
    public OwnerHeartbeat(TimeProvider time, Action beat, Action<TimeSpan> jumped, Func<TimeSpan?>? sinceBoot = null)
    {
        (_time, _beat, _jumped, _sinceBoot) = (time, beat, jumped, sinceBoot);
        (_monotonic, _wall, _up) = (time.GetTimestamp(), time.GetUtcNow(), sinceBoot?.Invoke());
        _timer = time.CreateTimer(_ => Beat(), null, HardLimits.Renewal, HardLimits.Renewal);
    }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        var (monotonic, wall, up) = (_time.GetTimestamp(), _time.GetUtcNow(), _sinceBoot?.Invoke());
        var passed = _time.GetElapsedTime(_monotonic, monotonic);
        var jump = wall - _wall - passed;
        var slept = up - _up - passed ?? TimeSpan.Zero;
        // From beat to beat: a clock that is slewed by parts per million never jumps.
        (_monotonic, _wall, _up) = (monotonic, wall, up);
        if (jump.Duration() > Jump)
            _jumped(jump);
        else if (slept > Jump)
            _jumped(slept);
        _beat();
    }
}

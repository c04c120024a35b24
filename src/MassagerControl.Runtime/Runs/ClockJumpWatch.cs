namespace MassagerControl.Runtime.Runs;

/// <summary>Notices when the wall clock jumps or the machine sleeps, from one look to the next.</summary>
/// <remarks>For one thread.</remarks>
public sealed class ClockJumpWatch
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Action<TimeSpan> _jumped;
    private readonly Func<TimeSpan?>? _sinceBoot;
    private long _monotonic;
    private DateTimeOffset _wall;
    private TimeSpan? _up;

    /// <param name="jumped">Called by <see cref="Look"/> with how much further the wall clock moved than monotonic time, negative when it went back; or how long the machine slept.</param>
    /// <param name="sinceBoot">Time since the machine was started, its sleep included: tells a sleep that no wall clock shows. Null, also as a value, where there is none.</param>
    public ClockJumpWatch(TimeProvider time, Action<TimeSpan> jumped, Func<TimeSpan?>? sinceBoot = null)
    {
        (_time, _jumped, _sinceBoot) = (time, jumped, sinceBoot);
        (_monotonic, _wall, _up) = (time.GetTimestamp(), time.GetUtcNow(), sinceBoot?.Invoke());
    }

    /// <summary>To be called every few hundred milliseconds: with every renewal of the lease.</summary>
    public void Look()
    {
        var (monotonic, wall, up) = (_time.GetTimestamp(), _time.GetUtcNow(), _sinceBoot?.Invoke());
        var passed = _time.GetElapsedTime(_monotonic, monotonic);
        var jump = wall - _wall - passed;
        var slept = up - _up - passed ?? TimeSpan.Zero;
        // From look to look: a clock that is slewed by parts per million never jumps.
        (_monotonic, _wall, _up) = (monotonic, wall, up);
        if (jump.Duration() > Jump)
            _jumped(jump);
        else if (slept > Jump)
            _jumped(slept);
    }
}

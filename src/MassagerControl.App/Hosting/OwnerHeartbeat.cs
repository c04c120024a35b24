using MassagerControl.Core.Safety;

namespace MassagerControl.App.Hosting;

/// <summary>Says every 300 ms that the owner of the session is alive, and notices when the wall clock jumps or the machine sleeps.</summary>
internal sealed class OwnerHeartbeat : IDisposable
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Action _beat;
    private readonly Action<TimeSpan> _jumped;
    private readonly ITimer _timer;
    private long _monotonic;
    private DateTimeOffset _wall;

    /// <param name="beat">Called at each beat, on the provider's thread.</param>
    /// <param name="jumped">Called with how much further the wall clock moved than monotonic time; negative when it went back.</param>
    public OwnerHeartbeat(TimeProvider time, Action beat, Action<TimeSpan> jumped)
    {
        (_time, _beat, _jumped) = (time, beat, jumped);
        (_monotonic, _wall) = (time.GetTimestamp(), time.GetUtcNow());
        _timer = time.CreateTimer(_ => Beat(), null, HardLimits.Renewal, HardLimits.Renewal);
    }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        var (monotonic, wall) = (_time.GetTimestamp(), _time.GetUtcNow());
        var jump = wall - _wall - _time.GetElapsedTime(_monotonic, monotonic);
        // From beat to beat: a clock that is slewed by parts per million never jumps.
        (_monotonic, _wall) = (monotonic, wall);
        if (jump.Duration() > Jump)
            _jumped(jump);
        _beat();
    }
}

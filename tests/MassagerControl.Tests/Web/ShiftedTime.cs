namespace MassagerControl.Tests.Web;

/// <summary>Real time whose clocks a test moves on: the one on the wall, and the one that nobody can set.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _wall;
    private long _steady;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _wall));

    public override long GetTimestamp() => base.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _steady)).TotalSeconds * TimestampFrequency);

    public void Pass(TimeSpan time)
    {
        SetWallClock(time);
        Interlocked.Add(ref _steady, time.Ticks);
    }

    /// <summary>Somebody sets the clock, forwards or back.</summary>
    public void SetWallClock(TimeSpan by) => Interlocked.Add(ref _wall, by.Ticks);
}

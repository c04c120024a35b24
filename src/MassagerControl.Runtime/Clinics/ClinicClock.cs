namespace MassagerControl.Runtime.Clinics;

/// <summary>The clinic's clock as this room knows it: the clinic's counts for everything that is said to it.</summary>
/// <remarks>It goes on by time that nobody can set: a wall clock of this room that jumps moves nothing. Members may be called from any thread.</remarks>
internal sealed class ClinicClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private (DateTimeOffset There, long At)? _heard;

    /// <summary>What the clinic's clock says now; this room's own where it was never heard.</summary>
    public DateTimeOffset There
    {
        get
        {
            lock (_gate)
                return _heard is { } heard ? heard.There + time.GetElapsedTime(heard.At) : time.GetUtcNow();
        }
    }

    /// <summary>How much it is ahead of this room's wall clock.</summary>
    public TimeSpan Ahead => There - time.GetUtcNow();

    public void Hear(DateTimeOffset there)
    {
        lock (_gate)
            _heard = (there, time.GetTimestamp());
    }
}

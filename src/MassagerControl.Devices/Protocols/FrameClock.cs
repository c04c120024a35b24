namespace MassagerControl.Devices.Protocols;

/// <summary>When the last frame left for a device, over whichever link: a device that needs a pause does not begin anew with each link.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class FrameClock(TimeProvider time)
{
    private long _last = long.MinValue;

    /// <summary>A frame has left by this driver; before that, another process may have sent one a moment ago.</summary>
    public bool IsKnown => Volatile.Read(ref _last) != long.MinValue;

    /// <summary>A frame leaves now, or has arrived by now.</summary>
    public void Mark() => Volatile.Write(ref _last, time.GetTimestamp());

    /// <summary>How much of a gap is left; zero or less when it is over, or when no frame has left.</summary>
    public TimeSpan Left(TimeSpan gap) => Volatile.Read(ref _last) is var last and not long.MinValue ? gap - time.GetElapsedTime(last) : TimeSpan.Zero;
}

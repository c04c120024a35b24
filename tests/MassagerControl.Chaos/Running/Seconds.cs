namespace MassagerControl.Chaos.Running;

/// <summary>Seconds as scenarios write them.</summary>
internal static class Seconds
{
    public static TimeSpan Span(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds((double)milliseconds);
}

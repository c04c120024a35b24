namespace MassagerControl.Tests.Support;

/// <summary>A wall clock that stands where a test puts it, in the zone of the moment it was given.</summary>
internal sealed class WallClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("test", Now.Offset, "test", "test");

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

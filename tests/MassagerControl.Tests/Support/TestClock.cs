using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Support;

/// <summary>A wall clock that a test sets, and a second clock that counts from the start of the computer.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public override TimeZoneInfo LocalTimeZone => Zone;

    /// <summary>Null: a computer without such a clock.</summary>
    public BootMoment? Boot { get; set; }

    public StoreClock Store => new(this, () => Boot);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Time goes on, and both clocks with it.</summary>
    public void Pass(double hours)
    {
        Now += TimeSpan.FromHours(hours);
        if (Boot is { } boot)
            Boot = boot with { Up = boot.Up + TimeSpan.FromHours(hours) };
    }
}

using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Storage;

/// <summary>The clocks by which doses are counted.</summary>
/// <param name="boot">The clock that nobody can set, or null where there is none.</param>
public sealed class StoreClock(TimeProvider wall, Func<BootMoment?> boot)
{
    public TimeProvider Wall { get; } = wall;

    /// <summary>The computer's own, where the wall clock is: another clock has nothing to be compared with.</summary>
    public static StoreClock Of(TimeProvider wall) => new(wall, wall == TimeProvider.System ? BootClock.Now : () => null);

    public ClockReading Now()
    {
        var up = boot();
        return new(Wall.GetUtcNow(), up?.Boot, up?.Up ?? TimeSpan.Zero);
    }

    public LocalTime Local() => new(Wall.LocalTimeZone, Wall.GetUtcNow());
}

using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

public sealed class LockMomentTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ClockReading TenHoursLater = new(Noon.AddHours(30), "boot", TimeSpan.FromHours(60));

    [Fact]
    public void A_clock_that_was_set_forward_makes_no_lock_older() =>
        Assert.Equal(Noon.AddHours(20), LockMoment.Latest(Held(7), [Dose(6, 55), Dose(7, 50)], TenHoursLater));

    [Fact]
    public void Without_a_dose_of_its_session_the_wall_clock_counts()
    {
        Assert.Equal(Noon, LockMoment.Latest(Held(7), [Dose(6, 55)], TenHoursLater));
        Assert.Equal(Noon, LockMoment.Latest(Held(null), [Dose(null, 55)], TenHoursLater));
    }

    private static AreaLock Held(long? session) => new(1, "calf", "left", Noon, "sharp", session, null, null);

    private static DoseEntry Dose(long? session, double up) =>
        new($"{session}", session, new(Noon, "boot", TimeSpan.FromHours(up)), "calf", "left", TimeSpan.FromSeconds(20), "sim:x");
}

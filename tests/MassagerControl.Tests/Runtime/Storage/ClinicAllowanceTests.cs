using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>Until when an allowance holds, by the clinic's clock as this computer can know it.</summary>
public sealed class ClinicAllowanceTests
{
    private static readonly DateTimeOffset Heard = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Whose clock is three hours ahead of this computer's.</summary>
    private static readonly ClinicAllowance OneHour = new("a1", null, TimeSpan.FromMinutes(5), TimeSpan.Zero, Heard.AddHours(4))
    {
        There = Heard.AddHours(3),
        Heard = new(Heard, "boot-1", TimeSpan.FromHours(10)),
    };

    [Theory]
    [InlineData(0.9, "boot-1", 0.9, true)]
    [InlineData(1.1, "boot-1", 1.1, false)]
    // Somebody set the wall clock back: the other one says how late it is.
    [InlineData(-5, "boot-1", 1.1, false)]
    [InlineData(-5, "boot-1", 0.9, true)]
    // And forward: it may be so late.
    [InlineData(1.1, "boot-1", 0.1, false)]
    [InlineData(0.9, "boot-2", 0, true)]
    [InlineData(1.1, "boot-2", 0, false)]
    // After a start of the computer nobody knows.
    [InlineData(-0.1, "boot-2", 0, false)]
    [InlineData(-0.1, null, 0, false)]
    public void It_ends_by_whichever_clock_says_so_first(double wall, string? boot, double up, bool open) =>
        Assert.Equal(open, OneHour.IsOpen(new ClockReading(Heard.AddHours(wall), boot, TimeSpan.FromHours(10 + up))));
}

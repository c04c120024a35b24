using System.Globalization;
using MassagerControl.Core.Areas;

namespace MassagerControl.Tests.Core.Areas;

public sealed class AreaLockRuleTests
{
    [Fact]
    public void Twelve_hours_are_the_least() => Assert.Equal(12, AreaLockRule.LeastTime.TotalHours);

    [Theory]
    [InlineData("2026-03-12 08:00 +01", "2026-03-12 08:00 +01", false)]
    [InlineData("2026-03-12 08:00 +01", "2026-03-12 23:59 +01", false)]
    [InlineData("2026-03-12 08:00 +01", "2026-03-13 00:00 +01", true)]
    [InlineData("2026-03-12 23:55 +01", "2026-03-13 00:05 +01", false)]
    [InlineData("2026-03-12 23:55 +01", "2026-03-13 11:54 +01", false)]
    [InlineData("2026-03-12 23:55 +01", "2026-03-13 11:55 +01", true)]
    [InlineData("2026-03-12 12:00 +01", "2026-03-13 00:00 +01", true)]
    [InlineData("2026-03-12 12:01 +01", "2026-03-13 00:00 +01", false)]
    // The person's own calendar counts, not that of UTC; and a journey saves nobody the hours.
    [InlineData("2026-03-12 23:30 +00", "2026-03-13 12:00 +01", false)]
    [InlineData("2026-03-12 23:30 +00", "2026-03-14 00:00 +01", true)]
    [InlineData("2026-03-12 20:00 -08", "2026-03-13 17:00 +13", false)]
    [InlineData("2026-03-12 20:00 -08", "2026-03-14 05:00 +13", true)]
    // The clock was set back: before the lock, and up to it.
    [InlineData("2026-03-12 08:00 +01", "2026-03-12 07:59 +01", false)]
    [InlineData("2026-03-12 08:00 +01", "2020-01-01 12:00 +01", false)]
    public void A_lock_can_be_cleared_on_another_day_and_twelve_hours_later(string locked, string now, bool may)
    {
        var verdict = AreaLockRule.Judge(Moment(locked), Moment(now));

        Assert.Equal(may, verdict.May);
        Assert.Equal(may, verdict.Reason is null);
        Assert.Equal(may, Moment(now) >= verdict.NotBefore);
    }

    [Fact]
    public void A_clock_before_the_lock_is_named_as_the_reason()
    {
        var locked = Moment("2026-03-12 08:00 +01");

        Assert.Contains("clock", AreaLockRule.Judge(locked, locked.AddMinutes(-1)).Reason!.Text, StringComparison.Ordinal);
        Assert.Contains("another day", AreaLockRule.Judge(locked, locked).Reason!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sharp", "sharp")]
    [InlineData("numb", "numbness")]
    [InlineData("radiating", "down an arm or a leg")]
    [InlineData("rating", "9 or 10")]
    public void The_advice_says_what_happened_and_when_to_seek_help(string kind, string words)
    {
        var advice = LockAdvice.For(kind);

        Assert.Contains(words, advice[0].Text, StringComparison.Ordinal);
        Assert.Contains(advice, line => line.Text.Contains("see a doctor", StringComparison.Ordinal));
        Assert.Contains(advice, line => line.Text.Contains("emergency number", StringComparison.Ordinal));
        Assert.StartsWith("Sources:", advice[^1].Text, StringComparison.Ordinal);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm zz", CultureInfo.InvariantCulture);
}

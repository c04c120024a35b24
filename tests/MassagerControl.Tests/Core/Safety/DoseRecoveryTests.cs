using MassagerControl.Core.Safety;

namespace MassagerControl.Tests.Core.Safety;

public sealed class DoseRecoveryTests
{
    [Fact]
    public void Presses_that_ended_count_as_long_as_they_were() =>
        Assert.Equal(35, Recovered([(10, true), (12, true), (30, false), (35, true), (50, false)], last: 60));

    [Fact]
    public void A_press_that_was_cut_short_counts_to_the_last_written_moment_and_a_second_more() =>
        Assert.Equal(20 + 4 + 1, Recovered([(10, true), (30, false), (35, true)], last: 39));

    [Fact]
    public void What_was_counted_while_the_press_went_on_is_the_least()
    {
        Assert.Equal(27.5 + 1, Recovered([(10, true), (30, false), (35, true)], last: 35, counted: 27.5));
        Assert.Equal(21, Recovered([(10, true), (30, false)], last: 30, counted: 21));
    }

    [Fact]
    public void The_plan_is_the_most() => Assert.Equal(24, Recovered([(10, true)], last: 60, planned: 24));

    [Fact]
    public void Without_a_press_there_is_no_dose() => Assert.Equal(0, Recovered([(10, false)], last: 20));

    [Fact]
    public void A_journal_that_ends_before_its_last_press_takes_nothing_off()
    {
        Assert.Equal(1, Recovered([(10, true)], last: 8));
        Assert.Equal(20 + 1, Recovered([(10, true), (30, false), (35, true)], last: 33));
    }

    private static double Recovered((double At, bool Pressing)[] changes, double last, double counted = 0, double planned = 300) =>
        DoseRecovery.PressOf(
            changes.Select(change => (TimeSpan.FromSeconds(change.At), change.Pressing)),
            TimeSpan.FromSeconds(last),
            TimeSpan.FromSeconds(counted),
            TimeSpan.FromSeconds(planned)).TotalSeconds;
}

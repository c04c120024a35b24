using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

public sealed class DoseRecoveryTests
{
    private static readonly ClockReading Began = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "boot", TimeSpan.FromHours(50));

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

    [Fact]
    public void The_journal_of_a_session_says_what_it_counts_for()
    {
        JournaledEvent[] told = [new(At(0), true, null, 1, 0), new(At(2), null, null, 0, 40), new(At(25), false, null, 1, 0), new(At(27), null, "numb", 0, 0), new(At(30), true, "rating", 2, 20)];

        var found = DoseRecovery.Of(told, Began, null, At(150));

        Assert.Equal(new RecoveredDose(Later(31), At(26), "numb", 2, 40), found);
    }

    [Fact]
    public void A_count_that_is_later_than_the_last_event_is_the_end() => Assert.Equal(
        new RecoveredDose(Later(25), At(25), null, 1, 0),
        DoseRecovery.Of([new(At(0), true, null, 1, 0)], Began, new DoseEntry("a", 1, Later(24), "calf", null, At(24), "sim:x"), At(150)));

    [Fact]
    public void An_empty_journal_counts_for_nothing() =>
        Assert.Equal(new RecoveredDose(Later(1), TimeSpan.Zero, null, 0, 0), DoseRecovery.Of([], Began, null, At(150)));

    [Fact]
    public void Half_an_hour_after_it_began_a_session_must_be_over()
    {
        Assert.False(DoseRecovery.MustBeOver(Began, Later(30 * 60)));
        Assert.True(DoseRecovery.MustBeOver(Began, Later(30 * 60 + 0.001)));
    }

    private static ClockReading Later(double seconds) => Began with { Wall = Began.Wall + At(seconds), Up = Began.Up + At(seconds) };

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static double Recovered((double At, bool Pressing)[] changes, double last, double counted = 0, double planned = 300) =>
        DoseRecovery.PressOf(
            changes.Select(change => (TimeSpan.FromSeconds(change.At), change.Pressing)),
            TimeSpan.FromSeconds(last),
            TimeSpan.FromSeconds(counted),
            TimeSpan.FromSeconds(planned)).TotalSeconds;
}

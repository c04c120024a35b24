using MassagerControl.Core.Safety;
using MassagerControl.Core.Schedules;

namespace MassagerControl.Tests.Core.Schedules;

public sealed class HabitsTests
{
    /// <summary>What the articles say of how often, and nothing that goes beyond a limit.</summary>
    [Theory]
    [InlineData("massage", 1, 3, "How to Reduce Muscle Knot Pain With Massage")]
    [InlineData("stretch", 3, 5, "3 Ways to Get Rid of Knots on the Back")]
    [InlineData("strengthen", 3, 7, "Techniques to Alleviate Upper Back Muscle Knots")]
    [InlineData("move", 1, 1, "3 Ways to Get Rid of Knots on the Back")]
    [InlineData("posture", 60, 60, "3 Ways to Get Rid of Knots on the Back")]
    public void A_habit_has_the_numbers_of_its_article(string id, int least, int most, string source)
    {
        var habit = Habits.Find(id)!;

        Assert.Equal((new HabitRange(least, most), source), (habit.Published, habit.Source));
        Assert.True(habit.Allowed.Has(habit.Usual) && habit.Published.Has(habit.Usual) && habit.Allowed.Has(least) && habit.Allowed.Has(most));
    }

    [Fact]
    public void No_more_massages_a_day_can_be_chosen_than_the_limit_allows() =>
        Assert.Equal((HardLimits.SessionsPerDay, HardLimits.SessionGap), (Habits.Find(Habits.MassageId)!.Allowed.Most, Habits.Find(Habits.MassageId)!.LeastGap));

    [Fact]
    public void A_number_that_the_article_does_not_give_is_the_persons_own()
    {
        var stretch = Habits.Find("stretch")!;

        Assert.Equal([true, false, false], new[] { 2, 3, 5 }.Select(stretch.IsOwn));
    }
}

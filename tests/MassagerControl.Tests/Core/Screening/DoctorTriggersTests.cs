using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Screening;

/// <summary>Visits are written as <c>day:rating</c>, with <c>-</c> behind where no session followed.</summary>
public sealed class DoctorTriggersTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_numbers_are_those_of_the_contract()
    {
        Assert.Equal([7, 21, 14], new[] { DoctorTriggers.OverAWeek, DoctorTriggers.FewWeeks, DoctorTriggers.LongestGap }.Select(time => time.TotalDays));
        int[] counts = [DoctorTriggers.Attempts, DoctorTriggers.RealChange, DoctorTriggers.RisingVisits];
        Assert.Equal([3, 2, 3], counts);
    }

    [Theory]
    [InlineData("0:5", "")]
    [InlineData("0:5 7:5", "")]
    [InlineData("0:5 7.01:5", "week")]
    [InlineData("0:5 10:5 20.99:5", "week")]
    [InlineData("0:5 10:5 21:5", "weeks")]
    [InlineData("0:5 14:5", "week")]
    [InlineData("0:5 14.01:5", "")]
    [InlineData("0:5 14.01:5 20:5", "")]
    [InlineData("0:5 4:1 8:5", "")]
    [InlineData("0:5 8:1", "")]
    [InlineData("0:2 8:2", "week")]
    public void Pain_for_more_than_a_week_and_for_weeks(string visits, string kinds) => Assert.Equal(kinds, Kinds(visits));

    [Theory]
    [InlineData("0:6 1:6 2:6", "")]
    [InlineData("0:6 1:6 2:6 3:6", "no-gain")]
    [InlineData("0:6 1:6 2:6 3:5", "no-gain")]
    [InlineData("0:6 1:6 2:6 3:4", "")]
    [InlineData("0:6 1:4 2:6 3:6", "")]
    [InlineData("0:6 1:5 2:6 3:5", "no-gain")]
    [InlineData("0:6- 1:6 2:6 3:6", "")]
    [InlineData("0:6- 1:6 2:6 3:6 4:6", "no-gain")]
    [InlineData("0:6 1:3 2:6 3:6 4:6", "no-gain")]
    [InlineData("0:2 1:6 2:6 3:6 4:6", "no-gain")]
    [InlineData("0:2 1:2 2:2 3:2", "")]
    [InlineData("0:3 1:3 2:3 3:3", "no-gain")]
    public void Three_sessions_without_a_change_that_counts(string visits, string kinds) => Assert.Equal(kinds, Kinds(visits));

    [Theory]
    [InlineData("0:4 1:5", "")]
    [InlineData("0:4 1:5 2:6", "rising")]
    [InlineData("0:4 1:5 2:5", "")]
    [InlineData("0:5 1:4 2:6", "")]
    [InlineData("0:7 1:4 2:5 3:6", "rising")]
    [InlineData("0:1 1:2 2:3", "")]
    public void Ratings_that_rise_from_visit_to_visit(string visits, string kinds) => Assert.Equal(kinds, Kinds(visits));

    [Fact]
    public void Several_things_at_once_and_none_without_a_visit()
    {
        Assert.Equal("weeks no-gain rising", Kinds("0:4 8:4 16:5 24:6"));
        Assert.Empty(DoctorTriggers.Due([]));
        Assert.All(DoctorTriggers.Due(Visits("0:4 8:4 16:5 24:6")), advice => Assert.NotEmpty(advice.Words.Text));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(-1.0, true)]
    [InlineData(0.0, false)]
    [InlineData(5.0, false)]
    public void Advice_is_shown_once_in_a_spell_of_pain(double? shownOnDay, bool shown)
    {
        var advice = DoctorTriggers.ToShow(CheckIns.With(), Visits("0:5 8:5"), kind => Shown(kind, "week", shownOnDay));

        Assert.Equal(shown ? ["week"] : [], advice.Select(a => a.Kind));
    }

    [Fact]
    public void What_the_check_in_advises_is_shown_once_too()
    {
        var verdict = CheckIns.With(("disturbed", CheckInAnswer.Yes));

        Assert.Equal(["disturbed"], DoctorTriggers.ToShow(verdict, Visits("0:5"), _ => null).Select(advice => advice.Kind));
        Assert.Empty(DoctorTriggers.ToShow(verdict, Visits("0:5"), _ => Begin));
        Assert.Single(DoctorTriggers.ToShow(verdict, Visits("0:5"), _ => Begin.AddTicks(-1)));
        // Without pain now there is no spell that anything could be new in.
        Assert.Single(DoctorTriggers.ToShow(verdict, Visits("0:1"), _ => null));
        Assert.Empty(DoctorTriggers.ToShow(verdict, Visits("0:1"), _ => Begin.AddDays(-9)));
    }

    private static DateTimeOffset? Shown(string kind, string asked, double? day) => kind == asked && day is { } given ? Begin.AddDays(given) : null;

    private static string Kinds(string visits) => string.Join(' ', DoctorTriggers.Due(Visits(visits)).Select(advice => advice.Kind));

    private static ImmutableArray<PlaceVisit> Visits(string visits) => [.. visits.Split(' ').Select(visit =>
    {
        var parts = visit.TrimEnd('-').Split(':');
        return new PlaceVisit(Begin.AddDays(double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture)), Discomfort.From(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)), !visit.EndsWith('-'));
    })];
}

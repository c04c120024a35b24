using MassagerControl.Clinic.Alerts;

namespace MassagerControl.Tests.Clinic.Alerts;

/// <summary>How alerts come, are acknowledged, and go.</summary>
public sealed class AlertListTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_said_again_is_one_alert_and_what_it_lacked_is_added()
    {
        var state = AlertList.Raise(new(), new("rating:s1", AlertKind.Rating, "one", Session: "s1", Detail: "9"), Start);
        state = AlertList.Raise(state, new("rating:s1", AlertKind.Rating, null, "ann", "s1", "between-blades", "left"), Start.AddMinutes(1));

        var alert = Assert.Single(state.Alerts);
        Assert.Equal(new("rating:s1", AlertKind.Rating, "one", "ann", "s1", "between-blades", "left", "9"), alert.Note);
        Assert.Equal((1, Start), (alert.Number, alert.At));
    }

    [Fact]
    public void It_stays_until_somebody_acknowledges_it_once_also_where_it_came_right()
    {
        var state = AlertList.Raise(new(), new("silent:one", AlertKind.Silent, "one"), Start);
        state = AlertList.Over(state, "silent:one", Start.AddMinutes(1));
        state = AlertList.Over(state, "silent:one", Start.AddMinutes(2));
        Assert.Null(Assert.Single(state.Alerts).Seen);

        var (seen, first) = AlertList.Acknowledge(state, 1, "dee", Start.AddMinutes(3));
        var (same, second) = AlertList.Acknowledge(seen, 1, "tom", Start.AddMinutes(4));

        Assert.Equal((Start.AddMinutes(1), Start.AddMinutes(3), "dee"), (first!.Over, first.Seen, first.By));
        Assert.Null(second);
        Assert.Same(seen, same);
        Assert.Null(AlertList.Acknowledge(state, 2, "dee", Start).Seen);
    }

    [Fact]
    public void What_was_acknowledged_goes_after_a_week_and_its_number_is_never_used_again()
    {
        var state = AlertList.Raise(new(), new("a", AlertKind.Motor), Start);
        (state, _) = AlertList.Acknowledge(state, 1, "dee", Start);
        state = AlertList.Raise(state, new("b", AlertKind.Motor), Start + AlertList.SeenStays);
        Assert.Equal(2, state.Alerts.Length);

        state = AlertList.Raise(state, new("c", AlertKind.Motor), Start + AlertList.SeenStays + TimeSpan.FromSeconds(1));

        Assert.Equal([2L, 3L], state.Alerts.Select(one => one.Number));
    }

    [Fact]
    public void Too_many_make_room_the_acknowledged_first_and_the_others_are_counted()
    {
        var state = new AlertsState();
        for (var number = 1; number <= AlertList.Most; number++)
            state = AlertList.Raise(state, new($"{number}", AlertKind.Motor), Start);
        (state, _) = AlertList.Acknowledge(state, 500, "dee", Start);

        state = AlertList.Raise(state, new("one more", AlertKind.Motor), Start);
        Assert.Equal((AlertList.Most, 0L), (state.Alerts.Length, state.Dropped));
        Assert.DoesNotContain(state.Alerts, one => one.Number == 500);
        state = AlertList.Raise(state, new("and one", AlertKind.Motor), Start);

        Assert.Equal((AlertList.Most, 1L), (state.Alerts.Length, state.Dropped));
        Assert.DoesNotContain(state.Alerts, one => one.Number == 1);
    }

    [Fact]
    public void A_person_who_is_forgotten_is_in_no_alert()
    {
        var state = AlertList.Raise(new(), new("a", AlertKind.Rating, Person: "ann"), Start);
        state = AlertList.Raise(state, new("b", AlertKind.Rating, Person: "ben"), Start);

        Assert.Equal([null, "ben"], AlertList.Forget(state, "ann").Alerts.Select(one => one.Note.Person));
        Assert.Same(state, AlertList.Forget(state, "cem"));
    }
}

using System.Collections.Immutable;
using MassagerControl.Clinic.Ledgers;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Clinic.Ledgers;

/// <summary>A person's ledger in the clinic decides as the one of a single room does, over all rooms.</summary>
public sealed class PersonLedgerTests
{
    private readonly LedgerBench _bench = new();

    [Fact]
    public void Nobody_is_deleted_while_a_session_may_go_on()
    {
        _bench.Reserve("a", 60);

        Assert.Equal(new Refused(["a session of this person may be under way"], _bench.Now.AddMinutes(20)), _bench.Delete());
        Assert.IsType<Counted>(_bench.Settle("a", 30));
        Assert.IsType<Noted>(_bench.Delete());
    }

    [Fact]
    public void Of_whoever_was_deleted_only_that_is_kept_and_nothing_begins_or_comes_back()
    {
        _bench.Run("a", 60);
        _bench.Reserve("b", 60, side: "right");
        _bench.Lock("a", LockKind.Rating);
        _bench.Pass(1);
        Assert.IsType<Noted>(_bench.Delete());
        var gone = new { _bench.State.Deleted, Sessions = 0, Locks = 0, CheckIns = 0 };
        _bench.Restart();

        Assert.IsType<Forgotten>(_bench.Settle("a", 60));
        Assert.IsType<Forgotten>(_bench.Settle("b", 60));
        Assert.IsType<Forgotten>(_bench.Lock("b", LockKind.Rating));
        Assert.IsType<Forgotten>(_bench.CheckIn("{}"));
        Assert.IsType<Noted>(_bench.Delete());
        var closed = Assert.IsType<Refused>(_bench.Reserve("c", 10, area: "lower-back"));
        Assert.Equal("everything of this person was deleted, and the id is not used again: the desk gives a new one", Assert.Single(closed.Reasons));
        Assert.Equal((closed.Reasons[0], TimeSpan.Zero), (_bench.Forecast().Reasons[0], _bench.Forecast().DayRoom));
        Assert.Equal(gone, new { _bench.State.Deleted, Sessions = _bench.State.Sessions.Length, Locks = _bench.State.Locks.Length, CheckIns = _bench.State.CheckIns.Length });
    }

    /// <summary>A backup was put back: the ledger is as it was before these sessions.</summary>
    [Fact]
    public void What_a_room_says_again_of_a_session_that_the_database_lost_counts_once()
    {
        Assert.Equal(new Counted(TimeSpan.FromSeconds(45), TimeSpan.Zero), _bench.Tell("a", 45, _bench.Now));
        Assert.Equal(new Counted(TimeSpan.FromSeconds(45), TimeSpan.Zero), _bench.Tell("a", 45, _bench.Now));
        _bench.Restart();
        Assert.Equal(new Counted(TimeSpan.FromSeconds(45), TimeSpan.Zero), _bench.Tell("a", 45, _bench.Now));

        Assert.Equal(TimeSpan.FromSeconds(1080 - 45), _bench.Forecast().DayRoom);
        Assert.IsType<Refused>(_bench.Reserve("b", 60, room: "two"));
    }

    [Fact]
    public void What_the_ledger_still_knows_is_not_counted_again_when_it_is_said_again()
    {
        _bench.Run("a", 60);
        _bench.Pass(3);
        _bench.Reserve("b", 100);

        Assert.Equal(new Counted(TimeSpan.FromSeconds(60), TimeSpan.Zero), _bench.Tell("a", 60, _bench.Now.AddHours(-3)));
        Assert.IsType<Noted>(_bench.Tell("b", null, _bench.Now.AddMinutes(20), planned: 100));

        Assert.Equal(2, _bench.State.Sessions.Length);
        Assert.Equal(TimeSpan.FromSeconds(1080 - 160), _bench.Forecast().DayRoom);
    }

    [Fact]
    public void A_session_that_goes_on_while_the_database_is_put_back_keeps_others_out_and_is_settled_later()
    {
        Assert.IsType<Noted>(_bench.Tell("a", null, _bench.Now.AddDays(3)));

        Assert.Contains("a session here is under way", Reasons(_bench.Reserve("b", 60, room: "two")));
        Assert.Equal(_bench.Now.Add(DoseRecovery.Longest), _bench.State.Sessions[0].Until);
        Assert.Equal(new Counted(TimeSpan.FromSeconds(50), TimeSpan.Zero), _bench.Settle("a", 50));
    }

    [Fact]
    public void What_is_said_again_otherwise_than_before_or_was_never_possible_is_refused()
    {
        _bench.Run("a", 60);

        Assert.True(Assert.IsType<Refused>(_bench.Tell("a", 5, _bench.Now)).Contradicts);
        Assert.True(Assert.IsType<Refused>(_bench.Tell("a", 60, _bench.Now, room: "two")).Contradicts);
        Assert.True(Assert.IsType<Refused>(_bench.Tell("b", -1, _bench.Now)).Contradicts);
        Assert.True(Assert.IsType<Refused>(_bench.Tell("b", 90_000, _bench.Now)).Contradicts);
        Assert.True(Assert.IsType<Refused>(_bench.Tell("b", 10, _bench.Now, planned: 90_000)).Contradicts);
        Assert.True(Assert.IsType<Refused>(_bench.Tell("b", 10, _bench.Now, area: "throat")).Contradicts);
        Assert.Single(_bench.State.Sessions);
    }

    [Fact]
    public void A_first_session_is_a_starter_wherever_it_is()
    {
        Assert.Equal(["the first session here has at most 60 s of press"], Reasons(_bench.Reserve("a", 61)));
        Assert.Equal(new Granted(TimeSpan.FromSeconds(60), _bench.Now.AddMinutes(20)), _bench.Reserve("b", 60));
        _bench.Settle("b", 60);
        _bench.Pass(3);
        Assert.IsType<Granted>(_bench.Reserve("c", 150, room: "two"));
    }

    [Fact]
    public void Another_room_knows_what_goes_on_in_the_first()
    {
        _bench.Reserve("a", 60);

        Assert.Equal(["a session here is under way"], Reasons(_bench.Reserve("b", 50, room: "two")));
        Assert.IsType<Granted>(_bench.Reserve("c", 50, room: "two", side: "right"));
    }

    [Fact]
    public void Another_room_knows_what_was_in_the_first()
    {
        _bench.Run("a", 60);

        var refused = Assert.IsType<Refused>(_bench.Reserve("b", 60, room: "two"));
        Assert.Equal(["the last session here is less than 2 hours ago"], refused.Reasons);
        Assert.Equal(_bench.Now.AddHours(2), refused.NextPossible);
        Assert.False(refused.Contradicts);
    }

    [Fact]
    public void Open_reservations_take_from_the_day_of_all_rooms()
    {
        foreach (var (area, at) in new[] { "between-blades", "beside-spine", "lower-back" }.Select((area, at) => (area, at)))
            _bench.Run($"first{at}", 60, area);
        _bench.Pass(3);
        Assert.IsType<Granted>(_bench.Reserve("a", 360));
        Assert.IsType<Granted>(_bench.Reserve("b", 360, room: "two", area: "beside-spine"));

        Assert.Equal(
            ["900 s of press in the last 24 hours and 181 s planned; at most 1080 s"],
            Reasons(_bench.Reserve("c", 181, room: "three", area: "lower-back")));
        Assert.IsType<Granted>(_bench.Reserve("d", 180, room: "three", area: "lower-back"));
        Assert.Equal(TimeSpan.Zero, _bench.Forecast("lower-back").DayRoom);
    }

    [Fact]
    public void The_same_request_is_answered_alike_and_counts_once()
    {
        var request = _bench.Request("a", 60);
        var first = _bench.Reserve(request);
        _bench.Pass(0.1);

        Assert.Equal(first, _bench.Reserve(request));
        Assert.Single(_bench.State.Sessions);
        Contradicts("another session was reserved under this id", _bench.Reserve(request with { Planned = TimeSpan.FromSeconds(50) }));
        Contradicts("another session was reserved under this id", _bench.Reserve(request with { Room = "two" }));
        _bench.Settle("a", 60);
        Contradicts("this session is over", _bench.Reserve(request));
    }

    [Fact]
    public void A_session_is_settled_at_most_once_with_one_figure()
    {
        _bench.Reserve("a", 60);

        Assert.Equal(new Counted(TimeSpan.FromSeconds(31.5), TimeSpan.Zero), _bench.Settle("a", 31.5));
        Assert.Equal(new Counted(TimeSpan.FromSeconds(31.5), TimeSpan.Zero), _bench.Settle("a", 31.5));
        Contradicts("this session was settled with 31.5 s", _bench.Settle("a", 31));
        Contradicts("another room reserved this session", _bench.Settle("a", 31.5, room: "two"));
        Contradicts("no such session was reserved, or it was so long ago that its reservation counts", _bench.Settle("b", 10));
        Contradicts("no session of this length was possible", _bench.Settle("a", 20 * 60 + 1));
        Contradicts("no session of this length was possible", _bench.Settle("a", -1));
        Assert.Equal(TimeSpan.FromSeconds(31.5), Assert.Single(_bench.State.Sessions).Counted);
    }

    [Fact]
    public void More_than_was_reserved_counts_and_is_told()
    {
        _bench.Reserve("a", 50);

        Assert.Equal(new Counted(TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(8)), _bench.Settle("a", 58));
        Assert.Equal(TimeSpan.FromSeconds(1080 - 58), _bench.Forecast().DayRoom);
    }

    [Fact]
    public void A_reservation_that_nobody_settles_counts_as_used_until_somebody_does()
    {
        var request = _bench.Request("a", 60);
        _bench.Reserve(request);
        var until = _bench.Now.AddMinutes(20);
        _bench.Pass(1);

        var refused = Assert.IsType<Refused>(_bench.Reserve("b", 50));
        Assert.Equal(["the last session here is less than 2 hours ago"], refused.Reasons);
        Assert.Equal(until.AddHours(2), refused.NextPossible);
        Assert.Equal(TimeSpan.FromSeconds(1020), _bench.Forecast().DayRoom);
        Contradicts("this session is over", _bench.Reserve(request));
        _bench.Pass(30);
        Assert.Equal(new Counted(TimeSpan.FromSeconds(20), TimeSpan.Zero), _bench.Settle("a", 20));
        Assert.Equal(until, Assert.Single(_bench.State.Sessions).End);
    }

    [Fact]
    public void A_session_that_pressed_nothing_leaves_no_trace_in_the_limits()
    {
        _bench.Reserve("a", 60);
        _bench.Settle("a", 0);

        Assert.True(_bench.Forecast().FirstInArea);
        Assert.Empty(_bench.Forecast().Reasons);
        Assert.IsType<Granted>(_bench.Reserve("b", 60));
    }

    [Theory]
    [InlineData("elbow", null, 60, 20, "there is no such area")]
    [InlineData("between-blades", null, 60, 20, "the area has a left and a right side, or none")]
    [InlineData("between-blades", "middle", 60, 20, "the area has a left and a right side, or none")]
    [InlineData("between-blades", "left", 0, 20, "a session has more than 0 and at most 360 s of press")]
    [InlineData("between-blades", "left", 361, 20, "a session has more than 0 and at most 360 s of press")]
    [InlineData("between-blades", "left", 60, 0.9, "a session ends after its press time and within 30 minutes: is the room's clock right?")]
    [InlineData("between-blades", "left", 60, 30.1, "a session ends after its press time and within 30 minutes: is the room's clock right?")]
    public void What_no_past_would_allow_is_refused(string area, string? side, int seconds, double minutes, string reason) =>
        Contradicts(reason, _bench.Reserve("a", seconds, area: area, side: side, minutes: minutes));

    [Fact]
    public void A_place_that_no_motor_may_touch_is_refused_with_its_reason()
    {
        var locked = BodyAreas.All.First(area => area.Locked is not null);

        Contradicts(locked.Locked!.Text, _bench.Reserve("a", 60, area: locked.Id, side: locked.HasSides ? "left" : null));
    }

    [Fact]
    public void A_red_flag_in_one_room_locks_in_all_and_makes_sessions_gentler()
    {
        Assert.IsType<Noted>(_bench.Lock("a", "sharp"));
        Assert.IsType<Noted>(_bench.Lock("a", "sharp"));

        Assert.Single(_bench.State.Locks);
        Assert.Equal(["between-blades left is locked since a session ended with a red flag or a 9–10"], Reasons(_bench.Reserve("b", 60, room: "two")));
        Assert.Null(Assert.IsType<Refused>(_bench.Reserve("b", 60, room: "two")).NextPossible);
        Assert.Equal(("gentler for 48 hours after sharp pain", 60d), (_bench.Forecast(side: "right").Gentle?.Reason, _bench.Forecast(side: "right").Gentle?.Ceiling));
        Contradicts("there is no such reason for a lock", _bench.Lock("a", "whim"));
    }

    [Fact]
    public void A_lock_is_cleared_on_another_day_only()
    {
        _bench.Lock("a", "rating");

        Assert.Equal(["it can be cleared on another day only"], Reasons(_bench.Unlock()));
        _bench.Pass(24);
        Assert.IsType<Noted>(_bench.Unlock());
        Assert.IsType<Granted>(_bench.Reserve("b", 60));
    }

    [Fact]
    public void An_injury_that_was_named_in_one_room_closes_the_place_in_all()
    {
        Assert.IsType<Noted>(_bench.CheckIn("""{"area":"between-blades","side":"left","answers":{"place-injury":"yes","place-injury-day":"2026-03-01"}}"""));

        var refused = Assert.IsType<Refused>(_bench.Reserve("a", 60));
        Assert.Equal(["an injury needs days of rest, and cold rather than pressure"], refused.Reasons);
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), refused.NextPossible);
        Assert.IsType<Granted>(_bench.Reserve("b", 60, side: "right"));
        Assert.Equal("gentler for 48 hours after an injury", _bench.Forecast(side: "right").Gentle?.Reason);
        Assert.Single(_bench.Forecast().CheckIns);
        Contradicts("these are no answers of a check-in", _bench.CheckIn("{}"));
    }

    [Fact]
    public void What_nothing_counts_by_any_more_is_forgotten_but_not_that_a_place_was_treated()
    {
        for (var day = 0; day < 40; day++)
        {
            _bench.Run($"s{day}", 60);
            _bench.CheckIn("""{"area":"between-blades","side":"left","answers":{}}""");
            _bench.Pass(24);
        }

        Assert.Equal(30, _bench.State.Sessions.Length);
        Assert.InRange(_bench.State.CheckIns.Length, 29, 31);
        _bench.Pass(24 * 400);
        _bench.Run("late", 60, side: "right");
        Assert.Equal(["s39", "late"], _bench.State.Sessions.Select(session => session.Session));
        Assert.False(_bench.Forecast().FirstInArea);
    }

    /// <summary>A computer of the clinic whose clock is behind gives nothing that another would not.</summary>
    [Fact]
    public void A_clock_that_is_behind_allows_nothing_more()
    {
        _bench.Run("a", 60);
        _bench.Pass(-1);

        Assert.Equal(["the last session here is less than 2 hours ago"], Reasons(_bench.Reserve("b", 60)));
        Assert.Equal(TimeSpan.FromSeconds(1020), _bench.Forecast().DayRoom);
    }

    [Fact]
    public void A_clock_that_is_not_to_be_trusted_grants_clears_and_forgets_nothing_and_takes_what_forbids()
    {
        _bench.Run("old", 60);
        var open = _bench.Request("a", 60, side: "right");
        _bench.Reserve(open);
        _bench.Lock("b", "rating", area: "lower-back");
        _bench.Pass(24 * 400);
        _bench.Doubt = "it is ahead";

        Assert.Equal("it is ahead", Assert.IsType<Deferred>(_bench.Reserve("c", 60)).Reason);
        Assert.Equal("it is ahead", Assert.IsType<Deferred>(_bench.Unlock(area: "lower-back")).Reason);
        Assert.Equal(["it is ahead"], _bench.Forecast().Reasons);
        Assert.IsType<Noted>(_bench.Lock("d", "sharp"));
        Assert.IsType<Noted>(_bench.CheckIn("""{"area":"between-blades","side":"left","answers":{}}"""));
        Assert.Equal(["old", "a"], _bench.State.Sessions.Select(session => session.Session));
        Assert.Equal(new Counted(TimeSpan.FromSeconds(20), TimeSpan.Zero), _bench.Settle("a", 20));
        Assert.Equal(open.Until, _bench.State.Sessions[1].End);
        _bench.Doubt = null;
        Assert.IsType<Granted>(_bench.Reserve("c", 60, area: "beside-spine"));
    }

    /// <summary>A clock that is behind would say that a session had ended before it did.</summary>
    [Fact]
    public void What_is_settled_by_a_clock_in_doubt_ended_as_late_as_it_could()
    {
        var asked = _bench.Request("a", 60);
        _bench.Reserve(asked);
        _bench.Pass(-5);
        _bench.Doubt = "it is behind";

        Assert.IsType<Counted>(_bench.Settle("a", 60));
        _bench.Doubt = null;
        Assert.Equal(asked.Until, Assert.Single(_bench.State.Sessions).End);
    }

    /// <summary>A database that was restarted says nothing of the time: nobody waits for the end of an allowance that lasts for days.</summary>
    [Fact]
    public void What_is_told_while_rooms_tell_anew_ended_when_it_was_told()
    {
        _bench.Reserve("a", 60);
        _bench.Pass(0.1);
        _bench.Lost = "it was restarted";

        Assert.IsType<Counted>(_bench.Settle("a", 60));
        Assert.IsType<Counted>(_bench.Allowed("b", 20, _bench.Now.AddDays(7), side: "right"));
        Assert.All(_bench.State.Sessions, session => Assert.Equal(_bench.Now, session.End));
        _bench.Lost = null;
        _bench.Pass(2);
        Assert.IsType<Granted>(_bench.Reserve("c", 60, side: "right"));
    }

    /// <summary>As a room does that starts anew.</summary>
    [Fact]
    public void What_was_had_without_the_clinic_may_be_settled_again_with_the_same_figure()
    {
        _bench.Allowed("a", 20, _bench.Now.AddHours(1));

        Assert.Equal(new Counted(TimeSpan.FromSeconds(20), TimeSpan.Zero), _bench.Settle("a", 20));
        Contradicts("no session of this length was possible", _bench.Settle("a", 21));
    }

    [Fact]
    public void A_room_leads_no_session_for_longer_than_one_that_died_is_waited_for() => Assert.Equal(TimeSpan.FromMinutes(30), DoseRecovery.Longest);

    private static void Contradicts(string reason, LedgerAnswer answer)
    {
        Assert.Equal([reason], Reasons(answer));
        Assert.True(((Refused)answer).Contradicts);
    }

    private static ImmutableArray<string> Reasons(LedgerAnswer answer) => Assert.IsType<Refused>(answer).Reasons;
}

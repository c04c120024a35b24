using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using static MassagerControl.Tests.Support.CheckIns;

namespace MassagerControl.Tests.Core.Screening;

public sealed class CheckInRulesTests
{
    public static TheoryData<string> Ids => [.. Shipped.All.Select(question => question.Id)];

    [Fact]
    public void With_nothing_against_it_a_session_is_allowed_as_it_is()
    {
        var verdict = Judge(AllClear, Waist);

        Assert.True(verdict.Allowed);
        Assert.Equal("", Effects(verdict));
        Assert.Equal(Waist, verdict.Place);
        Assert.Equal(AllClear.Count, verdict.Answers.Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_answer_that_counts_has_the_declared_effect_and_no_other(string id)
    {
        var question = Shipped.Find(id)!;
        var verdict = With([.. Leading(question), (id, Counting(question))]);

        Assert.Equal(Declared(question), Own(verdict, id));
        Assert.Equal(question.Effects.All(effect => effect is LowerEffect or LowStartEffect or AdviseEffect) && id is not ("pregnancy" or "place-injury"), verdict.Allowed);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Who_is_not_sure_gets_the_careful_reading(string id)
    {
        var question = Shipped.Find(id)!;
        if (question.Answer == AnswerKind.Rating)
            return;

        Assert.Equal(Declared(question), Own(With([.. Leading(question), (id, CheckInAnswer.Unsure)]), id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Without_an_answer_nothing_starts(string id)
    {
        var question = Shipped.Find(id)!;
        var answers = Answers([.. Leading(question)]).Remove(id);

        var verdict = Judge(answers, Waist);

        Assert.False(verdict.Allowed);
        Assert.Contains((id, $"not answered: {question.Text}"), verdict.Refusals.Select(reason => (reason.Question, reason.Words.Text)));
    }

    [Fact]
    public void Without_any_answer_every_question_that_is_put_is_named()
    {
        var verdict = Judge(ImmutableDictionary<string, CheckInAnswer>.Empty, Waist);

        Assert.Equal(Shipped.All.Where(question => question.When is null).Select(question => question.Id), verdict.Refusals.Select(reason => reason.Question));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_answer_of_another_kind_is_none(string id)
    {
        var question = Shipped.Find(id)!;
        var wrong = question.Answer switch
        {
            AnswerKind.YesNo => Rated(1),
            AnswerKind.Rating => CheckInAnswer.No,
            _ => CheckInAnswer.Yes,
        };

        Assert.Contains((id, $"no such answer is possible: {question.Text}"), With([.. Leading(question), (id, wrong)]).Refusals.Select(reason => (reason.Question, reason.Words.Text)));
    }

    [Theory]
    [InlineData("upper-trapezius", false)]
    [InlineData("between-blades", false)]
    [InlineData("blade-edge", false)]
    [InlineData("under-blade", false)]
    [InlineData("over-blade", false)]
    [InlineData("lower-ribs", true)]
    [InlineData("beside-spine", true)]
    [InlineData("lower-back", true)]
    [InlineData("above-waist", true)]
    public void Kidney_pain_is_asked_about_where_kidneys_are_near(string area, bool asked)
    {
        var verdict = Judge(Answers(("place-kidney", CheckInAnswer.Yes)), new(area, "left"));

        Assert.Equal(!asked, verdict.Allowed);
        Assert.Equal(asked, verdict.Answers.ContainsKey("place-kidney"));
    }

    [Fact]
    public void A_screen_has_the_questions_of_its_group_that_concern_the_area()
    {
        string[] everywhere = [.. Shipped.All.Where(question => question.Group == "place" && question.Id != "place-kidney").Select(question => question.Id)];

        Assert.Equal(everywhere, Shipped.In("place", "upper-trapezius").Select(question => question.Id));
        Assert.Equal(everywhere.Append("place-kidney").Order(), Shipped.In("place", "lower-back").Select(question => question.Id).Order());
        Assert.Null(Shipped.Find("no-such-question"));
    }

    [Theory]
    [InlineData("upper-trapezius", true)]
    [InlineData("beside-spine", true)]
    [InlineData("lower-back", false)]
    [InlineData("lower-ribs", false)]
    [InlineData("above-waist", false)]
    public void In_pregnancy_the_areas_near_the_belly_stay_closed_on_both_sides(string area, bool allowed)
    {
        var answers = Answers(("pregnancy", CheckInAnswer.Yes), ("pregnancy-doctor", CheckInAnswer.Yes));

        Assert.Equal(allowed, Judge(answers, new(area, "left")).Allowed);
        Assert.Equal(allowed, Judge(answers, new(area, "right")).Allowed);
    }

    [Fact]
    public void A_follow_up_is_put_only_after_a_yes_and_is_then_needed()
    {
        Assert.DoesNotContain("pregnancy-doctor", With().Answers.Keys);
        Assert.Contains(Judge(Answers(("pregnancy", CheckInAnswer.Yes))).Refusals, reason => reason.Question == "pregnancy-doctor");
        Assert.Contains(Judge(Answers(("pregnancy", CheckInAnswer.Unsure))).Refusals, reason => reason.Question == "pregnancy-doctor");
        Assert.True(Judge(Answers(("pregnancy-doctor", CheckInAnswer.No))).Allowed);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(10, false)]
    public void Pain_of_8_and_more_gets_no_program(int rating, bool allowed) => Assert.Equal(allowed, With(("place-pain", Rated(rating))).Allowed);

    [Fact]
    public void An_injury_closes_the_place_for_three_full_days_after_its_day()
    {
        // It is the 12th, 18:30.
        Assert.Equal(new DateTimeOffset(2026, 3, 13, 0, 0, 0, Now.Offset), InjuryLock(Injured(3)).Until);
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 0, 0, 0, Now.Offset), InjuryLock(Injured(0)).Until);
        Assert.Empty(Injured(4).AreaLocks);
        Assert.Null(InjuryLock(With(("place-injury", CheckInAnswer.Yes), ("place-injury-day", CheckInAnswer.Unsure))).Until);

        static CheckInVerdict Injured(int daysAgo) => With(("place-injury", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(daysAgo)));
        static CheckInLock InjuryLock(CheckInVerdict verdict) => Assert.Single(verdict.LocksHere);
    }

    [Fact]
    public void The_end_of_an_injurys_rest_is_exact()
    {
        var end = CheckInRules.EndOf(new(2026, 3, 9), 72, Now);
        var answers = Answers(("place-injury", CheckInAnswer.Yes), ("place-injury-day", new SaidDay(new(2026, 3, 9))));

        Assert.False(CheckInRules.Judge(Shipped, answers, [], Shoulder, end.AddTicks(-1)).Allowed);
        Assert.True(CheckInRules.Judge(Shipped, answers, [], Shoulder, end).Allowed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-40_000)]
    [InlineData(50_000)]
    public void An_injury_of_tomorrow_or_of_another_century_is_no_answer(int daysAgo) => Assert.Contains(
        With(("place-injury", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(daysAgo))).Refusals,
        reason => reason.Words.Text.StartsWith("no such answer is possible", StringComparison.Ordinal));

    [Theory]
    [InlineData(1896, true)]
    [InlineData(1895, false)]
    public void The_oldest_injury_is_that_of_the_oldest_person(int year, bool possible) => Assert.Equal(
        possible, With(("place-injury", CheckInAnswer.Yes), ("place-injury-day", new SaidDay(new(year, 12, 31)))).Allowed);

    [Fact]
    public void An_injury_of_an_earlier_check_in_still_counts_whatever_is_said_today()
    {
        var yesterday = Past(1, Shoulder, ("place-injury", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(2)));

        Assert.Equal("place-injury-day", Assert.Single(Judge(AllClear, Shoulder, yesterday).LocksHere).Question);
        Assert.False(Judge(Answers(("place-injury", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(9))), Shoulder, yesterday).Allowed);
        Assert.True(Judge(AllClear, Waist, yesterday).Allowed);
        Assert.True(Judge(AllClear, Shoulder with { Side = "left" }, yesterday).Allowed);
    }

    [Fact]
    public void An_injury_that_is_named_again_is_one_lock()
    {
        var yesterday = Past(1, Shoulder, ("place-injury-day", DaysAgo(2)));

        Assert.Single(Judge(Answers(("place-injury", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(1))), Shoulder, yesterday).AreaLocks);
        Assert.Single(Judge(Answers(("place-injury", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(2))), Shoulder, yesterday).AreaLocks);
        Assert.Single(Judge(Answers(("place-injury", CheckInAnswer.Yes), ("place-injury-day", CheckInAnswer.Unsure)), Shoulder, yesterday).AreaLocks);
    }

    [Fact]
    public void The_newest_injury_counts_and_an_old_one_does_not()
    {
        var older = Past(2, Shoulder, ("place-injury-day", DaysAgo(30)));
        var newer = Past(20, Shoulder, ("place-injury-day", DaysAgo(1)));

        Assert.False(Judge(AllClear, Shoulder, older, newer).Allowed);
        Assert.True(Judge(AllClear, Shoulder, older).Allowed);
    }

    [Fact]
    public void Several_ceilings_are_all_there_and_the_shortest_press_and_lowest_start_count()
    {
        var verdict = With(("diabetes", CheckInAnswer.Yes), ("osteoporosis", CheckInAnswer.Yes), ("painkiller", CheckInAnswer.Yes));

        Assert.Equal([60, 40, 60], verdict.Ceilings.Select(ceiling => ceiling.Cap.Percent));
        Assert.All(verdict.Ceilings, ceiling => Assert.Equal("check-in", ceiling.Rule));
        Assert.Equal(TimeSpan.FromSeconds(20), verdict.Press!.Longest);
        Assert.Equal(10, verdict.StartCap!.Cap.Percent);
    }

    [Theory]
    [InlineData(15, 20)]
    [InlineData(20, 15)]
    public void Of_two_presses_the_shorter_and_of_two_starts_the_lower_counts(double one, double other)
    {
        var questions = Shipped with
        {
            All = [Shipped.All[0], Gentle("one", one), Gentle("other", other)],
        };
        var answers = ImmutableDictionary<string, CheckInAnswer>.Empty.Add("em-heart", CheckInAnswer.No).Add("one", CheckInAnswer.Yes).Add("other", CheckInAnswer.Yes);

        var verdict = CheckInRules.Judge(questions, answers, [], Shoulder, Now);

        Assert.Equal(("15", TimeSpan.FromSeconds(15)), (verdict.Press!.Reason.Text, verdict.Press.Longest));
        Assert.Equal(("15", 15), (verdict.StartCap!.Reason.Text, verdict.StartCap.Cap.Percent));

        static CheckInQuestion Gentle(string id, double number) => Shipped.Find("diabetes")! with
        {
            Id = id,
            Effects = [new LowerEffect($"{number}", null, new(number, NumberBasis.Project), []), new LowStartEffect($"{number}", new(number, NumberBasis.Project))],
        };
    }

    [Fact]
    public void Of_two_that_are_equal_the_first_one_gives_the_reason()
    {
        var questions = Shipped with { All = [Gentle("one"), Gentle("other")] };
        var answers = ImmutableDictionary<string, CheckInAnswer>.Empty.Add("one", CheckInAnswer.Yes).Add("other", CheckInAnswer.Yes);

        var verdict = CheckInRules.Judge(questions, answers, [], Shoulder, Now);

        Assert.Equal(("one", "one"), (verdict.Press!.Reason.Text, verdict.StartCap!.Reason.Text));

        static CheckInQuestion Gentle(string id) => Shipped.Find("diabetes")! with
        {
            Id = id,
            Effects = [new LowerEffect(id, null, new(20, NumberBasis.Project), []), new LowStartEffect(id, new(10, NumberBasis.Project))],
        };
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, true)]
    [InlineData(7.01, false)]
    [InlineData(-0.01, false)]
    public void Same_as_last_time_is_good_for_a_week_and_never_from_the_future(double daysAgo, bool good)
    {
        var verdict = Judge(Answers(("diabetes", CheckInAnswer.Same)), Shoulder, Past(daysAgo, Waist, ("diabetes", CheckInAnswer.Yes)));

        Assert.Equal(good, verdict.Allowed);
        Assert.Equal(good ? CheckInAnswer.Yes : null, verdict.Answers.GetValueOrDefault("diabetes"));
        Assert.Equal(good ? 1 : 0, verdict.Ceilings.Length);
        Assert.Equal(good ? 0 : 1, verdict.Refusals.Count(reason => reason.Words.Text.StartsWith("'same as last time' will not do here", StringComparison.Ordinal)));
    }

    [Fact]
    public void Same_as_last_time_takes_the_newest_answer_to_that_question()
    {
        PastCheckIn[] past = [Past(1, Shoulder, ("scoliosis", CheckInAnswer.No)), Past(2, Shoulder, ("diabetes", CheckInAnswer.No)), Past(3, Shoulder, ("diabetes", CheckInAnswer.Yes))];

        Assert.Empty(Judge(Answers(("diabetes", CheckInAnswer.Same)), Shoulder, past).Ceilings);
        Assert.Single(Judge(Answers(("diabetes", CheckInAnswer.Same)), Shoulder, past[0], past[2]).Ceilings);
        Assert.False(Judge(Answers(("diabetes", CheckInAnswer.Same)), Shoulder, past[0]).Allowed);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Only_what_may_be_repeated_can_be_the_same_as_last_time(string id)
    {
        var question = Shipped.Find(id)!;
        var past = Past(1, Waist, [.. AllClear.Select(answer => (answer.Key, answer.Value)), .. FollowUps]);

        Assert.Equal(question.MayRepeat, Judge(Answers([.. Leading(question), (id, CheckInAnswer.Same)]), Waist, past).Answers.ContainsKey(id));
        Assert.Equal(question.Group == "lasting", question.MayRepeat);
    }

    [Fact]
    public void A_place_question_that_may_be_repeated_looks_at_that_place_only()
    {
        var question = Shipped.Find("place-skin")! with { MayRepeat = true };

        Assert.Null(CheckInRules.Last(Shipped, question, [Past(1, Waist, ("place-skin", CheckInAnswer.No))], Shoulder, Now));
        Assert.Equal(CheckInAnswer.No, CheckInRules.Last(Shipped, question, [Past(1, Shoulder, ("place-skin", CheckInAnswer.No))], Shoulder, Now));
    }

    [Fact]
    public void A_lock_of_one_side_leaves_the_other_open()
    {
        var right = new CheckInLock("q", "upper-trapezius", "right", null, "why");

        Assert.True(right.Covers(Shoulder));
        Assert.False(right.Covers(Shoulder with { Side = "left" }));
        Assert.True((right with { Side = null }).Covers(Shoulder with { Side = "left" }));
        Assert.False(right.Covers(Waist with { Side = "right" }));
    }

    [Fact]
    public void Places_are_named_with_their_side() =>
        Assert.Equal(("upper-trapezius right", "spine"), (Shoulder.ToString(), new AreaPlace("spine", null).ToString()));

    private static (string, CheckInAnswer)[] FollowUps => [("pregnancy-doctor", CheckInAnswer.Yes), ("place-injury-day", DaysAgo(9))];

    private static (string, CheckInAnswer)[] Leading(CheckInQuestion question) =>
        question.When is { } leading ? [(leading, CheckInAnswer.Yes)] : [];

    private static CheckInAnswer Counting(CheckInQuestion question) => question.Answer switch
    {
        AnswerKind.YesNo => question.NoCounts ? CheckInAnswer.No : CheckInAnswer.Yes,
        AnswerKind.Rating => Rated((int)question.From!.Value),
        _ => DaysAgo(0),
    };

    private static PastCheckIn Past(double daysAgo, AreaPlace place, params (string Id, CheckInAnswer Answer)[] answers) =>
        new(Now.AddDays(-daysAgo), place, answers.ToImmutableDictionary(answer => answer.Id, answer => answer.Answer));

    private static string Declared(CheckInQuestion question) => string.Join(", ", question.Effects.SelectMany(effect => effect switch
    {
        EmergencyEffect => [$"emergency {effect.Reason}"],
        RefuseEffect => [$"refuse {effect.Reason}"],
        LowerEffect lower => Lower(lower),
        LockAreaEffect => [$"lock above-waist left {effect.Reason}"],
        LowStartEffect start => [$"start {start.Cap.Value} {effect.Reason}"],
        AdviseEffect advise => [$"advise {advise.Kind} {effect.Reason}"],
        _ => Array.Empty<string>(),
    }).Order());

    private static IEnumerable<string> Lower(LowerEffect lower)
    {
        if (lower.Ceiling is { } ceiling)
            yield return $"ceiling {ceiling.Value} {lower.Reason}";
        if (lower.Press is { } press)
            yield return $"press {press.Value} {lower.Reason}";
        foreach (var area in lower.NotAreas)
            yield return $"lock {area}  {lower.Reason}";
    }

    /// <summary>Everything in the verdict; what comes from a missing follow-up left out.</summary>
    private static string Own(CheckInVerdict verdict, string id) =>
        Effects(verdict with { Refusals = [.. verdict.Refusals.Where(reason => Shipped.Find(reason.Question)!.When != id)] }, without: id == "pregnancy-doctor" ? "pregnancy: gentle" : null);

    private static string Effects(CheckInVerdict verdict, string? without = null) => string.Join(", ", verdict.Emergency.Select(reason => $"emergency {reason.Words}")
        .Concat(verdict.Refusals.Select(reason => $"refuse {reason.Words}"))
        .Concat(verdict.Ceilings.Select(ceiling => $"ceiling {ceiling.Cap.Percent} {ceiling.Reason}"))
        .Concat(verdict.Press is { } press ? [$"press {press.Longest.TotalSeconds} {press.Reason}"] : [])
        .Concat(verdict.StartCap is { } start ? [$"start {start.Cap.Percent} {start.Reason}"] : [])
        .Concat(verdict.AreaLocks.Select(areaLock => $"lock {areaLock.Area} {areaLock.Side} {areaLock.Reason}"))
        .Concat(verdict.Advice.Select(advice => $"advise {advice.Kind} {advice.Words}"))
        .Where(effect => without is null || !effect.Contains(without, StringComparison.Ordinal))
        .Order());
}

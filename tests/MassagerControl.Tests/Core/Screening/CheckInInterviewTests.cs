using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Screening;

/// <summary>The check-in answer by answer, without a key.</summary>
public sealed class CheckInInterviewTests
{
    private static readonly CheckInMove None = new NoneOfThese();
    private static readonly GiveAnswer Rates4 = new(new SaidRating(Discomfort.From(4)));

    [Fact]
    public void With_nothing_to_report_six_answers_do()
    {
        var end = After(None, None, None, None, None, Rates4);

        Assert.Equal(CheckInEnd.Done, end.End);
        Assert.True(end.Subject.Judge(end.Answers).Allowed);
    }

    [Fact]
    public void One_sign_of_an_emergency_ends_it_also_where_nobody_says_which()
    {
        Assert.Equal(CheckInEnd.Forbidden, After(new MarkItem(1)).End);
        var unsure = After(new SomeOfThese());
        Assert.Equal(CheckInEnd.Forbidden, unsure.End);
        Assert.Equal(6, unsure.Subject.Judge(unsure.Answers).Emergency.Length);
    }

    [Fact]
    public void What_is_marked_is_a_yes_and_what_is_not_a_no()
    {
        var marked = After(None, None, None, new MarkItem(2));
        var answers = marked.Next(new GoOn()).Answers;

        Assert.Equal(["diabetes"], marked.Marked);
        Assert.Equal((CheckInAnswer.Yes, CheckInAnswer.No), (answers["diabetes"], answers["osteoporosis"]));
        Assert.Empty(marked.Next(new MarkItem(2)).Marked);
    }

    [Fact]
    public void A_session_that_must_be_gentler_says_so_before_it_is_done()
    {
        var summary = After(None, None, None, new MarkItem(2), new GoOn(), None, Rates4);

        Assert.True(Assert.IsType<SummaryPage>(summary.Page) is { HasMoreToSay: true, Verdict.IsGentler: true });
        Assert.Null(summary.End);
        Assert.Equal(CheckInEnd.Done, summary.Next(new GoOn()).End);
    }

    [Fact]
    public void A_move_that_is_not_of_the_page_is_refused_with_the_reason_and_changes_nothing()
    {
        Refused(CheckInRefusal.DoesNotFit, After(), new GiveAnswer(CheckInAnswer.Yes));
        Refused(CheckInRefusal.DoesNotFit, After(), new MarkItem(0));
        Refused(CheckInRefusal.DoesNotFit, After(), new MarkItem(7));
        Refused(CheckInRefusal.NothingMarked, After(), new GoOn());
        Refused(CheckInRefusal.FirstPage, After(), new GoBack());
        Refused(CheckInRefusal.DoesNotFit, After(None), new SomeOfThese());
        Refused(CheckInRefusal.SomeMarked, After(None, new MarkItem(1)), None);
        Refused(CheckInRefusal.NoLastTime, After(None, None, None), new SameAsLastTime());
        Refused(CheckInRefusal.DoesNotFit, After(None, None, None, None, None), new GiveAnswer(CheckInAnswer.Unsure));
        Refused(CheckInRefusal.DoesNotFit, After(None, None, None, None, None), None);
        Refused(CheckInRefusal.DoesNotFit, After(None, new MarkItem(7), new GoOn()), new GiveAnswer(new SaidDay(new(2026, 3, 3))));
        Refused(CheckInRefusal.DoesNotFit, After(None, new MarkItem(7), new GoOn()), new GiveAnswer(CheckInAnswer.Same));
    }

    [Fact]
    public void The_next_good_move_takes_the_refusal_away() => Assert.Null(After(new GoOn(), None).Refusal);

    [Fact]
    public void One_can_go_back_page_by_page_and_leave_from_each()
    {
        Assert.Equal(1, After(None, new GoBack()).Part);
        Assert.Empty(After(None, None, new GoBack(), new GoBack()).Answers);
        Assert.Equal(2, After(None, new MarkItem(1), new GoBack()).Part);
        for (var pages = 0; pages <= 5; pages++)
            Assert.Equal(CheckInEnd.Left, After([.. Enumerable.Repeat(None, pages), new Leave()]).End);
    }

    private static CheckInInterview After(params CheckInMove[] moves) =>
        moves.Aggregate(new CheckInInterview(new(CheckIns.Shipped, [], CheckIns.Shoulder, CheckIns.Now, verdict => verdict.Advice)), (at, move) => at.Next(move));

    private static void Refused(CheckInRefusal why, CheckInInterview before, CheckInMove move)
    {
        var after = before.Next(move);

        Assert.Equal(why, after.Refusal);
        Assert.Null(after.End);
        Assert.Equal((before.Part, before.Answers.Count, before.Marked.Count), (after.Part, after.Answers.Count, after.Marked.Count));
    }
}

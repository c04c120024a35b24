using System.Collections.Immutable;
using MassagerControl.App.CheckIn;
using MassagerControl.Core.Screening;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.CheckIn;

/// <summary>The dialogue key by key, without a terminal.</summary>
public sealed class CheckInDialogueTests
{
    private static CheckInDialogue Begin(params ImmutableArray<PastCheckIn> past) => new(Keys.Subject(null, past));

    [Fact]
    public void With_nothing_to_report_six_keys_do()
    {
        var end = Begin().Press("nnnnn4");

        Assert.Equal(CheckInEnd.Done, end.End);
        Assert.Equal(CheckIns.AllClear.Where(answer => answer.Key != "place-kidney").OrderBy(answer => answer.Key), end.Answers.OrderBy(answer => answer.Key));
    }

    [Fact]
    public void After_a_check_in_the_lasting_answers_are_taken_over_with_one_key()
    {
        var last = Begin().Press("nnn2\rn4").Press("\r");
        var end = Begin(new PastCheckIn(CheckIns.Now.AddDays(-1), CheckIns.Waist, last.Answers)).Press("NNNSN4\r");

        Assert.Equal(CheckInEnd.Done, end.End);
        Assert.Equal(CheckInAnswer.Yes, end.Answers["diabetes"]);
        Assert.Equal(CheckInAnswer.No, end.Answers["scoliosis"]);
    }

    [Theory]
    [InlineData("s")]
    [InlineData("ns")]
    [InlineData("nns")]
    [InlineData("nnns")]
    [InlineData("nnnns")]
    public void Without_a_last_time_and_in_every_other_list_S_takes_nothing_over(string keys)
    {
        var past = new PastCheckIn(CheckIns.Now.AddDays(-1), CheckIns.Shoulder, CheckIns.AllClear);

        Assert.Contains("no last time", Begin().Press(keys).Hint?.Text, StringComparison.Ordinal);
        Assert.Equal(keys != "nnns", Begin(past).Press(keys).Hint?.Text.Contains("no last time", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void A_last_time_that_is_not_whole_or_too_old_will_not_do()
    {
        var whole = new PastCheckIn(CheckIns.Now.AddDays(-1), CheckIns.Shoulder, CheckIns.AllClear);

        Assert.NotNull(Begin(whole with { Answers = whole.Answers.Remove("scoliosis") }).Press("nnns").Hint);
        Assert.NotNull(Begin(whole with { At = CheckIns.Now.AddDays(-8) }).Press("nnns").Hint);
    }

    [Theory]
    [InlineData("1", "em-heart")]
    [InlineData("6", "em-fever")]
    [InlineData("y", "em-heart em-trauma em-bladder em-saddle em-legs em-fever")]
    public void An_emergency_ends_it_at_the_first_key(string key, string signs)
    {
        var end = Begin().Press(key);
        var verdict = end.Subject.Judge(end.Answers);

        Assert.Equal(CheckInEnd.Forbidden, end.End);
        Assert.Equal(signs, string.Join(' ', verdict.Emergency.Select(reason => reason.Question)));
    }

    [Theory]
    [InlineData("n1\r", "pacemaker")]
    [InlineData("n8\r", "minor")]
    [InlineData("nn1\r", "fever")]
    [InlineData("nn5\r", "drowsy")]
    [InlineData("n7\rn", "pregnancy-doctor")]
    [InlineData("n7\ru", "pregnancy-doctor")]
    [InlineData("nnnnn8", "place-pain")]
    [InlineData("nnnnn9", "place-pain")]
    [InlineData("nnnnn0", "place-pain")]
    public void What_forbids_the_session_ends_it_at_once(string keys, string question)
    {
        var end = Begin().Press(keys);
        var verdict = end.Subject.Judge(end.Answers);

        Assert.Equal(CheckInEnd.Forbidden, end.End);
        Assert.Contains(verdict.Refusals, reason => reason.Question == question && verdict.Answers.ContainsKey(question));
    }

    [Fact]
    public void A_closed_place_ends_it_at_once()
    {
        Assert.Equal(CheckInEnd.Forbidden, Begin().Press("nnnn2\r").End);
        Assert.Equal(CheckInEnd.Forbidden, new CheckInDialogue(Keys.Subject(CheckIns.Waist)).Press("n7\r").End);
    }

    [Fact]
    public void Follow_ups_are_screens_of_their_own()
    {
        Assert.Equal("pregnancy-doctor", Single(Begin().Press("n7\r")));
        Assert.Null(Begin().Press("n7\ry").End);
        Assert.Equal("place-injury-day", Single(Begin().Press("nnnn7\r")));
        Assert.Equal("place-pain", Single(Begin().Press("nnnn7\r9")));
        Assert.Equal(new SaidDay(new(2026, 3, 3)), Begin().Press("nnnn7\r9").Answers["place-injury-day"]);
        Assert.Equal(CheckInEnd.Forbidden, Begin().Press("nnnn7\r0").End);
        Assert.Equal(CheckInEnd.Forbidden, Begin().Press("nnnn7\ru").End);

        static string Single(CheckInDialogue dialogue) => Assert.IsType<SinglePage>(dialogue.Page).Question.Id;
    }

    [Fact]
    public void Numbers_mark_and_take_the_mark_away_and_only_ENTER_goes_on_with_marks()
    {
        var marked = Begin().Press("n13");

        Assert.Equal(["clots", "pacemaker"], Begin().Press("n12").Marked.Order());
        Assert.Equal(["bleeding"], marked.Press("1").Marked);
        Assert.Contains("Some are marked", marked.Press("n").Hint?.Text, StringComparison.Ordinal);
        Assert.Equal(2, marked.Press("n").Part);
        Assert.Contains("Press N", Begin().Press("n\r").Hint?.Text, StringComparison.Ordinal);
        Assert.Empty(marked.Press("b").Marked);
        Assert.Empty(Begin().Press("n3\r").Marked);
    }

    [Fact]
    public void Marks_beat_the_last_time_too()
    {
        var past = new PastCheckIn(CheckIns.Now.AddDays(-1), CheckIns.Shoulder, CheckIns.AllClear);

        Assert.Contains("Some are marked", Begin(past).Press("nnn2s").Hint?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_marked_is_a_no()
    {
        var answers = Begin().Press("nnn2\r").Answers;

        Assert.Equal(CheckInAnswer.Yes, answers["diabetes"]);
        Assert.Equal(CheckInAnswer.No, answers["osteoporosis"]);
    }

    [Theory]
    [InlineData("x", "No such key. N: none of these. Y or a number: yes.")]
    [InlineData("7", "No such key. N: none of these. Y or a number: yes.")]
    [InlineData("0", "No such key. N: none of these. Y or a number: yes.")]
    [InlineData(" ", "No such key. N: none of these. Y or a number: yes.")]
    [InlineData("\r", "Press N if there is none of these.")]
    [InlineData("b", "This is the first question.")]
    [InlineData("\b", "This is the first question.")]
    [InlineData("n9", "No such key. N: none of these. Press the number")]
    [InlineData("ny", "Press the number of each one that is true, then ENTER.")]
    [InlineData("n7\rx", "No such key. Y: yes. N: no. U: not sure.")]
    [InlineData("n7\r1", "No such key. Y: yes. N: no. U: not sure.")]
    [InlineData("nnnnnx", "No such key. Press a number from 1 to 9, or 0 for ten.")]
    [InlineData("nnnnnu", "No such key. Press a number from 1 to 9, or 0 for ten.")]
    [InlineData("nnnn7\rx", "No such key. Press how many days ago it was, 0 to 9. U: not sure.")]
    [InlineData("nnn2\rn4n", "ENTER goes on to the session; ESC or Q leaves.")]
    public void A_wrong_key_changes_nothing_and_says_what_would_do(string keys, string hint)
    {
        var before = Begin().Press(keys[..^1]);
        var after = Begin().Press(keys);

        Assert.StartsWith(hint, after.Hint?.Text, StringComparison.Ordinal);
        Assert.Null(after.End);
        Assert.Equal(before.Answers, after.Answers);
        Assert.Equal(before.Marked, after.Marked);
    }

    [Fact]
    public void The_next_good_key_takes_the_hint_away() => Assert.Null(Begin().Press("xn").Hint);

    [Fact]
    public void One_can_go_back_question_by_question()
    {
        Assert.Equal(1, Begin().Press("nb").Part);
        Assert.Empty(Begin().Press("nnb\b").Answers);
        Assert.Equal(5, Begin().Press("nnnnnb").Part);
        Assert.DoesNotContain("place-injury", Begin().Press("nnnn7\rb").Answers.Keys);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("Q")]
    [InlineData("\e")]
    [InlineData("\u0004")]
    public void Leaving_is_one_key_on_every_screen(string key)
    {
        foreach (var keys in new[] { "", "n", "n7\r", "nn", "nnn", "nnnn", "nnnn7\r", "nnnnn", "nnn2\rn4" })
            Assert.Equal(CheckInEnd.Left, Begin().Press(keys + key).End);
    }

    [Fact]
    public void The_end_of_input_and_Alt_leave_and_Ctrl_answers_nothing()
    {
        Assert.Equal(CheckInEnd.Left, Begin().Next(null).End);
        Assert.Equal(CheckInEnd.Left, Begin().Next(new('n', ConsoleKey.N, false, alt: true, false)).End);
        Assert.NotNull(Begin().Next(new('n', ConsoleKey.N, false, false, control: true)).Hint);
    }

    [Fact]
    public void A_summary_comes_only_where_there_is_something_to_say()
    {
        Assert.IsType<SummaryPage>(Begin().Press("nnn2\rn4").Page);
        Assert.IsType<SummaryPage>(Begin().Press("nn7\rnn4").Page);
        Assert.Equal(CheckInEnd.Done, Begin().Press("nnn2\rn4\r").End);
        Assert.Equal(4, Assert.IsType<SaidRating>(Begin().Press("nnn2\rn4\r").Answers["place-pain"]).Value.Value);
    }

    [Fact]
    public void Kidney_pain_is_asked_only_near_the_kidneys()
    {
        Assert.Equal(7, List(Begin().Press("nnnn")).Items.Length);
        Assert.Equal(8, List(new CheckInDialogue(Keys.Subject(CheckIns.Waist)).Press("nnnn")).Items.Length);

        static ListPage List(CheckInDialogue dialogue) => Assert.IsType<ListPage>(dialogue.Page);
    }
}

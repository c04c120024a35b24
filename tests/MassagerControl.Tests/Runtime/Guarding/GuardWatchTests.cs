using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Guarding;

namespace MassagerControl.Tests.Runtime.Guarding;

public sealed class GuardWatchTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    private readonly WordHeard _arm = new(new(OwnerMessageKind.Arm, 1));
    private readonly WordHeard _beat = new(new(OwnerMessageKind.Beat, 2));

    [Fact]
    public void Silence_before_the_session_begins_means_nothing()
    {
        Assert.Null(GuardWatch.Fresh.Deadline);
        Assert.Equal(new(GuardWatch.Fresh, null), GuardWatch.Fresh.Next(new DeadlineCame(), TimeSpan.FromHours(1)));
        Assert.Equal(new(GuardWatch.Fresh, new AnswerOwner(2)), GuardWatch.Fresh.Next(_beat, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_session_that_ends_before_it_begins_leaves_nothing_to_stop() =>
        Assert.Equal(new(new(GuardStage.Over, null), new Leave()), GuardWatch.Fresh.Next(new OwnerGone(), TimeSpan.Zero));

    [Fact]
    public void Every_word_is_answered_and_renews()
    {
        var armed = GuardWatch.Fresh.Next(_arm, TimeSpan.FromSeconds(5));
        var renewed = armed.Watch.Next(_beat, TimeSpan.FromSeconds(6));

        Assert.Equal(new(new(GuardStage.Guarding, TimeSpan.FromSeconds(8)), new AnswerOwner(1)), armed);
        Assert.Equal(new(new(GuardStage.Guarding, TimeSpan.FromSeconds(6) + GuardWatch.Patience), new AnswerOwner(2)), renewed);
    }

    [Fact]
    public void Without_a_renewal_it_takes_over_after_one_lease()
    {
        var guarding = Guarding();
        var early = guarding.Next(new DeadlineCame(), GuardWatch.Patience - Instant);
        var look = guarding.Next(new DeadlineCame(), GuardWatch.Patience);
        var still = look.Watch.Next(new DeadlineCame(), HardLimits.Lease - Instant);
        var over = look.Watch.Next(new DeadlineCame(), HardLimits.Lease);

        Assert.Equal(new(guarding, null), early);
        Assert.Equal(new(new(GuardStage.LastLook, HardLimits.Lease), null), look);
        Assert.Equal(new(look.Watch, null), still);
        Assert.Equal(GuardStage.TakingOver, over.Watch.Stage);
        Assert.True(Assert.IsType<TakeOver>(over.Act).End);
    }

    [Fact]
    public void A_guard_that_was_frozen_itself_hears_what_piled_up_before_it_judges()
    {
        var look = Guarding().Next(new DeadlineCame(), TimeSpan.FromMinutes(5));
        var renewed = look.Watch.Next(_beat, TimeSpan.FromMinutes(5));

        Assert.Null(look.Act);
        Assert.Equal(new(GuardStage.Guarding, TimeSpan.FromMinutes(5) + GuardWatch.Patience), renewed.Watch);
    }

    [Theory]
    [InlineData(nameof(GuardStage.Guarding))]
    [InlineData(nameof(GuardStage.LastLook))]
    public void An_owner_that_is_gone_is_replaced_at_once(string stage)
    {
        var step = Guarding() with { Stage = Enum.Parse<GuardStage>(stage) };

        Assert.True(Assert.IsType<TakeOver>(step.Next(new OwnerGone(), TimeSpan.Zero).Act).End);
    }

    [Fact]
    public void A_session_that_is_over_and_confirmed_off_needs_no_guard() =>
        Assert.Equal(new(new(GuardStage.Over, null), new Leave()), Guarding().Next(new WordHeard(new(OwnerMessageKind.Done)), TimeSpan.Zero));

    [Fact]
    public void A_session_that_hands_over_ends_by_itself()
    {
        var step = Guarding().Next(new WordHeard(new(OwnerMessageKind.HandOver)), TimeSpan.Zero);

        Assert.Equal(GuardStage.TakingOver, step.Watch.Stage);
        Assert.False(Assert.IsType<TakeOver>(step.Act).End);
    }

    [Theory]
    [InlineData(nameof(GuardStage.TakingOver))]
    [InlineData(nameof(GuardStage.Over))]
    public void What_was_decided_stays(string stage)
    {
        var watch = new GuardWatch(Enum.Parse<GuardStage>(stage), null);
        GuardInput[] all = [_arm, _beat, new WordHeard(new(OwnerMessageKind.Done)), new WordHeard(new(OwnerMessageKind.HandOver)), new OwnerGone(), new DeadlineCame()];

        Assert.All(all, input => Assert.Equal(watch, watch.Next(input, TimeSpan.FromDays(1)).Watch));
        Assert.All(all, input => Assert.True(watch.Next(input, TimeSpan.FromDays(1)).Act is null or SpeakUp));
    }

    [Fact]
    public void After_the_hand_over_the_end_of_the_session_only_loosens_the_tongue()
    {
        var watch = Guarding().Next(new WordHeard(new(OwnerMessageKind.HandOver)), TimeSpan.Zero).Watch;

        Assert.Equal(new(watch, new SpeakUp(ScreenIsLeft: true, 9)), watch.Next(new WordHeard(new(OwnerMessageKind.Left, 9)), TimeSpan.Zero));
        Assert.Equal(new(watch, new SpeakUp(ScreenIsLeft: false, null)), watch.Next(new OwnerGone(), TimeSpan.Zero));
        Assert.Null(watch.Next(_beat, TimeSpan.Zero).Act);
    }

    [Theory]
    [InlineData(nameof(OwnerMessageKind.Arm), 7)]
    [InlineData(nameof(OwnerMessageKind.Beat), long.MaxValue)]
    [InlineData(nameof(OwnerMessageKind.Done), 0)]
    [InlineData(nameof(OwnerMessageKind.HandOver), 0)]
    [InlineData(nameof(OwnerMessageKind.Left), 12)]
    public void The_words_of_an_owner_can_be_read(string says, long number)
    {
        var word = new OwnerMessage(Enum.Parse<OwnerMessageKind>(says), number);

        Assert.Equal(word, OwnerMessage.Read(word.Line()));
    }

    [Theory]
    [InlineData(nameof(GuardMessageKind.Ready), 0, "")]
    [InlineData(nameof(GuardMessageKind.Refused), 0, "because of\nthis")]
    [InlineData(nameof(GuardMessageKind.Heard), 12, "")]
    [InlineData(nameof(GuardMessageKind.Note), 0, "for the person")]
    public void The_words_of_a_guard_can_be_read(string says, long number, string text)
    {
        var word = new GuardMessage(Enum.Parse<GuardMessageKind>(says), number, text);

        Assert.Equal(word with { Text = text.Replace('\n', ' ') }, GuardMessage.Read(word.Line()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("beat")]
    [InlineData("beat x")]
    [InlineData("beat 1 2")]
    [InlineData("beat -1")]
    [InlineData("done 1")]
    [InlineData("DONE")]
    [InlineData("heard")]
    [InlineData("heard 99999999999999999999")]
    public void Nonsense_is_no_word(string line)
    {
        Assert.Null(OwnerMessage.Read(line));
        Assert.Null(GuardMessage.Read(line));
    }

    private GuardWatch Guarding() => GuardWatch.Fresh.Next(_beat with { Word = new(OwnerMessageKind.Arm, 1) }, TimeSpan.Zero).Watch.Next(_beat, TimeSpan.Zero).Watch;
}

using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Tests.App.Terminal;

/// <summary>Every key in every state does something, or the screen says why not.</summary>
public sealed class InputAnswersTests
{
    private const string Keys = "1234567890+-=_prsnde?\r \e";

    public static TheoryData<string> Names => [.. Samples.All.Keys.Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_key_is_taken_without_an_effect_or_a_reason_on_the_screen(string name)
    {
        foreach (var key in Keys)
        {
            var snapshot = Samples.All[name];
            var meaning = KeyMap.Read(new(key, key switch { '\r' => ConsoleKey.Enter, ' ' => ConsoleKey.Spacebar, '\e' => ConsoleKey.Escape, _ => ConsoleKey.None }, false, false, false), snapshot);
            if (meaning is not SendInput send)
            {
                Assert.True(meaning is ToggleHelp or ShowHint { Text.Text.Length: > 0 }, $"{name} {key}: {meaning}");
                continue;
            }
            var step = SessionMachine.Next(snapshot.Session, send.Input, snapshot.At, StatelessEngine.Shared.Find);
            var answer = InputAnswers.To(send.Input, new(step.Accepted, step.Row.Reason), step.Session, Language.English);
            if (!step.Accepted)
            {
                Assert.Contains(step.Row.Reason.Text[1..], answer, StringComparison.Ordinal);
                Assert.DoesNotContain("You rated", answer, StringComparison.Ordinal);
            }
            else
                Assert.True(send.Input is StopInput || step.Session != snapshot.Session, $"{name} {key} is accepted and changes nothing");
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void A_rating_of_9_or_10_counts_wherever_a_session_is_not_over(int rating)
    {
        foreach (var (name, snapshot) in Samples.All.Where(sample => !sample.Value.Session.IsOver))
        {
            var step = SessionMachine.Next(snapshot.Session, new RatedInput(Discomfort.From(rating), "keyboard"), snapshot.At, StatelessEngine.Shared.Find);
            Assert.True(step.Accepted && step.Session.Ending is { AreaLocked: true }, name);
        }
    }

    [Fact]
    public void Plus_and_minus_say_where_the_ceiling_is()
    {
        Assert.Equal("Your ceiling is now 20 %.", After(Samples.Hold.Session, new CeilingDownInput("keyboard")));
        Assert.Equal(
            "Your ceiling will be 60 % from the next press on.",
            After(Samples.Hold.Session with { UserCeiling = Samples.Percent(40) }, new CeilingUpInput("keyboard")));
        Assert.Equal("Already at the ceiling you began with: only a new session goes above it.", After(Samples.Hold.Session, new CeilingUpInput("keyboard")));
    }

    [Fact]
    public void A_rating_below_the_band_promises_only_a_raise_that_comes()
    {
        Assert.Equal("You rated 3. One step more from the next press on.", After(Samples.Hold.Session, Rated(3)));
        Assert.Equal(
            "You rated 3. No more: your own ceiling; + raises it.",
            After(Samples.Hold.Session with { UserCeiling = Samples.Percent(40) }, Rated(3)));
        Assert.Equal("You rated 3. Noted; outside a rep it raises nothing.", After(Samples.WarmUp.Session, Rated(3)));
        Assert.Null(After(Samples.Hold.Session, Rated(6)));
    }

    [Fact]
    public void A_refused_rating_does_not_look_like_one_that_counts() =>
        Assert.Equal(
            "8 does not count now: the program has not begun: until then only 9, 10 and warning signs count.",
            After(Samples.Ready.Session, Rated(8)));

    private static RatedInput Rated(int value) => new(Discomfort.From(value), "keyboard");

    private static string? After(Session session, SessionInput input)
    {
        var step = SessionMachine.Next(session, input, Samples.Hold.At, StatelessEngine.Shared.Find);
        return InputAnswers.To(input, new InputReply(step.Accepted, step.Row.Reason), step.Session, Language.English);
    }
}

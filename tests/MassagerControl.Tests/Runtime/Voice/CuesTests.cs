using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Voice;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.Runtime.Voice;

public sealed class CuesTests
{
    public static TheoryData<SessionState, CueKind, string> States => new()
    {
        { SessionState.Ready, CueKind.Ask, "Ready. Press Enter to begin." },
        { SessionState.WarmingUp, CueKind.Ease, "Warm up. Rest it lightly." },
        { SessionState.Compressing, CueKind.Press, "Lean in slowly." },
        { SessionState.Holding, CueKind.Press, "Hold. Breathe slowly." },
        { SessionState.Releasing, CueKind.Ease, "Ease off." },
        { SessionState.Resting, CueKind.Ease, "Rest. Move gently." },
        { SessionState.CoolingDown, CueKind.Ease, "Cool down. Light touch only." },
        { SessionState.Paused, CueKind.Ask, "Paused. Rate it to go on, or it ends." },
        { SessionState.Stopping, CueKind.Stop, "Stopping. Lift off." },
        { SessionState.Completed, CueKind.Stop, "Done." },
        { SessionState.Ended, CueKind.Stop, "Stopped." },
        { SessionState.Faulted, CueKind.Stop, "It failed. Lift off." },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void A_new_state_is_said_once(SessionState state, CueKind kind, string words)
    {
        var now = Samples.Connecting with { Session = Samples.Base with { State = state } };

        Assert.Equal(new Cue(kind, MassagerControl.Core.Phrase.Verbatim(words)).ToString(), Cues.Between(Samples.Connecting, now)?.ToString());
        Assert.Null(Cues.Between(now, now));
    }

    [Fact]
    public void Before_there_is_a_device_nothing_is_said() => Assert.Null(Cues.Between(null, Samples.Connecting));

    [Theory]
    [InlineData(PauseReason.Asked, "Paused.")]
    [InlineData(PauseReason.StillThere, "Still there? Rate it, or it ends.")]
    [InlineData(PauseReason.Reconnected, "The link is back. Rate it to go on.")]
    [InlineData(PauseReason.RemotesLost, "Paused. Rate it to go on, or it ends.")]
    public void A_pause_says_what_it_waits_for(PauseReason reason, string words)
    {
        var paused = Samples.PausedAsked with { Session = Samples.PausedAsked.Session with { Pause = reason } };

        Assert.Equal(words, Cues.Between(Samples.Hold, paused)?.Words.Text);
    }

    [Fact]
    public void The_last_three_seconds_are_counted_each_once()
    {
        var said = new List<string?>();
        var hold = Samples.Hold;
        var ends = hold.Session.PressEnds;
        var before = hold with { At = ends - TimeSpan.FromSeconds(4.05) };
        for (var left = 4.0; left > 0; left -= 0.1)
        {
            var now = hold with { At = ends - TimeSpan.FromSeconds(left) };
            said.Add(Cues.Between(before, now)?.Words.Text);
            before = now;
        }

        Assert.Equal(["Three", "Two", "One"], said.OfType<string>());
    }

    [Fact]
    public void A_rating_is_asked_for_when_the_question_opens()
    {
        var closed = Samples.Hold with { Session = Samples.Hold.Session with { PromptOpen = false } };

        Assert.Equal((CueKind.Ask, "Rate it."), Cues.Between(closed, Samples.Hold) is { } cue ? (cue.Kind, cue.Words.Text) : default);
        Assert.Null(Cues.Between(Samples.Hold, Samples.Hold));
    }

    /// <summary>The state alone would say "Link lost" or "Stopped", which is not what the person must do.</summary>
    [Fact]
    public void A_motor_that_may_run_comes_before_everything_else_and_is_not_talked_over()
    {
        Assert.True(Samples.Reconnecting.Session.MotorMayRun);
        var told = Cues.Between(Samples.Hold, Samples.Reconnecting)!;
        var stopping = Samples.Reconnecting with { Session = Samples.Reconnecting.Session with { State = SessionState.Stopping, UncertaintyTold = true } };

        Assert.Equal((CueKind.Stop, "The motor may still run. Press the button on the device."), (told.Kind, told.Words.Text));
        Assert.Null(Cues.Between(Samples.Reconnecting, stopping));
    }

    [Fact]
    public void Every_cue_has_German_words()
    {
        foreach (var row in States)
        {
            var (state, _, _) = row.Data;
            var words = Cues.Between(null, Samples.Connecting with { Session = Samples.Base with { State = state } })!.Words;
            Assert.NotEqual(words.Text, Language.Find("de")!.Say(words));
        }
    }
}

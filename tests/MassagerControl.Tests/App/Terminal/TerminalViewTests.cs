using System.Text.RegularExpressions;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Terminal;

public sealed partial class TerminalViewTests
{
    private static readonly ScreenSize Usual = new(80, 24);
    private static readonly TerminalLook Plain = new() { Colour = false };
    private static readonly ScreenAid Help = new(HelpOpen: true, Hint: null);

    public static TheoryData<string> Names => [.. Samples.All.Keys.Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_phase_and_condition_looks_as_kept_at_80_by_24(string name) =>
        Snapshot.Match(Text(Samples.All[name], Usual), $"terminal-{name}");

    [Fact]
    public void A_low_battery_is_told_before_the_start_and_only_then()
    {
        const string Told = "The battery has 20 %: it may stop in the middle.";
        var ready = Samples.Ready with { BatteryPercent = 20, SignalDbm = -71 };

        Assert.Contains(Told, Text(ready, Usual), StringComparison.Ordinal);
        Assert.Contains(Told, Text(ready, new(40, 20)).Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(Told, TerminalView.StatusLine(ready, Language.English).Write(Plain), StringComparison.Ordinal);
        Assert.DoesNotContain("it may stop", Text(Samples.Ready with { BatteryPercent = 21 }, Usual), StringComparison.Ordinal);
        Assert.DoesNotContain("it may stop", Text(Samples.Hold with { BatteryPercent = 5 }, Usual), StringComparison.Ordinal);
    }

    [Fact]
    public void The_signal_stands_beside_the_battery_where_the_radio_knows_it()
    {
        Assert.Contains("signal -71 dBm  battery 86 %", Text(Samples.Hold with { SignalDbm = -71 }, Usual), StringComparison.Ordinal);
        Assert.DoesNotContain("signal", Text(Samples.Hold, Usual), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_looks_as_kept_at_60_by_20() => Snapshot.Match(Text(Samples.Hold, new(60, 20), Help), "terminal-help-60x20");

    [Fact]
    public void Help_looks_as_kept() => Snapshot.Match(Text(Samples.Hold, Usual, Help), "terminal-help");

    [Fact]
    public void A_hint_looks_as_kept_in_ascii() =>
        Snapshot.Match(
            string.Join('\n', TerminalView.Render(Samples.Hold, new(HelpOpen: false, "You rated 6."), Usual, Plain with { Unicode = false })),
            "terminal-ascii");

    [Theory]
    [InlineData(120, 40)]
    [InlineData(60, 20)]
    [InlineData(40, 20)]
    [InlineData(20, 5)]
    public void Other_sizes_look_as_kept(int width, int height) =>
        Snapshot.Match(Text(Samples.Hold, new(width, height)), $"terminal-{width}x{height}");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stays_after_the_end_looks_as_kept(string name)
    {
        var snapshot = Samples.All[name];
        if (snapshot.Session.Result is not null)
            Snapshot.Match(string.Join('\n', TerminalView.Farewell(snapshot, 80, Plain, ScreenAid.None)), $"farewell-{name}");
        else
            Assert.NotEmpty(TerminalView.Farewell(snapshot, 80, Plain, ScreenAid.None));
    }

    [Fact]
    public void A_screen_that_goes_before_its_session_says_that_the_motor_may_run()
    {
        var running = string.Join('\n', TerminalView.Farewell(Samples.Hold, 80, Plain, ScreenAid.None));
        var resting = string.Join('\n', TerminalView.Farewell(Samples.EaseOff, 80, Plain, ScreenAid.None));

        Assert.Contains(PhaseText.MotorMayRun, running, StringComparison.Ordinal);
        Assert.Contains("broke off in the middle of the session", running, StringComparison.Ordinal);
        Assert.DoesNotContain(PhaseText.MotorMayRun, resting, StringComparison.Ordinal);
        Assert.Contains("broke off; the motor was off", resting, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 20)]
    [InlineData(64, 20)]
    [InlineData(80, 24)]
    [InlineData(40, 20)]
    [InlineData(36, 16)]
    public void Help_is_whole_to_its_last_line(int width, int height)
    {
        foreach (var snapshot in Samples.All.Values.Where(sample => sample.Session.Result is null && !sample.Session.MotorMayRun))
        {
            var text = Text(snapshot, new(width, height), Help);
            Assert.All(KeyText.Help(Language.English), line => Assert.Contains(line, text, StringComparison.Ordinal));
            Assert.Contains("STOP = SPACE or ESC", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_small_help_is_cut_at_its_end_and_names_first_what_stops()
    {
        var text = Text(Samples.Hold, new(36, 9), Help);

        Assert.Contains("SPACE or ESC   STOP", text, StringComparison.Ordinal);
        Assert.Contains("S sharp  N numb  D arm/leg  P pause", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_says_how_long_it_has_gone_on_and_goes_on_and_what_the_bar_means()
    {
        // 9.2 s of this press and its release, four reps of 30 s, 20 s of rest and 30 s of cool-down.
        foreach (var size in new[] { Usual, new ScreenSize(60, 20), new ScreenSize(40, 20), new ScreenSize(64, 20) })
        {
            var text = Text(Samples.Hold, size);
            Assert.Contains("1:17 gone, 3:05 left · your ceiling 80 %", text, StringComparison.Ordinal);
            Assert.Contains("off ", text, StringComparison.Ordinal);
            Assert.Contains(" full", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_time_left_counts_what_an_interruption_left()
    {
        // 12 s of the press, 5 s of release, four reps, rest and cool-down.
        Assert.Equal(TimeSpan.FromSeconds(12 + 5 + 4 * 30 + 50), SessionTime.Left(Samples.PausedAsked));
        Assert.Equal(TimeSpan.FromSeconds(18.4 + 6 * 30 + 50), SessionTime.Left(Samples.WarmUp));
        Assert.Equal(TimeSpan.FromSeconds(21), SessionTime.Left(Samples.CoolDown));
        Assert.Equal("", SessionTime.Words(Samples.Ready));
        Assert.Equal("", SessionTime.Words(Samples.Completed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Colour_changes_no_character(string name)
    {
        var plain = TerminalView.Render(Samples.All[name], ScreenAid.None, Usual, Plain);
        var coloured = TerminalView.Render(Samples.All[name], ScreenAid.None, Usual, new TerminalLook());

        Assert.DoesNotContain(plain, line => line.Contains('\e', StringComparison.Ordinal));
        Assert.Contains(coloured, line => line.Contains('\e', StringComparison.Ordinal));
        Assert.Equal(plain, coloured.Select(line => Codes().Replace(line, "").TrimEnd()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ascii_is_ascii(string name) =>
        Assert.All(
            TerminalView.Render(Samples.All[name], Help, Usual, Plain with { Unicode = false }),
            line => Assert.All(line, cell => Assert.InRange(cell, ' ', '~')));

    [Theory]
    [MemberData(nameof(Names))]
    public void Sim_is_marked_at_every_size_and_never_on_a_real_device(string name)
    {
        var simulated = Samples.All[name].Session.Plan.Massager.Simulated;
        foreach (var size in new ScreenSize[] { new(200, 60), Usual, new(40, 12), new(36, 3) })
            Assert.Equal(simulated, Text(Samples.All[name], size).Contains("SIM", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Never_called_an_emergency_stop(string name) =>
        Assert.DoesNotContain("emergency", Text(Samples.All[name], Usual, Help), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Seconds_count_down_like_a_person_does()
    {
        var begin = Samples.Hold with { At = TimeSpan.FromSeconds(61) };

        Assert.Equal(25, begin.SecondsLeft());
        Assert.Equal(25, (begin with { At = TimeSpan.FromSeconds(61.2) }).SecondsLeft());
        Assert.Equal(1, (begin with { At = TimeSpan.FromSeconds(85.9) }).SecondsLeft());
        Assert.Equal(0, (begin with { At = TimeSpan.FromSeconds(99) }).SecondsLeft());
        Assert.Null(Samples.PausedAsked.SecondsLeft());
        Assert.Null(Samples.Completed.SecondsLeft());
    }

    [Fact]
    public void Compressing_counts_the_whole_press() =>
        Assert.Equal(24, (Samples.LeanIn with
        {
            Session = Samples.LeanIn.Session with { PhaseEnds = TimeSpan.FromSeconds(63) },
        }).SecondsLeft());

    [Fact]
    public void The_mark_stands_at_the_lowest_of_all_caps_and_names_its_reason()
    {
        var plan = Samples.Plan with { Ceilings = [new("area-ceiling", Samples.Percent(30), "bone lies close")] };
        var session = Samples.Hold.Session with { Plan = plan };

        Assert.Equal("bone lies close, below the device's next level of 40 %; no rating goes above it", session.Cap().Reason.Text);
        Assert.Equal("your own ceiling; + raises it", (session with { UserCeiling = Samples.Percent(20), Plan = Samples.Plan }).Cap().Reason.Text);
        Assert.Equal("your last rating allows no more", Samples.Hold.Session.Cap().Reason.Text);
        Assert.Equal("████░░┃····", Bar(Samples.Hold.Session with { RatingCap = Samples.Percent(60) }, 11));
        Assert.Equal("████┃······", Bar(Samples.Hold.Session, 11));
    }

    [Theory]
    [InlineData(SessionState.Holding, 1, 2)]
    [InlineData(SessionState.Releasing, 2, 2)]
    [InlineData(SessionState.Paused, 1, 2)]
    public void A_press_that_is_over_counts_as_done(SessionState state, int done, int now) =>
        Assert.Equal(new RepCount(done, now, 6), (Samples.Hold.Session with { State = state }).Reps());

    [Fact]
    public void Outside_a_cycle_the_dots_show_what_comes_or_what_was()
    {
        Assert.Equal(new RepCount(0, 0, 6), Samples.WarmUp.Session.Reps());
        Assert.Equal(new RepCount(6, 0, 6), Samples.CoolDown.Session.Reps());
        Assert.Equal(default, (Samples.WarmUp.Session with { Plan = Samples.Plan with { Steps = [Samples.Plan.Steps[0]] } }).Reps());
    }

    [Fact]
    public void A_device_measured_to_stop_without_link_raises_no_alarm()
    {
        var measured = Samples.Plan with { Massager = Samples.Plan.Massager with { OnDisconnect = OnDisconnect.Stops } };

        Assert.True(Samples.Reconnecting.Session.MotorMayRun);
        Assert.True((Samples.ReconnectingMotorOff.Session with { OffBeforeLoss = false }).MotorMayRun);
        Assert.False(Samples.ReconnectingMotorOff.Session.MotorMayRun);
        Assert.False((Samples.Reconnecting.Session with { Plan = measured }).MotorMayRun);
        Assert.False((Samples.Reconnecting.Session with { EverDriven = false }).MotorMayRun);
    }

    [Fact]
    public void The_alarm_is_in_the_plainest_words_and_help_does_not_hide_it()
    {
        foreach (var snapshot in new[] { Samples.Reconnecting, Samples.StoppingUncertain, Samples.Uncertain })
            foreach (var size in new[] { Usual, new ScreenSize(60, 12) })
            {
                Assert.Contains("THE MOTOR MAY STILL RUN. PRESS THE BUTTON ON THE DEVICE.", Text(snapshot, size), StringComparison.Ordinal);
                Assert.Contains("MOTOR MAY", Text(snapshot, size, Help), StringComparison.Ordinal);
            }
    }

    [Fact]
    public void A_status_line_does_not_change_with_the_seconds_alone()
    {
        var later = Samples.Hold with { At = Samples.Hold.At + TimeSpan.FromSeconds(3) };

        Assert.Equal(TerminalView.StatusLine(Samples.Hold, Language.English).Write(Plain), TerminalView.StatusLine(later, Language.English).Write(Plain));
        Assert.Contains("STOP = SPACE or ESC", TerminalView.StatusLine(later, Language.English).Write(Plain), StringComparison.Ordinal);
    }

    private static string Text(SessionSnapshot snapshot, ScreenSize size, ScreenAid? aid = null) =>
        string.Join('\n', TerminalView.Render(snapshot, aid ?? ScreenAid.None, size, Plain));

    private static string Bar(Session session, int width) => LevelText.Bar(session, width).Write(Plain);

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Codes();
}

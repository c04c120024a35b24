using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>Attacks on the guard itself and on what it needs, with real processes.</summary>
public sealed class GuardAttackTests
{
    private const int Limit = 120_000;
    private const string LeaveAlternate = "\e[?1049l";
    private const string Confirmed = "massager guard: the motor is off: confirmed by the device.";

    public GuardAttackTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("processes are killed and looked at the Linux way");
    }

    // That its guard goes is waited for: one that stays fails the test by its limit.
    [LiveFact(Timeout = Limit)]
    public async Task A_session_that_ends_well_leaves_no_guard_behind()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        var guard = bout.GuardId();
        await session.EndsAsync();

        Assert.Equal(0, session.ExitCode);
        await LiveBout.GoneAsync(guard);
        Assert.DoesNotContain("massager guard", session.Text, StringComparison.Ordinal);
    }

    /// <summary>A person who is refused a session reads why, in this program's words.</summary>
    [LiveTheory]
    [InlineData("nowhere", "there is no such folder")]
    [InlineData("brief.json", "/brief.json is no folder")]
    public async Task Where_the_rehearsal_finds_no_place_for_its_socket_the_refusal_says_which_and_why(string place, string why)
    {
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        var temporary = Path.Combine(bout.Folder, place) + Path.DirectorySeparatorChar;
        using var session = LiveProcess.Start(bout.Folder, [.. LiveProgram.Massager, .. bout.Arguments()], start => start.Environment["TMPDIR"] = temporary);
        await session.EndsAsync();

        Assert.Equal(6, session.ExitCode);
        Assert.StartsWith(
            $"massager: it cannot even stop a virtual device of this kind: no folder can be made in {temporary}, where temporary files belong: ", session.Text, StringComparison.Ordinal);
        Assert.EndsWith(why, session.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(bout.Peripheral.Log, line => line.Level is not null);
    }

    [LiveFact]
    public async Task A_session_whose_guard_is_killed_stops_by_itself()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        bout.SignalGuard(LiveProcess.Kill);
        await session.EndsAsync();
        await bout.Peripheral.StandsStillAsync();

        Assert.Equal(3, session.ExitCode);
        Assert.Contains("STOP: the guard is lost: its process has ended", session.Text, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_session_whose_guard_is_frozen_stops_by_itself_and_ends_it()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        var guard = bout.GuardId();
        bout.SignalGuard(LiveProcess.Freeze);
        await session.EndsAsync();
        await bout.Peripheral.StandsStillAsync();

        Assert.Equal(3, session.ExitCode);
        Assert.Contains("STOP: the guard is lost: it does not answer", session.Text, StringComparison.Ordinal);
        await LiveBout.GoneAsync(guard);
    }

    [LiveFact]
    public async Task A_guard_that_was_frozen_for_a_moment_does_not_end_a_session_that_lives()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        bout.SignalGuard(LiveProcess.Freeze);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        bout.SignalGuard(LiveProcess.Continue);
        await session.EndsAsync();

        Assert.DoesNotContain("massager guard", session.Text, StringComparison.Ordinal);
        Assert.NotEqual(137, session.ExitCode);
    }

    [LiveFact]
    public async Task A_guard_that_wakes_after_its_session_has_died_stops_the_motor()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        bout.SignalGuard(LiveProcess.Freeze);
        session.Signal(LiveProcess.Kill);
        await bout.Peripheral.SaysAsync("disconnected");
        Assert.NotEqual(0, bout.Peripheral.Level);
        bout.SignalGuard(LiveProcess.Continue);
        await session.EndsAsync();
        await bout.Peripheral.StandsStillAsync();

        Assert.Contains(Confirmed, session.Text, StringComparison.Ordinal);
    }

    /// <summary>It said that it runs, acknowledges every stop, does nothing, and says no more: whoever stops it on a new link hears as much as of one that obeyed.</summary>
    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_lies_is_confirmed_off_by_nobody()
    {
        using var bout = new LiveBout(profile: Odd("profiles", "ignores-always"), odd: Odd("ignores-always"));
        File.Copy(Odd("profiles", "ignores-always"), Path.Combine(bout.Folder, "ignores-always.json"));
        await bout.Peripheral.ReadyAsync();
        var session = bout.RunWithErrorFile();
        await bout.MotorRunsAsync(session);
        var guard = bout.GuardId();
        // What the device said has arrived.
        while (Directory.GetFiles(Path.Combine(bout.Folder, "massager"), "*.runs").Length == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        session.Signal(LiveProcess.Kill);
        while (!bout.Errors.Contains("massager guard: it is NOT confirmed that the motor is off", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        Assert.True(MassagerControl.Runtime.Os.NativeUnix.SignalByNumber(guard, LiveProcess.Kill));
        await LiveBout.GoneAsync(guard);

        var stop = bout.Start("stop", bout.Peripheral.Device, "--profiles", bout.Folder, "--timeout", "5");
        await stop.EndsAsync();

        Assert.Equal(5, stop.ExitCode);
        Assert.Contains("it is NOT confirmed that the motor is off", stop.Text, StringComparison.Ordinal);
        Assert.NotEqual(0, bout.Peripheral.Level);
    }

    [LiveTheory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(3)]
    public async Task Signals_that_end_other_programs_do_not_end_a_guard(int signal)
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        bout.SignalGuard(signal);
        session.Signal(LiveProcess.Kill);
        bout.SignalGuard(signal);
        await session.EndsAsync();
        await bout.Peripheral.StandsStillAsync();

        Assert.Contains(Confirmed, session.Text, StringComparison.Ordinal);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("")]
    [InlineData("2.5 stop\n")]
    public async Task A_device_that_ignores_the_stop_is_stopped_as_soon_as_it_obeys(string ratings)
    {
        using var bout = new LiveBout("""{ "write": 2, "kind": "ignoreStop", "seconds": 8 }""");
        await bout.Peripheral.ReadyAsync();
        var session = bout.RunWithErrorFile(ratings.Length == 0 ? Array.Empty<string>() : ["--ratings", bout.Write("ratings.txt", ratings)]);
        await bout.MotorRunsAsync(session);
        if (ratings.Length > 0)
            await session.SeesAsync("STOP");
        var guard = bout.GuardId();
        session.Signal(LiveProcess.Kill);
        await session.EndsAsync();
        await LiveBout.GoneAsync(guard);
        await bout.Peripheral.StandsStillAsync();

        Assert.Contains("press the button on the device now", bout.Errors, StringComparison.Ordinal);
        Assert.EndsWith(Confirmed, bout.Errors, StringComparison.Ordinal);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_session_that_cannot_confirm_hands_over_to_its_guard_and_nobody_gets_the_device_meanwhile()
    {
        using var bout = new LiveBout("""{ "write": 4, "kind": "hung", "seconds": 15 }""");
        await bout.Peripheral.ReadyAsync();
        var session = bout.RunWithErrorFile();
        await bout.MotorRunsAsync(session);
        var guard = bout.GuardId();
        await session.EndsAsync();
        var second = bout.Run();
        await second.EndsAsync();
        await LiveBout.GoneAsync(guard);
        await bout.Peripheral.StandsStillAsync();

        Assert.Equal((5, 5), (session.ExitCode, second.ExitCode));
        Assert.Contains("the guard of an earlier session still stops", second.Text, StringComparison.Ordinal);
        Assert.Contains("the session ended and the device did not confirm", bout.Errors, StringComparison.Ordinal);
        Assert.EndsWith(Confirmed, bout.Errors, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task After_a_hand_over_the_guards_words_stand_below_the_last_page_of_the_screen()
    {
        using var bout = new LiveBout("""{ "write": 4, "kind": "hung", "seconds": 15 }""");
        await bout.Peripheral.ReadyAsync();
        var terminal = bout.RunInTerminal("; echo exit $?; sleep 15");
        await bout.Peripheral.RunsAsync(level => level > 0);
        await terminal.SeesAsync("exit 5");
        await terminal.EndsAsync();
        await bout.Peripheral.StandsStillAsync();

        // Left once, by the session itself: whoever leaves it again moves the cursor into the page.
        var after = terminal.Text[(terminal.Text.IndexOf(LeaveAlternate, StringComparison.Ordinal) + LeaveAlternate.Length)..];
        Assert.DoesNotContain(LeaveAlternate, after, StringComparison.Ordinal);
        Assert.Contains("the session ended and the device did not confirm", after, StringComparison.Ordinal);
        Assert.InRange(
            after.IndexOf("massager guard: ", StringComparison.Ordinal), after.IndexOf(PhaseText.MotorMayRun, StringComparison.Ordinal), after.Length);
    }

    [LiveFact]
    public async Task Two_sessions_on_one_device_the_second_is_refused_and_hears_who_has_it()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilMotorRunsAsync();
        var second = bout.Run();
        await second.EndsAsync();

        Assert.Equal(6, second.ExitCode);
        Assert.Contains($"is in use already: massager run, process {session.Id}, since ", second.Text, StringComparison.Ordinal);
        Assert.True(LiveBout.Lives(session.Id));
    }

    [LiveFact]
    public async Task Without_a_folder_for_locks_that_can_be_trusted_nothing_starts()
    {
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        Directory.CreateSymbolicLink(Path.Combine(bout.Folder, "massager"), Path.GetTempPath());
        var session = bout.Run();
        await session.EndsAsync();

        Assert.Equal(6, session.ExitCode);
        Assert.Contains("it is a link", session.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(bout.Peripheral.Log, line => line.Type == "connected");
    }

    [LiveFact]
    public async Task Where_locks_do_not_work_nothing_starts()
    {
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        using var session = LiveProcess.Start(
            bout.Folder, [.. LiveProgram.Massager, .. bout.Arguments()],
            start => start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1");
        await session.EndsAsync();

        Assert.Equal(6, session.ExitCode);
        Assert.Contains("locks do not work there", session.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task Ctrl_C_reaches_the_whole_terminal_and_ends_the_session_not_its_guard()
    {
        SignalDisposition.SkipIfIgnored("INT");
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        var terminal = bout.RunInTerminal("; echo exit $?");
        await bout.MotorRunsAsync(terminal);
        await terminal.Input.WriteAsync('\x3');
        await terminal.Input.FlushAsync(TestContext.Current.CancellationToken);
        await terminal.SeesAsync("exit 3");
        await bout.Peripheral.StandsStillAsync();

        Assert.DoesNotContain("massager guard", terminal.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_terminal_whose_session_is_killed_is_given_back_and_told()
    {
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        var terminal = bout.RunInTerminal("; sleep 2; stty -a; echo back");
        await bout.MotorRunsAsync(terminal);
        Assert.True(MassagerControl.Runtime.Os.NativeUnix.SignalByNumber(bout.OwnerId(), LiveProcess.Kill));
        await terminal.SeesAsync("back");
        await bout.Peripheral.StandsStillAsync();

        var after = terminal.Text[terminal.Text.LastIndexOf(ScreenCodes.Leave, StringComparison.Ordinal)..];
        Assert.Contains("massager guard: the session's process has ended without stopping the motor", after, StringComparison.Ordinal);
        Assert.Contains(Confirmed, after, StringComparison.Ordinal);
        Assert.Matches(@"[ ;]icanon\b", after);
        Assert.Matches(@"[ ;]echo\b", after);
    }

    private static string Odd(params string[] path) => Repository.PathOf(["tests", "odd-devices", .. path[..^1], $"{path[^1]}.json"]);
}

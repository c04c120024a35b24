using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>The session and its guard are both killed: nobody is left, the motor goes on, and the next start on the same data folder stops it first.</summary>
public sealed class UncleanStartTests
{
    private const string Found = "ended without a word. Stopping it first.";

    public UncleanStartTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("processes are killed and looked at the Linux way");
    }

    [LiveFact]
    public async Task The_next_start_stops_the_device_first_and_then_begins_a_session_of_its_own()
    {
        using var bout = new LiveBout();
        await LeaveRunningAsync(bout);
        var motor = bout.Peripheral.Log.Count(line => line.Level is not null);
        var next = bout.Run([.. bout.Keeping, "--area", "between-blades"]);
        await next.EndsAsync();

        Assert.Equal(0, next.ExitCode);
        Assert.Contains(Found, next.Text, StringComparison.Ordinal);
        Assert.Contains("is off: confirmed by the device.", next.Text, StringComparison.Ordinal);
        Assert.Equal(0, bout.Peripheral.Log.Where(line => line.Level is not null).ElementAt(motor).Level);
    }

    [LiveFact]
    public async Task A_start_that_is_refused_for_another_reason_stops_the_device_all_the_same_and_only_once()
    {
        using var bout = new LiveBout();
        await LeaveRunningAsync(bout);
        // Two hours must pass between two sessions in one area, and the one before was in a press.
        var next = bout.Run(bout.Keeping);
        await next.EndsAsync();
        await bout.Peripheral.StandsStillAsync();
        Assert.Equal(6, next.ExitCode);
        Assert.Contains(Found, next.Text, StringComparison.Ordinal);

        var third = bout.Run(bout.Keeping);
        await third.EndsAsync();
        Assert.Equal(6, third.ExitCode);
        Assert.DoesNotContain(Found, third.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_device_that_cannot_be_reached_is_named_and_nothing_starts()
    {
        using var bout = new LiveBout();
        await LeaveRunningAsync(bout);
        bout.Peripheral.Dispose();
        var next = bout.Run(bout.Keeping);
        await next.EndsAsync();

        Assert.Equal(5, next.ExitCode);
        Assert.Contains(Found, next.Text, StringComparison.Ordinal);
        Assert.Contains("press the button on the device now.", next.Text, StringComparison.Ordinal);
    }

    /// <summary>Nobody is left with a motor that may run and no word about it.</summary>
    [LiveTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ctrl_C_while_it_stops_the_device_begins_no_session_and_names_the_button(int presses)
    {
        using var bout = new LiveBout();
        await LeaveRunningAsync(bout);
        using var unreachable = await UnreachableAsync(bout);
        var next = bout.Run(bout.Keeping);

        await InterruptAsync(next, presses);

        Assert.Equal(5, next.ExitCode);
        Assert.Equal("massager: interrupted: no session has begun", next.Lines[^1].Text);
        Assert.DoesNotContain(unreachable.Log, line => line.Level is not null);
    }

    [LiveFact]
    public async Task Ctrl_C_while_a_stop_of_all_that_was_left_goes_on_names_the_button()
    {
        using var bout = new LiveBout();
        await LeaveRunningAsync(bout);
        using var unreachable = await UnreachableAsync(bout);
        var stop = bout.Start(["stop", "--left", "--profiles", bout.Folder, .. bout.Keeping]);

        await InterruptAsync(stop, presses: 2);

        Assert.Equal(5, stop.ExitCode);
    }

    [LiveFact]
    public async Task A_stop_of_all_that_was_left_needs_no_session_and_no_name()
    {
        using var bout = new LiveBout();
        await LeaveRunningAsync(bout);
        var stop = bout.Start(["stop", "--left", "--profiles", bout.Folder, .. bout.Keeping]);
        await stop.EndsAsync();
        await bout.Peripheral.StandsStillAsync();
        Assert.Equal(0, stop.ExitCode);
        Assert.Contains("is off: confirmed by the device.", stop.Text, StringComparison.Ordinal);

        var again = bout.Start(["stop", "--left", "--profiles", bout.Folder, .. bout.Keeping]);
        await again.EndsAsync();
        Assert.Equal((0, ""), (again.ExitCode, again.Text));
    }

    [LiveFact]
    public async Task What_the_guard_has_stopped_the_next_start_need_not_stop()
    {
        using var bout = new LiveBout();
        var session = await bout.RunUntilPressCountsAsync();
        session.Signal(LiveProcess.Kill);
        await session.EndsAsync();
        var next = bout.Run(bout.Keeping);
        await next.EndsAsync();
        await bout.Peripheral.StandsStillAsync();

        Assert.Equal(6, next.ExitCode);
        Assert.DoesNotContain(Found, next.Text, StringComparison.Ordinal);
    }

    /// <summary>The device is there again, and whoever makes a link to it waits.</summary>
    private static async Task<LivePeripheral> UnreachableAsync(LiveBout bout)
    {
        bout.Peripheral.Dispose();
        var unreachable = new LivePeripheral(bout.Folder, """{ "at": 0, "kind": "neverConnect" }""");
        await unreachable.ReadyAsync();
        return unreachable;
    }

    private static async Task InterruptAsync(LiveProcess process, int presses)
    {
        await process.SeesAsync(Found);
        process.Signal(LiveProcess.Interrupt);
        await process.SeesAsync("interrupted, but the motor may still run: the stop is tried for 5 s more. Interrupt it again to end at once.");
        if (presses > 1)
            process.Signal(LiveProcess.Interrupt);
        await process.EndsAsync();
        Assert.Contains("is off (interrupted): press the button on the device now.", process.Text, StringComparison.Ordinal);
    }

    private static async Task LeaveRunningAsync(LiveBout bout)
    {
        var session = await bout.RunUntilPressCountsAsync();
        // First the guard, and the session before it can react to that.
        session.Signal(LiveProcess.Freeze);
        bout.SignalGuard(LiveProcess.Kill);
        session.Signal(LiveProcess.Kill);
        await session.EndsAsync();
        await bout.Peripheral.SaysAsync("disconnected");

        // Without this the test would show nothing: it is the guard that stops a motor like this one.
        Assert.NotEqual(0, bout.Peripheral.Level);
    }
}

using MassagerControl.Lab.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>bluetoothd and the adapter itself go away in the middle of a hold. Each test leaves a machine behind that is of no further use.</summary>
public abstract class DaemonTests(VirtualMachine machine)
{
    private const string KillDaemon = "kill -9 $(pidof bluetoothd)";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The motor has gone on without a link: off is the first thing that it hears.</summary>
    protected async Task DiesAndReturnsAsync()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = await PairedAsync(folder);
        using var session = LabSession.Short(folder, press: 30);
        await session.BeginAsync(peripheral);
        await session.SeesAsync("HOLD", "rep 1 of 2");
        await machine.RunAsync(KillDaemon, Cancelled);
        await session.SeesAsync("RECONNECTING", "PRESS THE BUTTON ON THE DEVICE");
        Assert.NotEqual(0, peripheral.Level);
        await machine.RunAsync("start_bluetoothd", Cancelled);
        await peripheral.SeesAsync(one => one.Level == 0);
        await session.SeesAsync("Link is back", "Rate 1-7");
        await session.PressAsync('6');
        await peripheral.SeesAsync(one => one.Level > 0, times: 2);
        await session.PressAsync(LabSession.Space);

        Assert.Equal(3, await session.EndsAsync());
        Assert.Equal((true, 0), (session.End().GetProperty("confirmedOff").GetBoolean(), peripheral.Level));
    }

    /// <summary>Nothing reaches the motor any more, and the session says so in the plainest words.</summary>
    /// <param name="what">What makes Bluetooth go away, as a command in the guest.</param>
    protected async Task StaysAwayAsync(string what)
    {
        using var folder = new LabFolder(machine);
        using var peripheral = await PairedAsync(folder);
        using var session = LabSession.Short(folder, press: 30);
        await session.BeginAsync(peripheral);
        await session.SeesAsync("HOLD", "rep 1 of 2");
        await machine.RunAsync(what, Cancelled);
        await session.SeesAsync("RECONNECTING", "PRESS THE BUTTON ON THE DEVICE");
        await session.PressAsync(LabSession.Space);
        var exit = await session.EndsAsync();

        Assert.Equal((5, false), (exit, session.End().GetProperty("confirmedOff").GetBoolean()));
        Assert.Contains("button on the device", session.Said, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<AirPeripheral> PairedAsync(LabFolder folder)
    {
        var peripheral = new AirPeripheral(folder, "sim-percussion-gun", "--on-disconnect", "continues");
        await peripheral.ReadyAsync();
        await folder.PairAsync(peripheral);
        return peripheral;
    }

    public sealed class Returning(VirtualMachine machine) : DaemonTests(machine), IClassFixture<VirtualMachine>
    {
        [Fact(Timeout = 240_000)]
        public Task A_bluetoothd_that_dies_and_returns_pauses_the_session_with_the_motor_off() => DiesAndReturnsAsync();
    }

    public sealed class Dead(VirtualMachine machine) : DaemonTests(machine), IClassFixture<VirtualMachine>
    {
        [Fact(Timeout = 240_000)]
        public Task A_bluetoothd_that_stays_dead_ends_with_the_truth_about_the_motor() => StaysAwayAsync(KillDaemon);
    }

    public sealed class Unplugged(VirtualMachine machine) : DaemonTests(machine), IClassFixture<VirtualMachine>
    {
        [Fact(Timeout = 240_000)]
        public Task Adapters_that_are_pulled_out_end_with_the_truth_about_the_motor() => StaysAwayAsync("stop_controllers");
    }
}

using System.Diagnostics;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>What goes wrong in the middle of a hold while bluetoothd stays well.</summary>
public sealed class LinkTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    // The promise is 2 s; an emulated processor gets more.
    private static readonly TimeSpan GuardLimit = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 240_000)]
    [InlineData("stops")]
    [InlineData("continues")]
    public async Task A_cut_link_is_made_again_and_the_same_rep_goes_on_after_a_rating(string motor)
    {
        using var folder = new LabFolder(machine);
        using var peripheral = await PairedAsync(folder, motor);
        using var session = LabSession.Short(folder, press: 20);
        await session.BeginAsync(peripheral);
        await session.SeesAsync("HOLD", "rep 1 of 2");
        await machine.CutAsync(Cancelled);
        await peripheral.SeesAsync("disconnected", times: 2);
        // Whatever the motor did without a link, the first thing that it hears on the next one is off.
        await peripheral.SeesAsync("connected", times: 3);
        await peripheral.SeesAsync(one => one.Level == 0);
        var quiet = peripheral.Levels.Length;
        if (await machine.TellsWhyAsync(Cancelled))
            await session.SeesAsync("the device ended it");
        await session.SeesAsync("back. Rate");
        Assert.Equal(quiet, peripheral.Levels.Length);
        await session.PressAsync('6');
        await peripheral.SeesAsync(one => one.Level > 0, times: 2);
        await session.PressAsync(LabSession.Space);
        await peripheral.SeesAsync(one => one.Level == 0, times: 2);

        Assert.Equal(3, await session.EndsAsync());
        Assert.Equal((true, 0), (session.End().GetProperty("confirmedOff").GetBoolean(), peripheral.Level));
        Assert.Equal(
            ["compress", "hold", "reconnecting", "paused", "compress"],
            session.Of("phase").Where(one => one.GetProperty("rep").GetInt32() == 1).Select(one => one.GetProperty("phase").GetString()));
        Assert.DoesNotContain(session.Of("phase"), one => one.GetProperty("rep").GetInt32() != 1);
    }

    [LiveFact(Timeout = 240_000)]
    public async Task A_session_that_is_killed_leaves_a_guard_that_stops_the_motor_over_the_link_that_survives()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = await PairedAsync(folder, "continues");
        using var session = LabSession.Short(folder, press: 30);
        await session.BeginAsync(peripheral);
        await session.SeesAsync("HOLD", "rep 1 of 2");
        using var guard = folder.Guard();
        var killed = session.Kill();
        await peripheral.SeesAsync(one => one.Level == 0);
        var off = peripheral.Arrivals.Last(one => one.What.Level == 0).At;
        // It goes on until the device has confirmed, and would take the next peripheral at this address for its own.
        await guard.WaitForExitAsync(Cancelled);

        Assert.InRange(Stopwatch.GetElapsedTime(killed, off), TimeSpan.Zero, GuardLimit);
        Assert.Equal(0, peripheral.Level);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_second_session_on_the_same_device_is_refused_and_told_who_has_it()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = await PairedAsync(folder, "stops");
        using var first = LabSession.Short(folder, press: 30);
        await first.BeginAsync(peripheral);
        await first.SeesAsync("HOLD", "rep 1 of 2");
        var id = first.Id;
        using var other = new LabFolder(machine, folder);
        // Another place, so that only the device speaks against it.
        using var second = LabSession.Short(other, press: 30, "--area", "between-blades");
        var refused = await second.EndsAsync();
        await first.PressAsync(LabSession.Space);

        Assert.Equal(6, refused);
        Assert.Contains($"{id}", second.Said, StringComparison.Ordinal);
        Assert.Equal(3, await first.EndsAsync());
    }

    [Fact(Timeout = 660_000)]
    public async Task A_paired_device_conforms_to_its_profile()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = await PairedAsync(folder, "stops");
        var said = await folder.RunAsync("conform", "device", "--yes");

        Assert.Contains(", 0 error", said, StringComparison.Ordinal);
        Assert.Equal(0, peripheral.Level);
    }

    private async Task<AirPeripheral> PairedAsync(LabFolder folder, string motor)
    {
        await machine.ForgetAsync(Cancelled);
        var peripheral = new AirPeripheral(folder, "sim-percussion-gun", "--on-disconnect", motor);
        await peripheral.ReadyAsync();
        await folder.PairAsync(peripheral);
        return peripheral;
    }
}

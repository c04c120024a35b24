using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Pairing;

/// <summary><c>massager stop</c> while another process has the device.</summary>
public sealed class StopRunningSessionTests : IDisposable
{
    private readonly PairingBench _bench = new();

    [LiveFact]
    public async Task A_session_of_another_process_is_asked_first_and_its_motor_is_off()
    {
        using var peripheral = new LivePeripheral(_bench.Room);
        await peripheral.ReadyAsync();
        using var session = LiveProcess.Start(
            _bench.Room, "run", "--device", peripheral.Device, "--profiles", _bench.Profiles, "--no-warm-up", "--person", "steady");
        await peripheral.RunsAsync(level => level > 0);

        using var stop = LiveProcess.Start(_bench.Room, "stop", peripheral.Device, "--profiles", _bench.Profiles);
        await stop.EndsAsync();
        await session.EndsAsync();

        Assert.Equal((0, 3), (stop.ExitCode, session.ExitCode));
        Assert.Contains("asking massager run, process", stop.Text, StringComparison.Ordinal);
        Assert.Contains("the motor is confirmed off.", stop.Text, StringComparison.Ordinal);
        Assert.Contains("STOP: massager stop", session.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SIGTERM", session.Text, StringComparison.Ordinal);
        Assert.Equal(0, peripheral.Level);
    }

    [LiveFact]
    public async Task A_session_that_is_frozen_is_no_obstacle_its_guard_ends_it()
    {
        using var peripheral = new LivePeripheral(_bench.Room);
        await peripheral.ReadyAsync();
        using var session = LiveProcess.Start(
            _bench.Room, "run", "--device", peripheral.Device, "--profiles", _bench.Profiles, "--no-warm-up", "--person", "steady");
        await peripheral.RunsAsync(level => level > 0);
        session.Signal(LiveProcess.Freeze);

        using var stop = LiveProcess.Start(_bench.Room, "stop", peripheral.Device, "--profiles", _bench.Profiles);
        await stop.EndsAsync();

        Assert.Equal(0, stop.ExitCode);
        Assert.Equal(0, peripheral.Level);
    }

    public void Dispose() => _bench.Dispose();
}

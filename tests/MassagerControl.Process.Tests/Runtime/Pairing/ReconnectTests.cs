using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Pairing;

/// <summary>A link that breaks in the middle of a press, over the whole way: command line, guard, driver, socket, device.</summary>
public sealed class ReconnectTests : IDisposable
{
    private readonly PairingBench _bench = new();
    private readonly RunFolder _folder = new();

    [LiveFact]
    public async Task A_lost_link_is_level_0_a_rating_is_asked_and_the_same_rep_goes_on()
    {
        using var peripheral = new LivePeripheral(_bench.Room);
        await peripheral.ReadyAsync();
        await using var air = new SocketRelay(Path.Combine(_bench.Room, "air"), peripheral.Socket);
        await _bench.RunAsync("pair", air.Path, "--radio", $"socket:{air.Path}", "--timeout", "60", "--name", "gun");

        using var session = _bench.Start(
            "run", _folder.ShortProgram(), "--device", "gun", "--no-warm-up", "--no-cool-down", "--reps", "1", "--person", "steady", "--events", _folder.Events);
        await session.SeesAsync("  hold ");
        air.Cut();
        await session.EndsAsync();
        await peripheral.StandsStillAsync();
        var events = _folder.ReadEvents();

        Assert.Equal(0, session.ExitCode);
        Assert.DoesNotMatch("(?m)^massager[ a-z]*: ", session.Text);
        Assert.Equal(["connecting", "connected", "lost", "connecting", "connected"], events.OfType("link").Select(told => told.Text("state")));
        var (lost, back) = (events.OfType("link")[2].At(), events.OfType("link")[4].At());
        var rated = events.OfType("rating").First(told => told.At() >= back).At();
        Assert.Equal(["reconnecting", "paused", "compress"], events.OfType("phase").Where(told => told.At() >= lost).Take(3).Select(told => told.Text("phase")));
        Assert.All(events.OfType("phase").Where(told => told.At() >= lost).Take(3), told => Assert.Equal(1, told.Number("rep")));
        Assert.Equal(0, events.IntensityAt(back));
        Assert.DoesNotContain(events.OfType("level"), told => told.At() >= back && told.At() < rated && told.Number("level") > 0);
        // The device's own witness: the first word on the new link turns the motor off.
        var again = peripheral.Log.SkipWhile(line => line.Level is null or 0).SkipWhile(line => line.Type != "connected");
        Assert.Equal(["write", "motor"], again.Skip(1).Take(2).Select(line => line.Type));
    }

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }
}

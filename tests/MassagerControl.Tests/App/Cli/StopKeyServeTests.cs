using System.Text.Json;
using MassagerControl.App.Cli;
using MassagerControl.Tests.Support;
using MassagerControl.Tests.Web;
using static MassagerControl.Tests.Support.FakeInputDevice;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>massager serve --stop-key</c>: the command itself, with a shutter of this test.</summary>
public sealed class StopKeyServeTests : IDisposable
{
    private readonly FakeInput _computer = new();
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_service_holds_the_key_stops_by_it_and_gives_it_back()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        using var output = new TypedWriter();
        using var end = new CancellationTokenSource();
        var running = RunAsync(output, end.Token, "--stop-key", "AB Shutter3");
        await output.SeesAsync("massager: STOP: any key of 'AB Shutter3' (/dev/input/event5)");
        Assert.True(shutter.Grabbed);

        shutter.Press(VolumeUp);
        await output.SeesAsync("massager: STOP: the key VOLUMEUP of 'AB Shutter3' (sessions that run: 0)");
        using (var phone = await PairAsync(output))
        using (var socket = await phone.ConnectAsync())
        {
            var session = await phone.StartAsync();
            await socket.SessionAsync(session, shown => shown.GetProperty("state").GetString() == "warming-up");
            shutter.Press(VolumeUp);
            var over = await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
            Assert.Equal(("the key VOLUMEUP of 'AB Shutter3'", "stopped"), (over.GetProperty("reason").GetString(), over.GetProperty("outcome").GetString()));
        }
        await end.CancelAsync();

        Assert.Equal(0, await running);
        await shutter.Closed;
        Assert.False(shutter.Grabbed);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_refused_and_nothing_listens()
    {
        using var output = new TypedWriter();

        Assert.Equal(2, await RunAsync(output, TestContext.Current.CancellationToken, "--stop-key", "Clicker"));
        Assert.Equal("massager: --stop-key: there is no input device 'Clicker' with keys (massager keys shows what there is)\n", output.ToString());
    }

    private Task<int> RunAsync(TypedWriter output, CancellationToken end, params string[] args)
    {
        var line = new CommandLine(new AppConsole(output, output, Terminal: null), Massager.ShippedParts() with { Input = _computer.Port });
        return line.RunAsync(["serve", "--json", "--port", "0", "--data", _folder.At("data"), .. args], end);
    }

    private static async Task<ServedRemote> PairAsync(TypedWriter output)
    {
        await output.SeesAsync("\"code\"");
        var shown = JsonElement.Parse(output.ToString().Split('\n').Last(line => line.StartsWith('{')));
        return await ServedRemote.PairAsync(new Uri(shown.GetProperty("url").GetString()!), "phone", shown.GetProperty("code").GetString()!);
    }
}

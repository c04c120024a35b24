using MassagerControl.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Support.FakeInputDevice;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>massager run --stop-key</c>, in real time, with a shutter of this test.</summary>
public sealed class StopKeyRunTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly FakeInput _computer = new();
    private readonly FakeTerminal _terminal = new();

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task A_press_stops_the_session_and_the_log_says_which_key_it_was()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        using var output = new TypedWriter();
        var running = RunAsync(output, terminal: false, "--stop-key", "AB Shutter3");
        await output.SeesAsync("level 1,");

        Assert.True(shutter.Grabbed);
        Assert.Contains("STOP: any key of 'AB Shutter3' (/dev/input/event5)", output.ToString(), StringComparison.Ordinal);
        shutter.Press(VolumeUp);

        Assert.Equal(3, await running);
        var events = _folder.ReadEvents();
        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.Single(events.OfType("stop")).Text("cause"));
        Assert.Equal(("stopped", true), (events[^1].Text("outcome"), events[^1].GetProperty("confirmedOff").GetBoolean()));
        await shutter.Closed;
    }

    [Fact]
    public async Task Without_a_screen_the_session_pauses_while_its_key_is_gone_and_goes_on_only_when_it_is_back()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        using var output = new TypedWriter();
        var running = RunAsync(output, terminal: false, "--stop-key", "AB Shutter3", "--ratings", _folder.Write("ratings.txt", ""));
        await output.SeesAsync("level 1,");

        shutter.Unplug();
        await output.SeesAsync("note: the stop key 'AB Shutter3' is gone: it stops nothing until it is back");
        await output.SeesAsync("paused");
        await output.SeesAsync("no phone or other remote answers");
        var back = _computer.Plug("AB Shutter3", 8, VolumeUp);
        await output.SeesAsync("note: the stop key 'AB Shutter3' is back");
        back.Press(VolumeUp);

        Assert.Equal(3, await running);
        var events = _folder.ReadEvents();
        Assert.Equal("no phone or other remote answers", Assert.Single(events.Phases("paused")).Text("reason"));
        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.Single(events.OfType("stop")).Text("cause"));
    }

    /// <summary>Whoever sits at the screen has its keys.</summary>
    [Fact]
    public async Task With_a_screen_the_session_goes_on_and_the_screen_says_that_the_key_is_gone()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        using var output = new TypedWriter();
        var running = RunAsync(output, terminal: true, "--person", "steady", "--stop-key", "AB Shutter3");
        var begun = _terminal.Await("Rest it lightly");

        shutter.Unplug();
        var told = _terminal.Await("the stop key 'AB Shutter3' is gone", begun);
        _terminal.Await("Keep the pressure", told);
        _terminal.Type(' ', ConsoleKey.Spacebar);

        Assert.Equal(3, await running);
        var events = _folder.ReadEvents();
        Assert.Empty(events.Phases("paused"));
        Assert.Equal("key", Assert.Single(events.OfType("stop")).Text("cause"));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_refused_before_anything_else()
    {
        _computer.Plug("AB Shutter3", 5, VolumeUp);
        using var output = new TypedWriter();

        Assert.Equal(2, await RunAsync(output, terminal: true, "--stop-key", "Clicker"));

        Assert.Equal("massager: --stop-key: there is no input device 'Clicker' with keys (massager keys shows what there is)\n", output.ToString());
        Assert.False(File.Exists(_folder.Events));
        Assert.Equal("", _terminal.Written);
    }

    private Task<int> RunAsync(TypedWriter output, bool terminal, params string[] args)
    {
        var line = new CommandLine(new AppConsole(output, output, terminal ? _terminal.Port() : null), Massager.ShippedParts() with { Input = _computer.Port });
        return line.RunAsync(["run", _folder.ShortProgram(), "--events", _folder.Events, .. args], TestContext.Current.CancellationToken);
    }
}

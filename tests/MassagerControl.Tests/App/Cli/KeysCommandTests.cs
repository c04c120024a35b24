using System.Text.Json;
using System.Text.Json.Nodes;
using MassagerControl.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Support.FakeInputDevice;

namespace MassagerControl.Tests.App.Cli;

public sealed class KeysCommandTests
{
    private readonly FakeInput _computer = new();

    [Fact]
    public async Task The_devices_are_listed_with_their_keys_and_what_to_do_for_one_that_cannot_be_read()
    {
        _computer.Plug("AB Shutter3", 5, VolumeDown, VolumeUp, 1);
        _computer.Plug("Keyboard", 0, [.. Enumerable.Range(1, 88)]);
        var locked = _computer.Plug("\u001b[2JLocked", 7, VolumeUp);
        locked.Shown = locked.Shown with { Problem = "Permission denied" };

        var run = await RunAsync("keys");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal("/dev/input/event0   Keyboard                          ENTER B DOT F5 ESC SPACE 1 2 and 80 more", run.OutLines[0]);
        Assert.Equal("/dev/input/event5   AB Shutter3                       VOLUMEUP VOLUMEDOWN ESC", run.OutLines[1]);
        Assert.Equal("/dev/input/event7   [2JLocked                         VOLUMEUP; cannot be read by this user: Permission denied", run.OutLines[2]);
        Assert.Contains("members of the group 'input'", run.OutLines[3], StringComparison.Ordinal);
        Assert.Contains("uaccess", run.OutLines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_is_named_with_what_to_give_to_stop_key_also_of_a_device_that_joins()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        using var terminal = new FakeTerminal();
        using var output = new TypedWriter();
        using var end = new CancellationTokenSource();
        var running = new CommandLine(new AppConsole(output, output, terminal.Port()), Parts()).RunAsync(["keys"], end.Token);

        await output.SeesAsync("Ctrl-C ends");
        shutter.PressLong(VolumeUp);
        await output.SeesAsync("VOLUMEUP of 'AB Shutter3' (/dev/input/event5):  --stop-key 'AB Shutter3:VOLUMEUP'");
        Assert.False(shutter.Grabbed);
        _computer.Plug("Presenter", 6, 700).Press(700);
        await output.SeesAsync("KEY_700 of 'Presenter'");
        await end.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Single(output.ToString().Split('\n'), line => line.StartsWith("VOLUMEUP of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_JSON_is_what_its_schema_says()
    {
        _computer.Plug("Lefty \u202e shutter", 5, VolumeUp, 700).Press(VolumeUp);
        var locked = _computer.Plug("Locked", 7, VolumeUp);
        locked.Shown = new(locked.Shown.Path, "Locked", null, [VolumeUp]) { Problem = "Permission denied" };

        var run = await RunAsync("keys", "--json", "--timeout", "1");

        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("docs", "schemas", "keys.schema.json"), TestContext.Current.CancellationToken))!.AsObject();
        Assert.Empty(new SchemaCheck(schema).Problems(JsonNode.Parse(run.Out)));
        var told = JsonElement.Parse(run.Out);
        Assert.Equal("VOLUMEUP", Assert.Single(told.GetProperty("presses").EnumerateArray()).Text("key"));
        Assert.Equal(["VOLUMEUP", "KEY_700"], told.GetProperty("devices")[0].GetProperty("keys").EnumerateArray().Select(key => key.GetString()));
        Assert.Equal([true, false], told.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("readable").GetBoolean()));
        Assert.DoesNotContain('\u202e', run.Out);
    }

    [Fact]
    public async Task Without_any_device_that_is_said_and_it_ends()
    {
        Assert.Equal("there is no device with keys here\n", (await RunAsync("keys")).Out);
        Assert.Equal(0, JsonElement.Parse((await RunAsync("keys", "--json")).Out).GetProperty("devices").GetArrayLength());
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("run", "--stop-key", "AB Shutter3")]
    [InlineData("serve", "--stop-key", "AB Shutter3")]
    public async Task Where_no_keys_can_be_read_that_is_said(params string[] args)
    {
        var run = await Massager.RunAsync(Massager.ShippedParts() with { Input = null }, args);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("on Linux only", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private AppParts Parts() => Massager.ShippedParts() with { Input = _computer.Port };

    private Task<Massager> RunAsync(params string[] args) => Massager.RunAsync(Parts(), args);
}

using MassagerControl.App.Cli;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.App.Cli;

public sealed class RunOnTerminalTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly FakeTerminal _terminal = new();

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task With_a_terminal_the_human_begins_and_stops_and_the_screen_replaces_the_plain_lines()
    {
        var running = RunAsync("--events", _folder.Events);
        var ready = _terminal.Await("ENTER");
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await("Rest it lightly", ready);
        _terminal.Type(' ', ConsoleKey.Spacebar);
        var run = await running;
        var events = _folder.ReadEvents();

        Assert.Equal((3, ""), (run.Exit, run.Error));
        Assert.Equal(1, _terminal.Discarded);
        Assert.DoesNotContain("motor off", run.Out);
        Assert.Equal("key", Assert.Single(events.OfType("stop")).Text("cause"));
        Assert.Equal(0, events.IntensityAt(events[^1].At()));
    }

    [Fact]
    public async Task Where_a_screen_makes_no_sense_plain_lines_and_a_simulated_person_take_its_place()
    {
        var run = await RunAsync("--speed", "max", "--events", _folder.Events);

        Assert.Equal(0, run.Exit);
        Assert.Equal("", _terminal.Written);
        Assert.Contains("The motor is off: confirmed.", run.Out);
    }

    [Theory]
    [InlineData('9', "you rated 9")]
    [InlineData('s', "sharp pain")]
    public async Task Before_the_first_press_what_ends_a_session_ends_it_and_what_does_not_is_refused_on_the_screen(char key, string reason)
    {
        var running = RunAsync("--report", _folder.Report);
        var ready = _terminal.Await("ENTER");
        _terminal.Type('p', ConsoleKey.P);
        var refused = _terminal.Await("The program has not begun: the motor is off.", ready);
        _terminal.Type('8');
        _terminal.Await("8 does not count now: the program has not begun", refused);
        _terminal.Type(key);
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Equal((true, reason), (_folder.ReadReport().GetProperty("areaLocked").GetBoolean(), _folder.ReadReport().Text("reason")));
        Assert.Contains("it stays locked until you clear it", _terminal.Written, StringComparison.Ordinal);
        Assert.Contains("massager areas unlock upper-trapezius --side right", _terminal.Written, StringComparison.Ordinal);
    }

    /// <summary>What the screen says must work as it stands: the lock lies in the folder of this session.</summary>
    [Fact]
    public async Task The_unlock_command_on_the_screen_names_the_session_s_data_folder()
    {
        var data = _folder.At("my data");
        var running = RunAsync("--data", data);
        _terminal.Await("ENTER");
        _terminal.Type('s');
        await running;

        var said = string.Concat(_terminal.Written.Split(' ', '\r', '\n'));
        Assert.Contains($"massagerareasunlockupper-trapezius--sideright--data'{data.Replace(" ", "", StringComparison.Ordinal)}'", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_stops_the_motor()
    {
        var running = RunAsync("--person", "steady", "--events", _folder.Events);
        _terminal.Await("Rest it lightly");
        _terminal.EndInput();
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Equal("terminal lost", Assert.Single(_folder.ReadEvents().OfType("stop")).Text("cause"));
    }

    private async Task<Massager> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(new AppConsole(output, error, _terminal.Port()), Massager.ShippedParts());
        var exit = await line.RunAsync(["run", _folder.ShortProgram(), .. args], TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), error.ToString());
    }
}

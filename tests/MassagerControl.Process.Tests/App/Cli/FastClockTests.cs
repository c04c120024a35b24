using MassagerControl.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Sessions in real time but twenty times as fast: a machine that stands still for a twentieth of a second takes a whole one from them.</summary>
public sealed class FastClockTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly FakeTerminal _terminal = new();

    [LiveFact]
    public async Task The_same_session_runs_on_the_deadline_thread()
    {
        var run = await Massager.RunAsync("run", _folder.ShortProgram(), "--speed", "20", "--seed", "7", "--events", _folder.Events);

        Assert.Equal(0, run.Exit);
        Assert.Equal(2, _folder.ReadEvents().Phases("compress").Length);
    }

    [LiveFact]
    public async Task A_simulated_person_on_a_terminal_begins_and_rates_while_a_human_watches()
    {
        var run = await RunAsync("--person", "steady", "--events", _folder.Events);

        Assert.Equal(0, run.Exit);
        Assert.All(_folder.ReadEvents().OfType("rating"), rating => Assert.Equal("person", rating.Text("source")));
        Assert.Contains("SIM", _terminal.Written);
    }

    [LiveFact]
    public async Task Where_the_event_log_takes_the_output_plain_lines_and_a_simulated_person_take_the_place_of_the_screen()
    {
        var run = await RunAsync("--events", "-");

        Assert.Equal(0, run.Exit);
        Assert.Equal("", _terminal.Written);
        Assert.Contains("The motor is off: confirmed.", run.Error);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    private async Task<Massager> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(new AppConsole(output, error, _terminal.Port()), Massager.ShippedParts());
        var exit = await line.RunAsync(["run", _folder.ShortProgram(), "--speed", "20", .. args], TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), error.ToString());
    }
}

using MassagerControl.Runtime.Routines;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Routines;

/// <summary>A real process that is killed in each step of a routine, and the one after it.</summary>
public sealed class KilledRoutineTests : IDisposable
{
    private const string Routine = """
        {
          "id": "r", "name": "R", "summary": "For tests.",
          "steps": [
            { "do": "checkIn" }, { "do": "guided", "step": "set-up" }, { "do": "guided", "step": "heat" }, { "do": "guided", "step": "find" },
            { "do": "session", "program": "PROGRAM" }, { "do": "guided", "step": "gentle-stretch" }, { "do": "afterRating" }
          ]
        }
        """;

    private readonly RunFolder _folder = new();
    private readonly string _own;

    public KilledRoutineTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("processes are killed the Linux way");
        _own = _folder.At("own");
        Directory.CreateDirectory(_own);
        Directory.CreateDirectory(_folder.At("run"));
        // Warmth of ten seconds: the shipped one lasts a quarter of an hour.
        File.WriteAllText(Path.Combine(_own, "heat.json"), """
            { "id": "heat", "name": "Warmth before", "kind": "heat", "text": ["warm"], "dose": { "count": "seconds", "shortest": 10, "usual": 10, "longest": 10 },
              "perDay": 3, "picture": "heat.svg", "sources": [{ "title": "none", "says": "for tests" }] }
            """);
        File.Copy(Path.Combine(GuidedStepLibrary.Shipped, "heat.svg"), Path.Combine(_own, "heat.svg"));
        _folder.Write("r.json", Routine.Replace("PROGRAM", _folder.ShortProgram(), StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [LiveFact]
    public async Task Killed_in_each_step_it_goes_on_with_that_step_and_the_session_only_by_the_law()
    {
        // The check-in is not asked on the simulator: the first step that waits is the set-up.
        await KilledAsync("2/7 Make a good place", first: null, _folder.At("r.json"));
        await KilledAsync("3/7 Warmth before", first: "2/7 Make a good place", "--resume");
        await KilledAsync("4/7 Find the knot", first: "3/7 Warmth before", "--resume");
        await KilledAsync("hold 1/2", first: "4/7 Find the knot", "--resume");

        // Its press is counted: a second one in the same place within two hours is refused, and the stretch comes all the same.
        await KilledAsync("6/7 A gentle stretch of the place", first: "5/7 Now the session", "--resume");
        using var last = Start("--resume", "--speed", "max");
        await last.EndsAsync();

        Assert.Equal(0, last.ExitCode);
        Assert.StartsWith("6/7 A gentle stretch", last.Lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("The routine is over.", last.Text, StringComparison.Ordinal);
        using var none = Start("--resume", "--speed", "max");
        await none.EndsAsync();
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("there is no routine to go on with", none.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task The_session_that_was_killed_is_in_the_history_and_refuses_its_successor()
    {
        await KilledAsync("hold 1/2", first: null, _folder.At("r.json"));
        using var again = Start("--resume", "--speed", "max");
        await again.EndsAsync();

        Assert.Equal(6, again.ExitCode);
        Assert.Contains("The session was interrupted. What it pressed counts.", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hold 1/2", again.Text, StringComparison.Ordinal);
        var history = await Massager.RunAsync("history", "list", "--data", _folder.At("data"));
        Assert.Contains("interrupted", history.Out, StringComparison.Ordinal);
    }

    /// <summary>The keys of a person, through every step, with a session that a simulated person rates to its end.</summary>
    [LiveTheory]
    [InlineData("en", "The routine is over")]
    [InlineData("de", "Der Ablauf ist zu Ende")]
    public async Task By_keyboard_the_whole_routine_is_done(string language, string end)
    {
        using var terminal = new FakeTerminal { Size = new(100, 40) };
        using var output = new StringWriter { NewLine = "\n" };
        var german = language == "de";
        var parts = Massager.ShippedParts() with { Language = german ? MassagerControl.Runtime.Texts.Language.Find("de")! : MassagerControl.Runtime.Texts.Language.English };
        var line = new MassagerControl.App.Cli.CommandLine(new(output, output, terminal.Port()), parts);
        var running = line.RunAsync(["routine", "--program", _folder.ShortProgram(), "--person", "steady", "--events", _folder.Events], TestContext.Current.CancellationToken);
        var at = 0;
        foreach (var (shown, keys) in new[]
        {
            (german ? "Einen guten Platz schaffen" : "Make a good place", "\r"), (german ? "Wärme vorher" : "Warmth before", "\r\r"), (german ? "Ball an der Wand" : "Ball against the wall", "\r"),
            (german ? "Die Verhärtung finden" : "Find the knot", "\r"), (german ? "Jetzt die Sitzung" : "Now the session", "\r"),
        })
        {
            at = terminal.Await(shown, at);
            foreach (var key in keys)
                terminal.Type(key, ConsoleKey.Enter);
        }
        foreach (var shown in german ? (string[])["Die Stelle sanft dehnen", "Arm vor die Brust", "Ohr zur Schulter", "Gebet, Katze, Kamel"] : ["A gentle stretch of the place", "Arm across the chest", "Ear to shoulder", "Prayer, cat, camel"])
        {
            at = terminal.Await(shown, at);
            terminal.Type('\r', ConsoleKey.Enter);
            terminal.Type('\r', ConsoleKey.Enter);
        }

        Assert.Equal(0, await running);
        Assert.Contains(end, output.ToString(), StringComparison.Ordinal);
        Assert.Equal("completed", _folder.ReadEvents().OfType("session-ended").Single().Text("outcome"));
    }

    /// <summary>Kills it as soon as the line is there.</summary>
    /// <param name="first">What its first step is.</param>
    private async Task KilledAsync(string line, string? first, params string[] args)
    {
        using var routine = Start([.. args, "--speed", "3"]);
        await routine.SeesAsync(line);
        routine.Signal(LiveProcess.Kill);
        await routine.EndsAsync();
        if (first is not null)
            Assert.StartsWith(first, routine.Lines[0].Text, StringComparison.Ordinal);
    }

    private LiveProcess Start(params string[] args) => LiveProcess.Start(_folder.At("run"), ["routine", .. args, "--steps", _own, "--data", _folder.At("data")]);
}

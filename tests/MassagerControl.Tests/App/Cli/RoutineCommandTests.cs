using MassagerControl.App.Cli;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>massager routine</c> and <c>massager guided run</c>: by keyboard, alone on the simulator, and what is refused.</summary>
public sealed class RoutineCommandTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly FakeTerminal _terminal = new() { Size = new(100, 40) };
    private readonly WallClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private string Data => _folder.At("data");

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task Alone_on_the_simulator_it_goes_through_and_keeps_nothing()
    {
        var run = await Massager.RunAsync("routine", "--speed", "max", "--events", _folder.Events);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("The routine is over. Steps done: 9 of 12.", run.Out, StringComparison.Ordinal);
        Assert.Contains("cold: cold is for a fresh injury", run.Out, StringComparison.Ordinal);
        Assert.Equal(6, _folder.ReadEvents().Phases("hold").Length);
    }

    [Fact]
    public async Task A_step_of_the_routine_is_for_its_area_only()
    {
        var low = await Massager.RunAsync("routine", "--speed", "max", "--area", "lower-back");

        Assert.Contains("Knee to chest", low.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Arm across", low.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, "without a terminal nobody", "routine")]
    [InlineData(6, "without a terminal nobody", "guided", "run", "heat")]
    [InlineData(2, "there is no routine 'pear'; there are full, short", "routine", "pear", "--speed", "max")]
    [InlineData(2, "nowhere.json: $: cannot be read", "routine", "nowhere.json", "--speed", "max")]
    [InlineData(2, "there is no area 'pear'", "routine", "--area", "pear", "--speed", "max")]
    [InlineData(2, "there is no program 'pear'", "routine", "--program", "pear", "--speed", "max")]
    [InlineData(2, "there is no guided step 'pear'", "guided", "run", "pear", "--speed", "max")]
    [InlineData(2, "there is no guided step 'pear'", "guided", "show", "pear")]
    public async Task What_cannot_be_is_refused_with_the_reason(int exit, string reason, params string[] args)
    {
        var run = await Massager.RunAsync(args);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_step_of_ones_own_gets_every_error()
    {
        Directory.CreateDirectory(_folder.At("own"));
        File.WriteAllText(_folder.At("own/heat.json"), """{ "id": "heat", "kind": "heat" }""");

        var run = await Massager.RunAsync("routine", "--speed", "max", "--steps", _folder.At("own"));

        Assert.Equal(2, run.Exit);
        Assert.Contains("$.dose: is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("$.sources: is missing", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Make a good place", "the motor is off", "A twinge is a sign to stop", "Stopped. Steps done")]
    [InlineData("de", "Einen guten Platz schaffen", "der Motor ist aus", "Ein Stechen ist ein Zeichen", "Angehalten. Schritte getan")]
    public async Task By_keyboard_each_step_is_gone_through_and_STOP_ends_it(string language, string place, string off, string twinge, string end)
    {
        var running = OnTerminal(language, "routine");
        var at = _terminal.Await(place);
        Assert.Contains(off, _terminal.WriteNumber(at), StringComparison.Ordinal);
        _terminal.Type('\r', ConsoleKey.Enter);
        at = _terminal.Await("15:00", at);
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Type('p');
        at = _terminal.Await(language == "de" ? "Pause" : "paused", at);
        _terminal.Type('t');
        at = _terminal.Await(twinge, at);
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await(language == "de" ? "Ball an der Wand" : "Ball against the wall", at);
        _terminal.Type('q');
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Contains(end, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task The_session_has_its_own_screen_and_its_STOP_and_the_stretch_comes_after_it(string language)
    {
        var running = OnTerminal(language, "routine", "short", "--program", _folder.ShortProgram(), "--events", _folder.Events);
        var at = _terminal.Await(language == "de" ? "Die Verhärtung finden" : "Find the knot");
        _terminal.Type(' ');
        at = _terminal.Await(language == "de" ? "Jetzt die Sitzung" : "Now the session", at);
        _terminal.Type('\r', ConsoleKey.Enter);
        // A STOP before the start has another cause: the program runs first.
        at = _terminal.Await(language == "de" ? "ENTER beginnt" : "Press ENTER", at);
        _terminal.Type('\r', ConsoleKey.Enter);
        at = _terminal.Await(language == "de" ? "Leg es leicht" : "Rest it lightly", at);
        _terminal.Type(' ', ConsoleKey.Spacebar);
        at = _terminal.Await(language == "de" ? "Die Stelle sanft dehnen" : "A gentle stretch of the place", at);
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Type('\r', ConsoleKey.Enter);
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Equal("key", Assert.Single(_folder.ReadEvents().OfType("stop")).Text("cause"));
        Assert.Contains(language == "de" ? "Schritte getan: 2 von 5" : "Steps done: 2 of 5", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_of_9_in_the_session_ends_the_routine_without_a_stretch()
    {
        var running = OnTerminal("en", "routine", "short", "--program", _folder.ShortProgram());
        _terminal.Await("Find the knot");
        _terminal.Type(' ');
        var at = _terminal.Await("Now the session");
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await("SIM", at);
        _terminal.Type('9');
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Contains("Nothing more for this place today", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("A gentle stretch", _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_sound_the_bell_rings_where_no_voice_is_installed_and_a_routine_without_a_session_needs_no_device()
    {
        var running = OnTerminal("en", "routine", "stretches", "--sound", "--data", Data);
        _terminal.Await("Shoulder circles");
        var at = _terminal.Await("\a");
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await("1 of 3", at);
        _terminal.Type('q');

        Assert.Equal(3, (await running).Exit);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_interrupts_it_and_it_is_gone_on_with()
    {
        var running = OnTerminal("en", "routine", "--data", Data);
        _terminal.Await("Make a good place");
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await("15:00");
        _terminal.EndInput();
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Contains("massager routine --resume", run.Out, StringComparison.Ordinal);
        GiveUpOwner();
        var again = await Massager.RunAsync(Parts("en"), "routine", "--resume", "--data", Data, "--speed", "max");
        Assert.StartsWith("3/12 Warmth before", again.OutLines[0], StringComparison.Ordinal);
        Assert.Equal(0, again.Exit);
    }

    [Fact]
    public async Task What_goes_on_elsewhere_what_is_too_old_and_what_is_none_is_not_gone_on_with()
    {
        Assert.Contains("there is no routine to go on with", (await Resume()).Error, StringComparison.Ordinal);
        var running = OnTerminal("en", "routine", "--data", Data);
        _terminal.Await("Make a good place");
        _terminal.EndInput();
        await running;

        // This process has it still, as far as anybody can tell.
        Assert.Contains("the routine goes on in process", (await Resume()).Error, StringComparison.Ordinal);
        GiveUpOwner();
        Assert.Contains("is for upper-trapezius", (await Resume("--area", "lower-back")).Error, StringComparison.Ordinal);
        _clock.Now += TimeSpan.FromHours(5);
        var late = await Resume();
        Assert.Contains("the routine begins anew: it stood still for more than 4 hours", late.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_clock_was_set_back_it_begins_anew()
    {
        var running = OnTerminal("en", "routine", "--data", Data);
        _terminal.Await("Make a good place");
        _terminal.EndInput();
        await running;
        GiveUpOwner();
        _clock.Now -= TimeSpan.FromHours(1);

        Assert.Contains("begins anew: the clock was set back", (await Resume()).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warmth_is_counted_in_the_data_folder_and_refused_the_fourth_time()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(0, (await Massager.RunAsync(Parts("en"), "guided", "run", "heat", "--speed", "max", "--data", Data)).Exit);

        var fourth = await Massager.RunAsync(Parts("en"), "guided", "run", "heat", "--speed", "max", "--data", Data);
        Assert.Equal(6, fourth.Exit);
        Assert.Contains("heat: done 3 times in the last 24 hours", fourth.Out, StringComparison.Ordinal);
        Assert.Contains("heat: done 3 times", (await Massager.RunAsync(Parts("en"), "routine", "--speed", "max", "--data", Data)).Out, StringComparison.Ordinal);
        _clock.Now += TimeSpan.FromHours(25);
        Assert.Equal(0, (await Massager.RunAsync(Parts("en"), "guided", "run", "heat", "--speed", "max", "--data", Data)).Exit);
    }

    [Fact]
    public async Task An_injury_of_the_check_in_gets_cold_and_no_session()
    {
        var said = CheckIns.AllClear.ToDictionary(answer => answer.Key, answer => answer.Value is SaidRating ? "4" : "\"no\"");
        (said["place-injury"], said["place-injury-day"]) = ("\"yes\"", "\"2026-03-01\"");
        var answers = _folder.Write("c.json", $$"""{ "answers": { {{string.Join(", ", said.Select(one => $"\"{one.Key}\": {one.Value}"))}} } }""");

        var run = await Massager.RunAsync(Parts("en"), "routine", "--speed", "max", "--check-in", answers, "--data", Data);

        Assert.Contains("Cold after an injury", run.Out, StringComparison.Ordinal);
        Assert.Contains("heat: no warmth on a fresh injury", run.Out, StringComparison.Ordinal);
        Assert.Contains("session compression: no massage where an injury is fresh", run.Out, StringComparison.Ordinal);
        Assert.Contains("an injury needs days of rest", run.Error, StringComparison.Ordinal);
    }

    private Task<Massager> Resume(params string[] args) => Massager.RunAsync(Parts("en"), ["routine", "--resume", "--data", Data, "--speed", "max", .. args]);

    private AppParts Parts(string language) => Massager.ShippedParts() with
    {
        Language = language == "de" ? Language.Find("de")! : Language.English,
        WallClock = _clock,
    };

    /// <summary>As if the process had died.</summary>
    private void GiveUpOwner()
    {
        using var store = MassagerStore.Open(Data).Store!;
        store.Write(work => work.Execute("UPDATE routines SET owner_started = 'long ago'"));
    }

    private async Task<Massager> OnTerminal(string language, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(new AppConsole(output, error, _terminal.Port()), Parts(language));
        var exit = await line.RunAsync(args, TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), error.ToString());
    }
}

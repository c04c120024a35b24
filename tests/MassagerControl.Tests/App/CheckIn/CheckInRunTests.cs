using System.Globalization;
using MassagerControl.App.Cli;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.CheckIn;

/// <summary>The check-in of <c>massager run</c>: who is asked, what a file does, and what is kept.</summary>
public sealed class CheckInRunTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly FakeTerminal _terminal = new();
    private readonly WallClock _clock = new(CheckIns.Now);

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    private string Data => _folder.At("data");

    [Fact]
    public async Task The_simulator_asks_nothing_and_keeps_nothing()
    {
        var run = await _folder.RunAsync("--area", "lower-back", "--data", Data);

        Assert.Equal(0, run.Exit);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task A_file_counts_on_the_simulator_too_and_its_ceiling_is_the_reason_of_a_level()
    {
        var answers = CheckInFile(("osteoporosis", "yes"), ("painkiller", "yes"));

        var run = await _folder.RunAsync("--check-in", answers, "--ratings", _folder.Write("r.txt", "40 2\n70 2\n100 2\n130 2\n160 2\n"));

        Assert.Equal(0, run.Exit);
        Assert.Contains("check-in: at most 40 %: osteoporosis: bones lie under every muscle here", run.OutLines);
        Assert.Contains("presses last 20 s instead of 25 s: osteoporosis: bones lie under every muscle here", run.OutLines);
        var levels = _folder.ReadEvents().OfType("level");
        Assert.Equal(40, levels.Max(level => level.Number("intensity")));
        var limited = levels.Last(level => level.Number("intensity") == 40 && level.Number("requested") == 100).GetProperty("limitedBy").EnumerateArray().First();
        Assert.Equal(("check-in", 40.0), (limited.Text("rule"), limited.Number("cap")));
        Assert.StartsWith("osteoporosis: bones lie under every muscle here; n", limited.Text("reason"), StringComparison.Ordinal);
        Assert.StartsWith("a painkiller hides pain", _folder.ReadEvents().OfType("cap")[0].Text("reason"), StringComparison.Ordinal);
        Assert.Equal(6, _folder.ReadEvents().Phases("hold").Length);
    }

    [Theory]
    [InlineData("fever", "yes", "massager: no massage during a fever or an infection")]
    [InlineData("place-bruise", "yes", "massager: this place stays closed: not on a bruise")]
    [InlineData("place-pain", "8", "massager: pain of 8 and more is severe: no program now; ask a doctor if it stays")]
    [InlineData("alcohol", "unsure", "massager: you feel less and decide worse")]
    [InlineData("diabetes", "same", "massager: 'same as last time' will not do here: diabetes")]
    [InlineData("diabetes", null, "massager: not answered: diabetes")]
    public async Task What_an_answer_forbids_is_exit_6_with_the_reason(string id, string? answer, string reason)
    {
        var run = await _folder.RunAsync("--check-in", CheckInFile((id, answer)));

        Assert.Equal((6, ""), (run.Exit, run.Out));
        Assert.Equal([reason], run.ErrorLines);
        Assert.False(File.Exists(_folder.Events));
    }

    [Fact]
    public async Task What_the_past_and_the_check_in_say_comes_together()
    {
        var run = await _folder.RunAsync("--check-in", CheckInFile(("fever", "yes")), "--press", "60", "--reps", "7");

        Assert.Equal((6, 2), (run.Exit, run.ErrorLines.Length));
        Assert.Contains("420 s of press", run.Error);
        Assert.Contains("fever", run.Error);
    }

    [Fact]
    public async Task An_emergency_is_exit_6_and_large_advice()
    {
        var run = await _folder.RunAsync("--check-in", CheckInFile(("em-heart", "yes")));

        Assert.Equal((6, ""), (run.Exit, run.Out));
        Assert.Contains("Call your local emergency number now", run.Error);
        Assert.Contains("####", run.Error);
        Assert.DoesNotContain("massager:", run.Error);
    }

    [Fact]
    public async Task A_bad_file_is_exit_2_with_every_error()
    {
        var run = await _folder.RunAsync("--check-in", _folder.Write("c.json", """{ "answers": { "fevre": "no", "place-pain": 0 } }"""));

        Assert.Equal((2, 2), (run.Exit, run.ErrorLines.Length));
        Assert.All(run.ErrorLines, line => Assert.StartsWith($"massager: {_folder.At("c.json")}: $.answers", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Questions_that_cannot_be_read_start_nothing()
    {
        var parts = Massager.ShippedParts() with { Questions = _folder.Write("q.json", "{}") };
        var run = await Massager.RunAsync(parts, "run", "--speed", "max", "--check-in", CheckInFile());

        Assert.Equal(2, run.Exit);
        Assert.Contains($"massager: {_folder.At("q.json")}: $.questions: is missing", run.ErrorLines);
    }

    [Fact]
    public async Task A_file_cannot_be_written_over()
    {
        var file = CheckInFile();
        var run = await Massager.RunAsync("run", "--speed", "max", "--check-in", file, "--report", file);

        Assert.Equal(2, run.Exit);
        Assert.Contains("named twice", run.Error);
    }

    [Fact]
    public async Task A_check_in_is_kept_in_the_data_folder_and_the_next_one_takes_over_from_it()
    {
        Assert.Equal(0, (await _folder.RunAsync("--data", Data, "--check-in", CheckInFile(("diabetes", "yes")))).Exit);
        var next = await _folder.RunAsync("--data", Data, "--area", "lower-back", "--check-in", CheckInFile(("diabetes", "same")));

        Assert.Equal(0, next.Exit);
        Assert.Contains("check-in: at most 60 %: diabetes: skin and nerves may feel less", next.OutLines);
        Assert.Equal(2, Entries().Length);
        Assert.Contains("\"allowed\":true", Entries()[0].Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_injury_is_remembered_by_the_next_check_in_and_listed()
    {
        var today = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var first = await _folder.RunAsync("--data", Data, "--check-in", CheckInFile(("place-injury", "yes"), ("place-injury-day", today)));
        var again = await _folder.RunAsync("--data", Data, "--check-in", CheckInFile());
        var areas = await Massager.RunAsync("areas", "--data", Data);

        Assert.Equal((6, 6), (first.Exit, again.Exit));
        Assert.Contains("an injury needs days of rest", again.Error);
        Assert.Contains("LOCKED right: an injury; until ", areas.Out);
    }

    [Fact]
    public async Task A_real_device_without_a_terminal_is_refused()
    {
        var run = await Massager.RunAsync(Real(), "run", "--data", Data);

        Assert.Equal((6, ""), (run.Exit, run.Out));
        Assert.Contains("terminal", run.Error);
    }

    [Fact]
    public async Task On_a_real_device_the_questions_come_first_and_then_the_session()
    {
        var running = OnTerminal();
        _terminal.Await("First of all");
        Type("nnnnn4");
        var ready = _terminal.Await("Press ENTER to begin");
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await("Rest it lightly", ready);
        _terminal.Type(' ', ConsoleKey.Spacebar);
        var run = await running;

        Assert.Equal((3, ""), (run.Exit, run.Error));
        var entry = Assert.Single(Entries());
        Assert.Equal(CheckIns.Now, entry.At);
        Assert.Equal(new SaidRating(MassagerControl.Core.Discomfort.From(4)), CheckInJson.Read(entry.At, entry.Answers)!.Answers["place-pain"]);
        Assert.Contains(_folder.ReadEvents().OfType("cap"), _ => true);
    }

    [Theory]
    [InlineData("nnq", 6, "massager: you left the check-in: no session", 0)]
    [InlineData("n1\r", 6, "massager: a massager may disturb an electric implant", 1)]
    [InlineData("nnnn2\r", 6, "massager: this place stays closed: not on a bruise", 1)]
    public async Task Leaving_or_an_answer_that_forbids_ends_it_without_a_session(string keys, int exit, string error, int kept)
    {
        var running = OnTerminal();
        Type(keys);
        var run = await running;

        Assert.Equal((exit, "", error), (run.Exit, run.Out, run.ErrorLines[^1]));
        Assert.Equal(kept, Entries().Length);
        Assert.False(File.Exists(_folder.Events));
    }

    [Fact]
    public async Task A_terminal_that_breaks_during_the_check_in_is_no_session()
    {
        var running = OnTerminal();
        _terminal.Await("First of all");
        _terminal.EndInput();

        Assert.Equal(6, (await running).Exit);
    }

    [Fact]
    public async Task An_emergency_on_the_terminal_is_large_too()
    {
        var running = OnTerminal();
        Type("y");
        var run = await running;

        Assert.Equal(6, run.Exit);
        Assert.Contains("Call your local emergency number now", run.Error);
        Assert.Contains("\"emergency\":[\"it can be a heart attack\"", Assert.Single(Entries()).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_have_a_session_anyway_is_not_asked()
    {
        var run = await OnTerminal("--area", "neck");

        Assert.Equal((6, ""), (run.Exit, _terminal.Written));
        Assert.Contains("Neck is locked", run.Error);
    }

    [Theory]
    [InlineData("2026-03-12T17:30:00Z", null)]
    [InlineData("2026-03-12T05:30:00Z", null)]
    [InlineData("2026-03-12T05:29:59Z", "it was answered more than 12 hours ago: answer again")]
    [InlineData("2026-03-12T17:30:01Z", "it was answered in the future; is the clock right?")]
    [InlineData(null, "it does not say when it was answered, which a real device needs")]
    public async Task On_a_real_device_a_file_must_be_of_today(string? answered, string? refusal)
    {
        var file = CheckInFile(answered, ("place-pain", refusal is null ? "8" : "4"));
        var run = await OnTerminal("--check-in", file);

        Assert.Equal(6, run.Exit);
        Assert.Equal(refusal is null ? "massager: pain of 8 and more is severe: no program now; ask a doctor if it stays" : $"massager: {file}: {refusal}", run.ErrorLines[^1]);
        Assert.Equal("", _terminal.Written);
    }

    [Fact]
    public async Task Advice_is_shown_once()
    {
        var first = OnTerminal();
        Type("nn7\rnn4");
        _terminal.Await("should be seen by a doctor");
        Type("\r");
        _terminal.Await("Press ENTER to begin");
        _terminal.Type(' ', ConsoleKey.Spacebar);
        Assert.Equal(3, (await first).Exit);

        _clock.Now += TimeSpan.FromDays(1);
        using var terminal = new FakeTerminal();
        var second = OnTerminal(terminal);
        Type(terminal, "nn7\rnn4");
        terminal.Await("Press ENTER to begin");
        terminal.Type(' ', ConsoleKey.Spacebar);
        Assert.Equal(3, (await second).Exit);
        Assert.DoesNotContain("should be seen by a doctor", terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_without_a_change_that_counts_bring_the_advice_to_see_a_doctor()
    {
        // Three check-ins with a session each, then a fourth.
        for (var i = 0; i < 3; i++)
            Assert.Equal(0, (await SimulatedAsync()).Exit);
        var fourth = await SimulatedAsync();
        var fifth = await SimulatedAsync();

        Assert.Contains("3 sessions here have brought no change that counts. Have a doctor or physiotherapist look at it.", fourth.OutLines);
        Assert.DoesNotContain("no change that counts", fifth.Out);

        async Task<Massager> SimulatedAsync()
        {
            _clock.Now += TimeSpan.FromDays(1);
            var parts = Massager.ShippedParts() with { WallClock = _clock, Boot = () => null };
            return await Massager.RunAsync(parts, "run", _folder.ShortProgram(), "--speed", "max", "--data", Data, "--check-in", CheckInFile());
        }
    }

    private void Type(string keys) => Type(_terminal, keys);

    private static void Type(FakeTerminal terminal, string keys)
    {
        foreach (var key in Keys.Of(keys))
            terminal.Press(key);
    }

    private string CheckInFile(params (string Id, string? Answer)[] answers) => CheckInFile(null, answers);

    /// <summary>All clear but for these; null leaves one out.</summary>
    private string CheckInFile(string? answered, params (string Id, string? Answer)[] answers)
    {
        var all = CheckIns.AllClear.ToDictionary(answer => answer.Key, answer => answer.Value is SaidRating rating ? rating.Value.ToString() : "no");
        foreach (var (id, answer) in answers)
        {
            all.Remove(id);
            if (answer is not null)
                all[id] = answer;
        }
        var members = all.Select(answer => $"\"{answer.Key}\": {(answer.Key == "place-pain" ? answer.Value : $"\"{answer.Value}\"")}");
        return _folder.Write("check-in.json", $$"""{ {{(answered is null ? "" : $"\"answered\": \"{answered}\", ")}}"answers": { {{string.Join(", ", members)}} } }""");
    }

    private AppParts Real() => Massager.ShippedParts() with
    {
        WallClock = _clock,
        Boot = () => null,
        FindDevice = _ => new(
            BenchMassager.TraitsOf(10) with { Simulated = false, OnDisconnect = OnDisconnect.Stops },
            _ => new(new BenchMassager(static _ => { }, 10), null),
            []),
    };

    private Task<Massager> OnTerminal(params string[] args) => OnTerminal(_terminal, args);

    private async Task<Massager> OnTerminal(FakeTerminal terminal, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(new AppConsole(output, error, terminal.Port()), Real());
        var exit = await Task.Run(() => line.RunAsync(["run", _folder.ShortProgram(), "--data", Data, "--events", _folder.Events, .. args], TestContext.Current.CancellationToken));
        return new(exit, output.ToString(), error.ToString());
    }

    private CheckInEntry[] Entries()
    {
        using var store = MassagerStore.OpenExisting(Data).Store;
        return store is null ? [] : [.. store.Read(work => new CheckInTable(work).All())];
    }
}

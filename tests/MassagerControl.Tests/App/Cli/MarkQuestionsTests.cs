using System.Collections.Immutable;
using MassagerControl.App.Cli;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.App.Cli;

/// <summary>What a person did is asked afterwards, or written down with a stopwatch.</summary>
public sealed class MarkQuestionsTests : IDisposable
{
    private static readonly ImmutableArray<SeenFrame> Frames =
    [
        .. Enumerable.Range(0, 40).Select(i => Frame(i, "F0 00")),
        Frame(5.2, "AA 01"), Frame(5.5, "AA 02"), Frame(12.4, "AA 03"), Frame(20.1, "AA 03"), Frame(30, "AA 00"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marks");
    private readonly FakeTerminal _terminal = new();

    [Fact]
    public async Task Each_moment_at_which_something_else_was_written_is_asked_for_and_a_heartbeat_is_not()
    {
        var (marks, said) = await AskAsync("3\nlevel 4\noff\n");

        Assert.Equal(["5.2 level 3", "12.4 level 4", "30 stop"], marks.Select(MarkText.Line));
        Assert.Contains("1 of 3: at 5.2 s\n  0x0010  AA 01\n  0x0010  AA 02\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("F0 00", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_words_are_asked_again_one_can_go_back_and_q_keeps_what_was_said()
    {
        var (marks, said) = await AskAsync("three\n\nlevel\n5\nb\n6\nq\n");

        Assert.Equal(["12.4 level 6"], marks.Select(MarkText.Line));
        Assert.Equal(2, said.Split("a number, off, on, battery and a number, b, q or nothing is expected").Length - 1);
    }

    [Fact]
    public async Task The_end_of_input_keeps_what_was_said_and_nothing_written_asks_nothing()
    {
        Assert.Equal(["5.2 level 1"], (await AskAsync("1\n")).Marks.Select(MarkText.Line));
        Assert.Empty(await new MarkQuestions(new StringReader(""), Console(TextWriter.Null)).AskAsync([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_questions()
    {
        using var never = new NeverReader();
        using var cancellation = new CancellationTokenSource();
        var asking = new MarkQuestions(never, Console(TextWriter.Null)).AskAsync(Frames, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        never.End();
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("j\n", true)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task The_answers_are_kept_only_when_asked_for(string answer, bool kept)
    {
        var path = Path.Combine(_folder.FullName, "a.marks");
        Mark mark = new(TimeSpan.FromSeconds(2.5), MarkKind.Level, 3, "level 3");

        Assert.True(await new MarkQuestions(new StringReader(answer), Console(TextWriter.Null)).KeepAsync(path, [mark], TestContext.Current.CancellationToken));

        Assert.Equal(kept ? "2.5 level 3\n" : null, File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : null);
    }

    [Fact]
    public async Task The_stopwatch_writes_each_mark_and_takes_the_last_one_back()
    {
        var path = Path.Combine(_folder.FullName, "b.marks");

        var run = await StopwatchAsync("\n3\noff\n\nhello you\nq\n", "marks", path, "--seconds");
        var (marks, errors) = MarksFile.Read(path, null);

        Assert.Equal(0, run.Exit);
        Assert.Empty(errors);
        Assert.Equal(["level 3", "hello you"], marks.Select(mark => mark.Text));
        Assert.Equal(2, (await StopwatchAsync("\nq\n", "marks", path)).Exit);
    }

    [Fact]
    public async Task Moments_of_the_clock_are_read_with_the_captures_own()
    {
        var path = Path.Combine(_folder.FullName, "c.marks");
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);

        await StopwatchAsync("\n3\nq\n", "marks", path);

        var (marks, errors) = MarksFile.Read(path, before);
        Assert.Empty(errors);
        Assert.InRange(Assert.Single(marks).At, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    public void Dispose()
    {
        _terminal.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<(ImmutableArray<Mark> Marks, string Said)> AskAsync(string typed)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var marks = await new MarkQuestions(new StringReader(typed), Console(said)).AskAsync([.. Frames.OrderBy(frame => frame.At)], TestContext.Current.CancellationToken);
        return (marks, said.ToString());
    }

    private AppConsole Console(TextWriter output) => new(output, TextWriter.Null, _terminal.Port()) { Language = Language.English };

    private static async Task<Massager> StopwatchAsync(string typed, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await new CommandLine(new AppConsole(output, error, null) { Input = new StringReader(typed) }, Massager.ShippedParts()).RunAsync(args, TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), error.ToString());
    }

    private static SeenFrame Frame(double at, string hex) =>
        new(TimeSpan.FromSeconds(at), 0x10, 0, SeenKind.WrittenWithoutResponse, [.. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))]);

    private sealed class NeverReader : TextReader
    {
        private readonly ManualResetEventSlim _end = new();

        public void End() => _end.Set();

        public override string? ReadLine()
        {
            _end.Wait();
            return null;
        }
    }
}

using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.History;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.App.Cli;

/// <summary>How much it hurts at the place after a session: when the terminal asks it, and what becomes of the answer.</summary>
public sealed class PainAfterTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task It_is_asked_when_the_motor_is_off_and_the_end_is_written()
    {
        var (written, said) = ("", "");
        var run = await _run.RunRealAsync(refused: false, (terminal, _) =>
        {
            said = terminal.Written;
            written = _run.Read(work => new SessionTable(work).Newest(1))[0].Closing!.Outcome;
            terminal.Type('2');
        }, "--data", _run.Data);

        Assert.Equal((3, "stopped"), (run.Exit, written));
        Assert.True(said.IndexOf("The motor is off: the device confirmed it.", StringComparison.Ordinal) is >= 0 and var off && off < said.IndexOf("How much does it hurt", StringComparison.Ordinal));
        var past = _run.Read(work => PastSession.Newest(work, 1, demo: false))[0];
        Assert.Equal((Discomfort.From(4), Discomfort.From(2), PainChange.Less), (past.Before, past.After, past.Change));
    }

    [Theory]
    [InlineData('0', 10, "Before 4, now 10: more. Let it rest.")]
    [InlineData('5', 5, "Before 4, now 5: about the same. A change of less than 2 points counts as none.")]
    [InlineData('\r', null, "not said")]
    [InlineData('\e', null, "not said")]
    public async Task Each_answer_is_said_again_and_Enter_skips(char key, int? after, string words)
    {
        var written = "";
        await _run.RunRealAsync(refused: false, (terminal, from) =>
        {
            // No such key: it goes on asking.
            terminal.Type('x');
            terminal.Type(key, key == '\r' ? ConsoleKey.Enter : key == '\e' ? ConsoleKey.Escape : ConsoleKey.None);
            terminal.Await(words, from);
            written = terminal.Written;
        }, "--data", _run.Data);

        Assert.Contains(words, written, StringComparison.Ordinal);
        Assert.Equal(after, _run.Read(work => new SessionTable(work).Newest(1))[0].PainAfter?.Value);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_is_an_answer_that_is_not_given()
    {
        var run = await _run.RunRealAsync(refused: false, (terminal, _) => terminal.EndInput(), "--data", _run.Data);

        Assert.Equal(3, run.Exit);
        Assert.Null(_run.Read(work => new SessionTable(work).Newest(1))[0].PainAfter);
    }

    [Fact]
    public async Task Nothing_is_asked_where_nobody_sits_or_nothing_is_kept()
    {
        var without = await _run.RunAsync("--check-in", await _run.CheckInFileAsync());

        Assert.Equal(0, without.Exit);
        Assert.DoesNotContain("How much", without.Out + without.Error, StringComparison.Ordinal);
        Assert.Equal(4, _run.Read(work => PastSession.Newest(work, 1, demo: false))[0].Before?.Value);
    }
}

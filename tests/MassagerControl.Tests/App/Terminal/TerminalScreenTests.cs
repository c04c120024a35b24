using System.Collections.Concurrent;
using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.App.Terminal;

public sealed class TerminalScreenTests : IDisposable
{
    private const string EnterAlternate = "\e[?1049h";
    private const string LeaveAlternate = "\e[?1049l";
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string ClearAll = "\e[2J";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTerminal _terminal = new();
    private readonly HandTime _time = new();
    private readonly BlockingCollection<(SessionInput Input, bool OnPool)> _posted = [];

    public void Dispose()
    {
        _terminal.Flow();
        _terminal.EndInput();
    }

    [Fact]
    public void It_takes_the_terminal_and_gives_it_back_with_the_last_message_as_plain_text()
    {
        using (var screen = Started(Samples.Stopped))
            _terminal.Await("STOP: confirmed");

        var written = _terminal.Written;
        Assert.StartsWith(EnterAlternate + HideCursor, written, StringComparison.Ordinal);
        var left = written.IndexOf(LeaveAlternate, StringComparison.Ordinal);
        Assert.Contains(ShowCursor, written[..left], StringComparison.Ordinal);
        Assert.Contains("The motor is off: the device confirmed it.", written[left..], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', written[(left + LeaveAlternate.Length)..]);
        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public void It_gives_the_terminal_back_when_its_owner_throws()
    {
        void Owner()
        {
            using var screen = Started(Samples.Hold);
            _terminal.Await("STOP = SPACE or ESC");
            throw new InvalidOperationException("the session failed");
        }

        Assert.Throws<InvalidOperationException>(Owner);
        Assert.Contains(ShowCursor, _terminal.Written, StringComparison.Ordinal);
        Assert.Contains(LeaveAlternate, _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void It_gives_the_terminal_back_and_stops_when_drawing_throws()
    {
        _terminal.SizeBroken = true;
        using var screen = Started(Samples.Hold);

        Assert.Equal(new StopInput("terminal lost"), Posted());
        _terminal.Await(LeaveAlternate);
        Assert.Contains(ShowCursor, _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void It_stops_when_nothing_can_be_written()
    {
        _terminal.WriteBroken = true;
        using var screen = Started(Samples.Hold);

        Assert.Equal(new StopInput("terminal lost"), Posted());
    }

    [Fact]
    public void The_end_of_the_keys_stops()
    {
        using var screen = Started(Samples.Hold);
        _terminal.EndInput();

        Assert.Equal(new StopInput("terminal lost"), Posted());
    }

    [Fact]
    public void A_broken_source_of_keys_stops()
    {
        var port = _terminal.Port() with { ReadKey = () => throw new IOException("gone") };
        using var screen = new TerminalScreen(port, _time, Post);
        screen.Start();

        Assert.Equal(new StopInput("terminal lost"), Posted());
    }

    [Fact]
    public void A_signal_of_the_terminal_stops_until_the_screen_is_gone()
    {
        var (signals, gone) = (new List<Action<SessionInput>>(), new FakeTerminal());
        var port = _terminal.Port() with
        {
            Signals = post =>
            {
                signals.Add(post);
                return gone;
            },
        };
        using (var screen = new TerminalScreen(port, _time, Post))
        {
            screen.Start();
            Assert.Single(signals)(new StopInput("Ctrl-Z"));
            Assert.Equal(new StopInput("Ctrl-Z"), Posted());
            Assert.False(gone.Disposed);
        }

        Assert.True(gone.Disposed);
    }

    [Fact]
    public void A_terminal_that_takes_no_output_delays_neither_snapshots_nor_stop()
    {
        _terminal.Block();
        using var screen = Started(Samples.Hold);
        _terminal.Await(EnterAlternate);

        for (var i = 0; i < 1000; i++)
            screen.Show(Samples.Hold);
        _terminal.Type(' ', ConsoleKey.Spacebar);

        Assert.Equal(new StopInput("key"), Posted());
        Assert.DoesNotContain("STOP", _terminal.Written, StringComparison.Ordinal);
        _terminal.Flow();
        _terminal.Await("STOP sent.");
    }

    [Fact]
    public void A_terminal_that_takes_no_output_does_not_hang_the_end()
    {
        _terminal.Block();
        var screen = Started(Samples.Hold);
        _terminal.Await(EnterAlternate);

        screen.Dispose();

        Assert.DoesNotContain(LeaveAlternate, _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_newest_of_the_waiting_snapshots_is_drawn()
    {
        _terminal.Block();
        using var screen = Started(Samples.Connecting);
        _terminal.Await(EnterAlternate);

        screen.Show(Samples.WarmUp);
        screen.Show(Samples.PausedStillThere);
        _terminal.Flow();

        _terminal.Await("Still there?");
        Assert.DoesNotContain("Do not press yet", _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_becomes_an_input_on_a_thread_of_its_own_and_is_answered_at_once()
    {
        using var screen = Started(Samples.Hold);
        _terminal.Type('7');

        Assert.True(_posted.TryTake(out var posted, Patience));
        Assert.Equal((new RatedInput(Discomfort.From(7), "keyboard"), false), posted);
        _terminal.Await("You rated 7.");
    }

    [Fact]
    public void What_a_key_means_depends_on_what_is_shown()
    {
        using var screen = Started(Samples.PausedAsked);
        _terminal.Type('p', ConsoleKey.P);
        Assert.Equal(new ResumeInput("keyboard"), Posted());

        screen.Show(Samples.Hold);
        _terminal.Type('p', ConsoleKey.P);
        Assert.Equal(new PauseInput("keyboard"), Posted());
    }

    [Fact]
    public void Seconds_go_on_between_snapshots_and_only_changed_lines_are_written()
    {
        using var screen = Started(Samples.Hold with { Session = Samples.Hold.Session with { PromptOpen = false } });
        var first = _terminal.Await("STOP = SPACE or ESC");

        _time.Advance(TimeSpan.FromSeconds(1));

        var second = _terminal.Await("\e[", first);
        var write = _terminal.WriteNumber(second);
        Assert.Contains("\e[10;1H", write, StringComparison.Ordinal);
        Assert.DoesNotContain("Percussion", write, StringComparison.Ordinal);
        Assert.DoesNotContain("STOP", write, StringComparison.Ordinal);
        Assert.DoesNotContain(ClearAll, write, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_cleared_before_it_is_written_so_that_a_full_one_keeps_its_last_cell()
    {
        using var screen = Started(Samples.Hold);
        var write = _terminal.WriteNumber(_terminal.Await("STOP = SPACE or ESC"));

        Assert.Contains("\e[K", write, StringComparison.Ordinal);
        Assert.Equal(write.Split("\e[K").Length - 1, write.Split(";1H\e[K").Length - 1);
    }

    [Fact]
    public void A_new_size_draws_everything_again()
    {
        using var screen = Started(Samples.Hold);
        var first = _terminal.Await("STOP = SPACE or ESC");

        _terminal.Size = new(40, 12);
        _time.Advance(TimeSpan.FromMilliseconds(200));

        var second = _terminal.Await("STOP = SPACE or ESC", first);
        Assert.Contains(ClearAll, _terminal.WriteNumber(second), StringComparison.Ordinal);
        Assert.Contains("\e[12;1H", _terminal.WriteNumber(second), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[13;1H", _terminal.WriteNumber(second), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_comes_and_goes_without_a_word_to_the_session()
    {
        using var screen = Started(Samples.Hold);
        var first = _terminal.Await("STOP = SPACE or ESC");
        _terminal.Type('?');
        var second = _terminal.Await("close help", first);
        _terminal.Type('?');
        _terminal.Await("Rep 2 of 6", second);

        Assert.Empty(_posted);
    }

    [Fact]
    public void Control_l_draws_everything_again()
    {
        using var screen = Started(Samples.Hold);
        var first = _terminal.Await("STOP = SPACE or ESC");

        _terminal.Press(new ConsoleKeyInfo('\f', ConsoleKey.L, shift: false, alt: false, control: true));

        _terminal.Await("STOP = SPACE or ESC", first);
    }

    [Fact]
    public void A_hint_goes_away_by_itself()
    {
        using var screen = Started(Samples.PausedAsked);
        screen.Hint("The link needs a rating.");
        var hinted = _terminal.Await("The link needs a rating.");

        _time.Advance(TimeSpan.FromSeconds(5));

        _terminal.Await("\e[22;1H\e[K", hinted);
    }

    [Fact]
    public void Nothing_is_posted_after_the_end()
    {
        var screen = Started(Samples.Stopped);
        _terminal.Await("STOP: confirmed");
        screen.Dispose();
        _terminal.Type(' ', ConsoleKey.Spacebar);
        _terminal.EndInput();

        Assert.Empty(_posted);
    }

    [Fact]
    public void A_refusal_is_not_hidden_by_the_echo_of_its_key()
    {
        using var screen = new TerminalScreen(_terminal.Port(), _time, (input, answered) =>
        {
            // A session that answers at once, before the key is done with.
            answered(new(Accepted: false, Phrase.Of($"the program has not begun")), Samples.Ready.Session);
            Post(input, answered);
        });
        screen.Show(Samples.Ready);
        screen.Start();
        var first = _terminal.Await("STOP = SPACE or ESC");
        _terminal.Type('p', ConsoleKey.P);
        Posted();

        var write = _terminal.Await("The program has not begun.", first);
        _time.Advance(TimeSpan.FromSeconds(1));
        screen.Hint("another");
        var later = _terminal.Await("another", write);
        for (var number = write; number < later; number++)
            Assert.DoesNotContain("Pause.", _terminal.WriteNumber(number + 1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_guard_wants_known_stands_on_the_screen_until_the_end()
    {
        using var screen = Started(Samples.Hold);
        screen.Note("this computer may fall asleep");
        var noted = _terminal.Await("this computer may fall asleep");
        _terminal.Type('7');
        var answered = _terminal.Await("You rated 7.", noted);

        _time.Advance(TimeSpan.FromSeconds(5));

        _terminal.Await("this computer may fall asleep", answered);
    }

    [Fact]
    public void What_is_pressed_after_the_end_is_read_so_that_no_shell_gets_it()
    {
        var screen = Started(Samples.Stopped);
        _terminal.Await("STOP: confirmed");
        screen.Dispose();
        foreach (var key in "rm x\r")
            _terminal.Type(key);

        Assert.True(_terminal.AllKeysRead(Patience));
        Assert.Empty(_posted);
    }

    [Fact]
    public void A_terminal_without_cursor_movement_gets_lines_only()
    {
        using (var screen = Started(Samples.Hold, new TerminalLook { Colour = false, Unicode = false, Addressable = false }))
        {
            var first = _terminal.Await("SIM | HOLD | rep 2 of 6");
            _time.Advance(TimeSpan.FromSeconds(1));
            _terminal.Type('?');
            _terminal.Await("close help", first);
            screen.Show(Samples.Stopped);
            _terminal.Await("SIM | STOPPED");
        }

        Assert.DoesNotContain('\e', _terminal.Written);
        Assert.All(_terminal.Written, cell => Assert.InRange(cell, '\n', '~'));
    }

    private TerminalScreen Started(SessionSnapshot snapshot, TerminalLook? look = null)
    {
        var screen = new TerminalScreen(_terminal.Port(look), _time, Post);
        screen.Show(snapshot);
        screen.Start();
        return screen;
    }

    private void Post(SessionInput input, Action<InputReply, Session> answered) => _posted.Add((input, Thread.CurrentThread.IsThreadPoolThread));

    private SessionInput Posted()
    {
        Assert.True(_posted.TryTake(out var posted, Patience), "nothing was posted");
        return posted.Input;
    }
}

using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>Where the guard's words stand on a terminal that the session still has, or has left.</summary>
public sealed class GuardNoticesTests : IDisposable
{
    private const string Opening = "<leave>";
    private const string HandedOver = "massager guard: it ended: the guard goes on trying to stop it for 10 minutes, and says here when it is off.\n";
    private const string Off = "massager guard: the motor is off: confirmed by the device.\n";

    private readonly StringWriter _terminal = new() { NewLine = "\n" };
    private int _restored;

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void After_a_hand_over_it_is_silent_until_the_screen_is_left_and_leaves_the_last_page_alone()
    {
        using var voice = Voice();
        voice.TookOver(new(End: false, "it ended"));
        voice.TryFailed(1, "out of reach");
        Assert.Equal("", _terminal.ToString());

        voice.Release(screenIsLeft: true);
        voice.Close(TimeSpan.FromSeconds(10));

        // One sentence, once; no code that moves the cursor into the page; the terminal's modes are its own again.
        Assert.Equal(HandedOver, _terminal.ToString());
        Assert.Equal(0, _restored);
    }

    [Fact]
    public void What_comes_later_begins_on_a_line_of_its_own_because_a_shell_writes_there_too()
    {
        using var voice = Voice();
        voice.TookOver(new(End: false, "it ended"));
        voice.Release(screenIsLeft: true);
        voice.Ended(stopped: true);
        voice.Close(TimeSpan.FromSeconds(10));

        Assert.Equal(HandedOver + "\r\n" + Off, _terminal.ToString());
    }

    [Fact]
    public void A_session_that_dies_after_its_hand_over_has_left_a_screen_to_clear_away()
    {
        using var voice = Voice();
        voice.TookOver(new(End: false, "it ended"));
        voice.Ended(stopped: true);
        voice.Release(screenIsLeft: false);
        voice.Release(screenIsLeft: true);
        voice.Close(TimeSpan.FromSeconds(10));

        Assert.Equal(Opening + HandedOver + Off, _terminal.ToString());
        Assert.Equal(1, _restored);
    }

    [Fact]
    public void What_is_said_while_the_terminal_is_given_back_stands_below_what_was_held()
    {
        GuardNotices? voice = null;
        using var made = voice = Voice(() => voice!.Ended(stopped: true));
        voice.TookOver(new(End: false, "it ended"));
        voice.Release(screenIsLeft: false);
        voice.Close(TimeSpan.FromSeconds(10));

        Assert.Equal(Opening + HandedOver + Off, _terminal.ToString());
    }

    [Fact]
    public void Who_closes_while_the_terminal_is_given_back_loses_no_line()
    {
        GuardNotices? voice = null;
        var closing = new Thread(() => voice!.Close(TimeSpan.FromMinutes(1)));
        using var made = voice = Voice(() =>
        {
            closing.Start();
            // It must not come to its end before the held lines are there. Nothing depends on how long this waits.
            closing.Join(TimeSpan.FromMilliseconds(200));
        });
        voice.TookOver(new(End: false, "it ended"));
        voice.Release(screenIsLeft: false);
        closing.Join();

        Assert.Equal(Opening + HandedOver, _terminal.ToString());
    }

    [Fact]
    public void A_guard_that_ends_before_its_session_says_all_the_same_what_it_did()
    {
        using var voice = Voice();
        voice.TookOver(new(End: false, "it ended"));
        voice.Ended(stopped: true);
        voice.Close(TimeSpan.FromSeconds(10));

        Assert.Equal(Opening + HandedOver + Off, _terminal.ToString());
    }

    [Fact]
    public void After_the_death_of_a_session_it_speaks_at_once()
    {
        using var voice = Voice();
        voice.TookOver(new(End: true, "it died"));
        voice.TryFailed(1, "out of reach");
        voice.TryFailed(2, "out of reach");
        voice.Close(TimeSpan.FromSeconds(10));

        Assert.Equal(
            $"{Opening}massager guard: it died: the guard stops it.\nmassager guard: it is NOT confirmed that the motor is off (out of reach): press the button on the device now. The guard goes on trying for 10 minutes.\n",
            _terminal.ToString());
        Assert.Equal(1, _restored);
    }

    /// <param name="restoring">What else happens while the terminal is given back.</param>
    private GuardNotices Voice(Action? restoring = null) => new([new(_terminal, Opening, Shared: true)], () =>
    {
        _restored++;
        restoring?.Invoke();
    }, Language.English);
}

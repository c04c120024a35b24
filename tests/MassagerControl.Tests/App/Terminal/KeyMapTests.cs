using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.App.Terminal;

public sealed class KeyMapTests
{
    private const string Keyboard = "keyboard";

    public static TheoryData<char, ConsoleKey> StopKeys => new()
    {
        { ' ', ConsoleKey.Spacebar },
        { '\e', ConsoleKey.Escape },
        { ' ', ConsoleKey.None },
        { '\0', ConsoleKey.Escape },
        { '\u0004', ConsoleKey.D },
    };

    public static TheoryData<string> Names => [.. Samples.All.Keys.Order()];

    [Theory]
    [MemberData(nameof(StopKeys))]
    public void Space_and_escape_stop_whatever_else_is_held(char character, ConsoleKey key)
    {
        for (var modifiers = 0; modifiers < 8; modifiers++)
            Assert.Equal(new StopInput("key"), Sent(new ConsoleKeyInfo(character, key, (modifiers & 1) > 0, (modifiers & 2) > 0, (modifiers & 4) > 0)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stop_is_sent_from_every_state(string name) =>
        Assert.Equal(new StopInput("key"), Sent(Key(' ', ConsoleKey.Spacebar), Samples.All[name]));

    [Fact]
    public void Stop_is_sent_before_anything_was_shown() =>
        Assert.Equal(new SendInput(new StopInput("key"), "STOP sent."), KeyMap.Read(Key('\e', ConsoleKey.Escape), null));

    [Fact]
    public void Control_space_stops_although_it_claims_to_be_the_key_2() =>
        Assert.Equal(new StopInput("key"), Sent(new ConsoleKeyInfo('\0', ConsoleKey.D2, shift: false, alt: false, control: true)));

    [Fact]
    public void Alt_and_any_key_stops_because_escape_and_a_quick_key_are_the_same_bytes()
    {
        Assert.Equal(new StopInput("key"), Sent(new ConsoleKeyInfo('5', ConsoleKey.D5, shift: false, alt: true, control: false)));
        Assert.Equal(new StopInput("key"), Sent(new ConsoleKeyInfo('s', ConsoleKey.S, shift: false, alt: true, control: false)));
    }

    [Theory]
    [InlineData('1', 1)]
    [InlineData('2', 2)]
    [InlineData('3', 3)]
    [InlineData('4', 4)]
    [InlineData('5', 5)]
    [InlineData('6', 6)]
    [InlineData('7', 7)]
    [InlineData('8', 8)]
    [InlineData('9', 9)]
    [InlineData('0', 10)]
    public void A_digit_rates_and_0_is_ten(char digit, int rating)
    {
        var rated = new RatedInput(Discomfort.From(rating), Keyboard);

        Assert.Equal(rated, Sent(Key(digit, ConsoleKey.None)));
        Assert.Equal(rated, Sent(Key(digit, ConsoleKey.D0 + (digit - '0'))));
        Assert.Equal(rated, Sent(Key(digit, ConsoleKey.NumPad0 + (digit - '0'))));
        Assert.Equal(rated, Sent(Key('\0', ConsoleKey.NumPad0 + (digit - '0'))));
        Assert.Equal(rated, Sent(new ConsoleKeyInfo(digit, ConsoleKey.D0 + (digit - '0'), shift: true, alt: false, control: false)));
        Assert.Equal($"You rated {rating}.", Assert.IsType<SendInput>(KeyMap.Read(Key(digit, ConsoleKey.None), Samples.Hold)).Echo.Text);
    }

    [Theory]
    [InlineData('!', ConsoleKey.D1)]
    [InlineData('&', ConsoleKey.D1)]
    [InlineData('\0', ConsoleKey.D1)]
    [InlineData('٣', ConsoleKey.None)]
    [InlineData('\0', ConsoleKey.F13)]
    [InlineData('\0', ConsoleKey.End)]
    [InlineData('\0', ConsoleKey.UpArrow)]
    [InlineData('\t', ConsoleKey.Tab)]
    [InlineData('\u007f', ConsoleKey.Backspace)]
    [InlineData('x', ConsoleKey.X)]
    [InlineData('h', ConsoleKey.H)]
    [InlineData('é', ConsoleKey.None)]
    public void Any_other_key_is_a_hint_and_never_an_action(char character, ConsoleKey key) =>
        Assert.IsType<ShowHint>(KeyMap.Read(Key(character, key), Samples.Hold));

    [Theory]
    [InlineData('P')]
    [InlineData('R')]
    [InlineData('S')]
    [InlineData('N')]
    [InlineData('D')]
    [InlineData('E')]
    [InlineData('5')]
    [InlineData('+')]
    public void A_key_with_control_is_no_input(char character)
    {
        var key = new ConsoleKeyInfo(character, (ConsoleKey)character, shift: false, alt: false, control: true);

        Assert.IsType<ShowHint>(KeyMap.Read(key, Samples.Hold));
    }

    [Fact]
    public void Letters_work_in_upper_and_lower_case()
    {
        AssertLetter('s', new RedFlagInput(RedFlagKind.Sharp, Keyboard));
        AssertLetter('n', new RedFlagInput(RedFlagKind.Numb, Keyboard));
        AssertLetter('d', new RedFlagInput(RedFlagKind.Radiating, Keyboard));
        AssertLetter('e', new EasedInput(Keyboard));
        AssertLetter('p', new PauseInput(Keyboard));
    }

    [Theory]
    [InlineData('+', ConsoleKey.OemPlus)]
    [InlineData('=', ConsoleKey.None)]
    [InlineData('+', ConsoleKey.Add)]
    [InlineData('\0', ConsoleKey.Add)]
    public void Plus_and_its_neighbours_ask_for_more(char character, ConsoleKey key) =>
        Assert.Equal(new CeilingUpInput(Keyboard), Sent(Key(character, key)));

    [Theory]
    [InlineData('-', ConsoleKey.OemMinus)]
    [InlineData('_', ConsoleKey.None)]
    [InlineData('-', ConsoleKey.Subtract)]
    [InlineData('\0', ConsoleKey.Subtract)]
    public void Minus_and_its_neighbours_ask_for_less(char character, ConsoleKey key) =>
        Assert.Equal(new CeilingDownInput(Keyboard), Sent(Key(character, key)));

    [Fact]
    public void P_resumes_what_is_paused_and_R_resumes_only_that()
    {
        var resume = new ResumeInput(Keyboard);

        Assert.Equal(resume, Sent(Key('p', ConsoleKey.P), Samples.PausedAsked));
        Assert.Equal(resume, Sent(Key('p', ConsoleKey.P), Samples.PausedStillThere));
        Assert.Equal(resume, Sent(Key('R', ConsoleKey.R), Samples.PausedStillThere));
        Assert.IsType<ShowHint>(KeyMap.Read(Key('r', ConsoleKey.R), Samples.Hold));
        Assert.IsType<ShowHint>(KeyMap.Read(Key('r', ConsoleKey.R), null));
    }

    [Fact]
    public void P_at_the_moment_of_an_unasked_pause_does_not_start_the_motor_again()
    {
        var began = Samples.PausedStillThere.Session.PhaseBegan;

        Assert.IsType<ShowHint>(KeyMap.Read(Key('p', ConsoleKey.P), Samples.PausedStillThere with { At = began + TimeSpan.FromSeconds(0.9) }));
        Assert.Equal(new ResumeInput(Keyboard), Sent(Key('p', ConsoleKey.P), Samples.PausedStillThere with { At = began + TimeSpan.FromSeconds(1) }));
        Assert.Equal(new ResumeInput(Keyboard), Sent(Key('p', ConsoleKey.P), Samples.PausedAsked with { At = began }));
        Assert.Equal(new ResumeInput(Keyboard), Sent(Key('r', ConsoleKey.R), Samples.PausedStillThere with { At = began }));
    }

    [Fact]
    public void Enter_begins_only_when_ready()
    {
        Assert.Equal(new BeginInput(), Sent(Key('\r', ConsoleKey.Enter), Samples.Ready));
        Assert.IsType<ShowHint>(KeyMap.Read(Key('\r', ConsoleKey.Enter), null));
        foreach (var (name, snapshot) in Samples.All.Where(sample => sample.Key != "ready"))
            Assert.True(KeyMap.Read(Key('\r', ConsoleKey.Enter), snapshot) is ShowHint, name);
    }

    [Fact]
    public void A_question_mark_is_help_and_control_l_draws_again()
    {
        Assert.IsType<ToggleHelp>(KeyMap.Read(Key('?', ConsoleKey.Oem2), Samples.Hold));
        Assert.IsType<RedrawAll>(KeyMap.Read(new ConsoleKeyInfo('\f', ConsoleKey.L, shift: false, alt: false, control: true), Samples.Hold));
    }

    private static void AssertLetter(char letter, SessionInput input)
    {
        var key = ConsoleKey.A + (letter - 'a');
        Assert.Equal(input, Sent(Key(letter, key)));
        Assert.Equal(input, Sent(new ConsoleKeyInfo(char.ToUpperInvariant(letter), key, shift: true, alt: false, control: false)));
    }

    private static SessionInput Sent(ConsoleKeyInfo key, SessionSnapshot? snapshot = null) =>
        Assert.IsType<SendInput>(KeyMap.Read(key, snapshot ?? Samples.Hold)).Input;

    private static ConsoleKeyInfo Key(char character, ConsoleKey key) => new(character, key, shift: false, alt: false, control: false);
}

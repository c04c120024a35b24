using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Terminal;

/// <summary>The keys of the live screen. Pure.</summary>
internal static class KeyMap
{
    private const string Source = "keyboard";

    /// <summary>Who presses P at the moment of an unasked pause meant to pause, not to start the motor again.</summary>
    private static readonly TimeSpan MeantAsPause = TimeSpan.FromSeconds(1);

    /// <param name="snapshot">What the person sees, its time being the present moment; null before anything was shown.</param>
    public static KeyMeaning Read(ConsoleKeyInfo key, SessionSnapshot? snapshot)
    {
        if (IsStop(key))
            return new SendInput(new StopInput("key"), "STOP sent.");
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
            return key.Key == ConsoleKey.L ? new RedrawAll() : Unknown;
        if (key.Key == ConsoleKey.Enter)
            return Enter(snapshot);

        return Rating(key) ?? Steering(key) ?? Letter(key, snapshot);
    }

    // A terminal sends Alt+key as the bytes Esc, key: exactly what a quick Esc before another key sends. Both are STOP.
    // Ctrl+Space arrives as the character 0; Ctrl-D says that no more input will come.
    private static bool IsStop(ConsoleKeyInfo key) =>
        key.Key is ConsoleKey.Escape or ConsoleKey.Spacebar
        || key.KeyChar is ' ' or '\e' or '\u0004'
        || key.Modifiers.HasFlag(ConsoleModifiers.Alt)
        || (key is { KeyChar: '\0', Key: ConsoleKey.D2 } && key.Modifiers.HasFlag(ConsoleModifiers.Control));

    private static ShowHint Unknown { get; } = new("No such key. ? shows the keys.");

    private static KeyMeaning Enter(SessionSnapshot? snapshot) => snapshot?.Session.State switch
    {
        SessionState.Ready => new SendInput(new BeginInput(), "Begin."),
        null or SessionState.Idle or SessionState.Connecting => new ShowHint("Not connected yet."),
        _ => new ShowHint("ENTER only begins a session."),
    };

    // Only the character counts: on some keyboards digits need Shift, and Ctrl+Space claims to be the key 2.
    private static SendInput? Rating(ConsoleKeyInfo key)
    {
        var digit = key.KeyChar is >= '0' and <= '9' ? key.KeyChar - '0'
            : key is { KeyChar: '\0', Key: >= ConsoleKey.NumPad0 and <= ConsoleKey.NumPad9 } ? key.Key - ConsoleKey.NumPad0
            : -1;
        if (digit < 0)
            return null;

        var rating = Discomfort.From(digit == 0 ? Discomfort.Highest : digit);
        return new(new RatedInput(rating, Source), $"You rated {rating}.");
    }

    private static SendInput? Steering(ConsoleKeyInfo key) => (key.KeyChar, key.Key) switch
    {
        ('+' or '=', _) or ('\0', ConsoleKey.Add) => new(new CeilingUpInput(Source), "Your ceiling: up, from the next press."),
        ('-' or '_', _) or ('\0', ConsoleKey.Subtract) => new(new CeilingDownInput(Source), "Your ceiling: down."),
        _ => null,
    };

    private static KeyMeaning Letter(ConsoleKeyInfo key, SessionSnapshot? snapshot) => char.ToUpperInvariant(key.KeyChar) switch
    {
        'P' => PauseOrGoOn(snapshot),
        'R' => snapshot is { Session.State: SessionState.Paused } ? GoOn : new ShowHint("Nothing is paused."),
        'S' => new SendInput(new RedFlagInput(RedFlagKind.Sharp, Source), "Sharp pain: ending."),
        'N' => new SendInput(new RedFlagInput(RedFlagKind.Numb, Source), "Numb or tingling: ending."),
        'D' => new SendInput(new RedFlagInput(RedFlagKind.Radiating, Source), "Pain down the arm or leg: ending."),
        'E' => new SendInput(new EasedInput(Source), "It has eased."),
        '?' => new ToggleHelp(),
        _ => Unknown,
    };

    private static SendInput GoOn { get; } = new(new ResumeInput(Source), "Go on.");

    private static KeyMeaning PauseOrGoOn(SessionSnapshot? snapshot)
    {
        if (snapshot?.Session is not { State: SessionState.Paused } paused)
            return new SendInput(new PauseInput(Source), "Pause.");

        var justNow = snapshot.At - paused.PhaseBegan < MeantAsPause;
        return justNow && paused.Pause != PauseReason.Asked ? new ShowHint("It is paused. Press again to go on.") : GoOn;
    }
}

using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The phase, the seconds and the prompt in block letters.</summary>
internal static class BigText
{
    private const string Unit = " s";
    private static readonly Phrase[] Alarm = ["PRESS THE BUTTON", "ON THE DEVICE"];

    /// <summary>The fewest rows that the phase needs, with a blank row between two words.</summary>
    public static int Rows(Session session) => Words(session).Length * (BlockFont.Rows + 1) - 1;

    /// <summary>The phase word; where the motor may run, what to do about it. Empty where there is no room.</summary>
    public static IReadOnlyList<ScreenLine> Of(Session session, ScreenSize room, Language language) => Stack(Words(session), room, PhaseText.ToneOf(session), language);

    /// <summary>What to do where the motor may run, in two rows of letters.</summary>
    public static IReadOnlyList<ScreenLine> PressTheButton(int width, Language language) =>
        Stack(Alarm, new ScreenSize(width, 2 * BlockFont.Rows + 1), Tone.Strong, language);

    /// <summary>The seconds left, as wide as two digits at least, so that nothing beside them moves from 10 to 9.</summary>
    public static IReadOnlyList<ScreenLine> Seconds(SessionSnapshot snapshot, ScreenSize room)
    {
        if (snapshot.SecondsLeft() is not { } seconds)
            return [];

        var text = seconds.ToString(CultureInfo.InvariantCulture).PadLeft(2, BlockFont.NoDigit);
        var digits = Draw(text, room with { Width = room.Width - Unit.Length }, PhaseText.ToneOf(snapshot.Session));
        return [.. digits.Select((row, index) => index < digits.Count - 1 ? row.Fill(row.Width + Unit.Length) : row + ScreenLine.Of(Unit, Tone.Strong))];
    }

    public static IReadOnlyList<ScreenLine> Draw(string text, ScreenSize room, Tone tone) =>
        [.. BlockFont.Draw(text, room).Select(row => ScreenLine.Of(row, tone))];

    private static Phrase[] Words(Session session) =>
        session.MotorMayRun && session.State != SessionState.Reconnecting ? Alarm : [PhaseText.Word(session)];

    private static IReadOnlyList<ScreenLine> Stack(Phrase[] words, ScreenSize room, Tone tone, Language language)
    {
        var high = (room.Height + 1) / words.Length - 1;
        var drawn = words.Select(word => BlockFont.Draw(language.Say(word), room with { Height = high })).ToArray();
        if (drawn.Any(rows => rows.Count == 0))
            return [];

        return [.. drawn.SelectMany((rows, i) => i == 0 ? rows : rows.Prepend("")).Select(row => ScreenLine.Of($" {row}", tone))];
    }
}

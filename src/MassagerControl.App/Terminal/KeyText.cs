using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Terminal;

/// <summary>The keys in words: the STOP line, the short lines and the help. On a narrow terminal the keys that stop are cut off last.</summary>
internal static class KeyText
{
    private const string Ending = "S sharp  N numb  D arm/leg  P pause";
    private const string Others = "1–9, 0=10 rate  E eased  +/−  ? help";

    /// <summary>Enough room for everything in one line, for the two halves in a line each, and for the letters alone.</summary>
    private static readonly int Wide = Ending.Length + 2 + Others.Length, Narrow = Others.Length;

    public static string[] Help { get; } =
    [
        "SPACE or ESC   STOP, at any time",
        "S  sharp pain: ends it",
        "N  numb or tingling: ends it",
        "D  pain down arm or leg: ends it",
        "9, 0 = ten   too much: ends it",
        "P  pause, go on       R  go on",
        "−  weaker now   +  stronger again",
        "1–8   rate the discomfort",
        "E  it has eased   ENTER  begin",
        "Bar: off to full; ┃ the limit now",
        "Ctrl-L  redraw    ?  close help",
    ];

    /// <summary>The keys but STOP, in as many lines as the width asks for and the height allows; in two those that stop come first.</summary>
    public static IEnumerable<string> Short(ScreenSize size)
    {
        if (size.Height < 5)
            return [];
        if (size.Width > Wide)
            return [Others.Replace("  E", $"  {Ending}  E", StringComparison.Ordinal)];
        if (size.Width >= Narrow)
            return size.Height < 10 ? [Ending] : [Ending, Others];
        return size.Height < 10 ? ["S/N/D end  P pause"] : ["S/N/D end  P pause", "1–9, 0 rate ? help"];
    }

    /// <summary>STOP works in every state, so it is named in every state.</summary>
    public static string Stop(Session session)
    {
        if (session.State == SessionState.Stopping)
            return "STOP = SPACE or ESC  (it is under way)";
        if (session.IsOver && !session.MotorMayRun)
            return "STOP: confirmed, the motor is off";
        return "STOP = SPACE or ESC";
    }
}

using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Terminal;

/// <summary>The keys in words: the STOP line, the short line and the help.</summary>
internal static class KeyWords
{
    public const string Short = "1–9, 0=10 rate  P pause  S sharp  N numb  D arm/leg  E eased  +/−  ? help";

    public static string[] Help { get; } =
    [
        "1–9, 0 = ten   rate the discomfort",
        "P  pause, go on        R  go on",
        "S  sharp pain: ends it",
        "N  numb or tingling: ends it",
        "D  pain down arm or leg: ends it",
        "E  it has eased",
        "−  weaker now   +  stronger again",
        "ENTER  begin    Ctrl-L  redraw",
        "?  close help   (Esc is STOP)",
    ];

    /// <summary>STOP works in every state, so it is named in every state.</summary>
    public static string Stop(Session session)
    {
        if (session.State == SessionState.Stopping)
            return "STOP is under way. Again: SPACE or ESC";
        if (session.IsOver() && !session.MotorMayRun())
            return "STOP: confirmed, the motor is off";
        return "STOP = SPACE or ESC";
    }
}

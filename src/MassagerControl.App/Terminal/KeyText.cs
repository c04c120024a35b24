using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>The keys in words: the STOP line, the short lines and the help. On a narrow terminal the keys that stop are cut off last.</summary>
internal static class KeyText
{
    private static readonly Phrase All = "1–9, 0=10 rate  S sharp  N numb  D arm/leg  P pause  E eased  +/−  ? help";
    private static readonly Phrase Ending = "S sharp  N numb  D arm/leg  P pause";
    private static readonly Phrase Others = "1–9, 0=10 rate  E eased  +/−  ? help";
    private static readonly Phrase Letters = "S/N/D end  P pause";

    private static readonly Phrase[] HelpLines =
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

    public static IEnumerable<string> Help(Language language) => HelpLines.Select(language.Say);

    /// <summary>The keys but STOP, in as many lines as the width asks for and the height allows; in two those that stop come first.</summary>
    public static IEnumerable<string> Short(ScreenSize size, Language language)
    {
        // Enough room for everything in one line, for the two halves in a line each, or for the letters alone.
        var (all, ending, others, letters) = (language.Say(All), language.Say(Ending), language.Say(Others), language.Say(Letters));
        if (size.Height < 5)
            return [];
        if (size.Width > all.Length)
            return [all];
        if (size.Width >= Math.Max(ending.Length, others.Length))
            return size.Height < 10 ? [ending] : [ending, others];
        return size.Height < 10 ? [letters] : [letters, language.Say("1–9, 0 rate ? help")];
    }

    /// <summary>STOP works in every state, so it is named in every state.</summary>
    public static string Stop(Session session, Language language)
    {
        if (session.State == SessionState.Stopping)
            return language.Say("STOP = SPACE or ESC  (it is under way)");
        if (session.IsOver && !session.MotorMayRun)
            return language.Say("STOP: confirmed, the motor is off");
        return language.Say("STOP = SPACE or ESC");
    }
}

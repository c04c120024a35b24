namespace MassagerControl.Runtime.Os;

/// <summary>Control sequences that more than the screen itself must know.</summary>
public static class ScreenCodes
{
    /// <summary>Puts back what the session's screen has changed: the way out for whoever has to do it in the screen's place.</summary>
    public const string Leave = "\e[0m\e[?7h\e[?25h\e[?1049l";
}

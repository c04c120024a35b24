namespace MassagerControl.Core.Sessions;

/// <summary>Why a session ended, in words for the person: a clause that says nothing of the motor, which has a sentence of its own.</summary>
internal static class EndReasons
{
    /// <param name="cause">As the log names it; one without words here stands for itself.</param>
    public static string OfStop(string cause) => cause switch
    {
        "key" => "you pressed STOP",
        "Ctrl-C" or "Ctrl-Z" => $"you pressed {cause}",
        "device button" => "the device's own button was pressed",
        "script" => "the script of ratings says so",
        "terminal lost" => "the terminal was lost",
        "shutdown" => "the program was told to end",
        _ => cause,
    };

    public static string OfRating(Discomfort rating) => $"you rated {rating}";

    public static string OfRedFlag(RedFlagKind kind) => kind.InWords();
}

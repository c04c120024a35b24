namespace MassagerControl.Core.Sessions;

/// <summary>Why a session ended, in words for the person: a clause that says nothing of the motor, which has a sentence of its own.</summary>
internal static class EndReasons
{
    /// <param name="cause">As the log names it; one without words here stands for itself.</param>
    public static Phrase OfStop(Phrase cause) => cause.Text switch
    {
        "key" => "you pressed STOP",
        "Ctrl-C" or "Ctrl-Z" => Phrase.Of($"you pressed {cause}"),
        "device button" => "the device's own button was pressed",
        "script" => "the script of ratings says so",
        "terminal lost" => "the terminal was lost",
        "shutdown" => "the program was told to end",
        _ => cause,
    };

    public static Phrase OfRating(Discomfort rating) => Phrase.Of($"you rated {rating}");

    public static Phrase OfRedFlag(RedFlagKind kind) => kind.InWords();
}

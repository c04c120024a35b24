namespace MassagerControl.Core;

/// <summary>How warning signs are called: the word of logs, files and scripts, and a clause for a person.</summary>
public static class RedFlagText
{
    /// <summary>As event logs, locks and scripts of ratings name it.</summary>
    public static string Word(this RedFlagKind kind) => kind switch
    {
        RedFlagKind.Sharp => "sharp",
        RedFlagKind.Numb => "numb",
        RedFlagKind.Radiating => "radiating",
    };

    /// <returns>Null for a word that names none.</returns>
    public static RedFlagKind? Find(string word) => word switch
    {
        "sharp" => RedFlagKind.Sharp,
        "numb" => RedFlagKind.Numb,
        "radiating" => RedFlagKind.Radiating,
        _ => null,
    };

    /// <summary>For a person, e.g. <c>sharp pain</c>.</summary>
    public static Phrase InWords(this RedFlagKind kind) => kind switch
    {
        RedFlagKind.Sharp => "sharp pain",
        RedFlagKind.Numb => "numbness or tingling",
        RedFlagKind.Radiating => "pain running down an arm or leg",
    };
}

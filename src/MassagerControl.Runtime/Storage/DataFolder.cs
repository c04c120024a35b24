namespace MassagerControl.Runtime.Storage;

/// <summary>Where the person's data lies.</summary>
/// <param name="Path">The folder of the store; it need not exist yet.</param>
/// <param name="Explicit">Named by <c>--data</c>: even a simulated device reads and writes there.</param>
/// <param name="State">A second folder for a copy of doses and locks; null unless the data lies in its default place.</param>
public sealed record DataFolder(string Path, bool Explicit, string? State)
{
    private const string Own = "massager";

    /// <summary><c>--data</c>, else the variable <c>MASSAGER_DATA</c>, else the person's own data folder (XDG base directories).</summary>
    /// <param name="option">The value of <c>--data</c>, or null.</param>
    /// <param name="variable">Gives a variable of the environment, or null.</param>
    public static DataFolder Of(string? option, Func<string, string?> variable)
    {
        if (option is not null)
            return new(System.IO.Path.GetFullPath(option), true, null);
        if (variable("MASSAGER_DATA") is { Length: > 0 } moved)
            return new(System.IO.Path.GetFullPath(moved), false, null);
        return new(Under(variable, "XDG_DATA_HOME", ".local", "share"), false, Under(variable, "XDG_STATE_HOME", ".local", "state"));
    }

    /// <summary>What a command of the same person must repeat to mean this folder, ready for a shell; empty where nothing is needed.</summary>
    public string Option => Explicit ? $" --data {(Path.All(IsPlain) ? Path : $"'{Path.Replace("'", @"'\''", StringComparison.Ordinal)}'")}" : "";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-';

    // A relative path in these variables is to be ignored, says the specification.
    private static string Under(Func<string, string?> variable, string name, params ReadOnlySpan<string> fallback)
    {
        var named = variable(name);
        if (named is not null && System.IO.Path.IsPathFullyQualified(named))
            return System.IO.Path.Combine(named, Own);
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return System.IO.Path.Combine([home, .. fallback, Own]);
    }
}

namespace MassagerControl.App.Terminal;

/// <summary>What a terminal can show.</summary>
internal sealed record TerminalLook
{
    /// <summary>Colours and bold. Off: no such code is written at all.</summary>
    public bool Colour { get; init; } = true;

    /// <summary>Block characters and typographic signs; off: ASCII only.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>The cursor can be moved; off: lines are only ever added.</summary>
    public bool Addressable { get; init; } = true;

    /// <summary>Judges by NO_COLOR (no-color.org), TERM and the locale.</summary>
    /// <param name="variable">Reads one environment variable; null where it is not set.</param>
    public static TerminalLook Of(Func<string, string?> variable)
    {
        var term = variable("TERM");
        var dumb = term is "dumb" || (string.IsNullOrEmpty(term) && string.IsNullOrEmpty(variable("WT_SESSION")));
        return new TerminalLook
        {
            Colour = !dumb && string.IsNullOrEmpty(variable("NO_COLOR")),
            // The Linux text console knows few of the signs, whatever the locale says.
            Unicode = !dumb && term is not "linux" && SpeaksUtf8(variable),
            Addressable = !dumb,
        };
    }

    private static bool SpeaksUtf8(Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(variable("WT_SESSION")))
            return true;

        string[] locale = ["LC_ALL", "LC_CTYPE", "LANG"];
        var first = locale.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return first.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || first.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }
}

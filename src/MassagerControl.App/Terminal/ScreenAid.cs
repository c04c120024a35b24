using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>What the screen shows besides the session: it never changes the session.</summary>
/// <param name="Hint">The answer to the last key, or null.</param>
internal sealed record ScreenAid(bool HelpOpen, string? Hint)
{
    public Language Language { get; init; } = Language.English;

    /// <summary>What the guard wants known; stands wherever no key was answered just now.</summary>
    public string? Note { get; init; }

    /// <summary>What a command that the screen names must repeat to mean the session's data folder, with a space before it; empty where nothing is needed.</summary>
    public string Data { get; init; } = "";

    public static ScreenAid None { get; } = new(HelpOpen: false, Hint: null);
}

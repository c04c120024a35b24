namespace MassagerControl.Tests.App.Cli;

/// <summary>What reads the data folder.</summary>
internal static class DataReaders
{
    public static readonly string[][] Commands =
    [
        ["history", "list"], ["history", "list", "--json"], ["history", "show", "1"], ["history", "export"], ["devices"], ["devices", "--json"], ["areas"],
        ["areas", "unlock", "lower-back", "--side", "left"], ["stop"], ["stop", "gun"], ["stop", "--left"], ["forget", "gun"],
        ["pair", "--radio", "sim", "--timeout", "0.1"], ["conform", "gun"], ["run", "--speed", "max"], ["run", "--speed", "max", "--device", "gun"],
    ];

    /// <summary>Those that only look say nothing but why they cannot; a session would make the folder, and says that it cannot.</summary>
    public static bool OnlyLooks(string[] command) => command is not (["run", ..] or ["areas", "unlock", ..]);
}

using System.Collections.Immutable;
using System.Globalization;

namespace MassagerControl.Runtime.Voice;

/// <summary>A program of this computer that speaks.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">Where it lies.</param>
public sealed record VoiceProgram(string Name, string Path)
{
    // The first one ends when it is killed, and its sentence with it; the second hands its sentence to a service, which drops it for the next one.
    private const string Direct = "espeak-ng";
    private const string Service = "spd-say";

    /// <param name="folders">As PATH has them; null where there are none.</param>
    /// <returns>Null where none is installed.</returns>
    public static VoiceProgram? Find(string? folders)
    {
        foreach (var name in (string[])[Direct, Service])
            foreach (var folder in (folders ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
                if (System.IO.Path.Combine(folder, name) is var path && CanRun(path))
                    return new(name, path);
        return null;
    }

    /// <returns>The words of the command line behind the program's path.</returns>
    public ImmutableArray<string> Arguments(string text, VoiceOptions options)
    {
        var language = options.Language.Tag;
        // Amplitude 0 to 200, and -100 to 100: the middle is each voice's own.
        return Name == Direct
            ? ["-v", language, .. Volume("-a", options.Volume * 2), text]
            : ["-l", language, .. Volume("-i", options.Volume * 2 - 100), text];
    }

    private static string[] Volume(string option, int? volume) => volume is { } set ? [option, set.ToString(CultureInfo.InvariantCulture)] : [];

    private static bool CanRun(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}

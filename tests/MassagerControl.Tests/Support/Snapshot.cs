using System.Runtime.CompilerServices;

namespace MassagerControl.Tests.Support;

/// <summary>Compares a text with the file kept for it; a difference is written beside it as <c>*.received.txt</c>.</summary>
internal static class Snapshot
{
    /// <param name="name">The file's name without its ending, in <c>Snapshots/</c>.</param>
    public static void Match(string text, string name)
    {
        var expected = Path.Combine(Folder(), $"{name}.txt");
        var received = Path.Combine(Folder(), $"{name}.received.txt");
        var actual = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (File.Exists(expected) && File.ReadAllText(expected).ReplaceLineEndings("\n") == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail(File.Exists(expected)
            ? $"{name} looks different; compare Snapshots/{name}.received.txt:\n{actual}"
            : $"{name} is new; if Snapshots/{name}.received.txt is right, drop 'received' from its name:\n{actual}");
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Snapshots");
}

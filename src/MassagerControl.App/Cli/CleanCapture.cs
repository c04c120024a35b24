using MassagerControl.Core;
using MassagerControl.Devices.Captures.Cleaning;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.App.Cli;

/// <summary>Cleans a capture into a file that was not there before.</summary>
internal static class CleanCapture
{
    /// <returns>What was done, or why there is no such file now.</returns>
    public static (CleanedCapture? Cleaned, Phrase? Problem) Write(string capture, string output, string? device)
    {
        if (OutputFile.KeptProblem(output) is { } kept)
            return (null, kept);
        if (Path.Exists(output))
            return (null, Phrase.Of($"{output}: is there already: name a new file"));
        var made = false;
        var (cleaned, problem) = Tried(capture, output, device, () =>
        {
            var file = PrivateFile.Open(output, FileMode.CreateNew, FileAccess.Write);
            made = true;
            return file;
        });
        if (problem is not null && made)
            Drop(output);
        return (cleaned, problem);
    }

    /// <summary>A file that cannot be opened is the capture's fault before the other one is made, and the other one's after.</summary>
    private static (CleanedCapture? Cleaned, Phrase? Problem) Tried(string capture, string output, string? device, Func<Stream> create)
    {
        var reached = false;
        try
        {
            var (cleaned, refusal) = CaptureCleaner.Clean(capture, device, () =>
            {
                reached = true;
                return create();
            });
            return (cleaned, refusal is null ? null : Phrase.Of($"{capture}: {refusal}"));
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, reached ? OutputFile.Problem(output, exception) : Phrase.Of($"{capture}: cannot be read: {FileErrorText.Of(exception, capture)}"));
        }
    }

    private static void Drop(string output)
    {
        try
        {
            File.Delete(output);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            // Why it could not be written is told.
        }
    }
}

using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary>Opens the files that a command writes before it does anything else, and never one that it reads or that the program keeps for itself. One that may not be written after all is a <see cref="LaterFile"/>.</summary>
internal static class OutputFile
{
    /// <summary>In place of a path.</summary>
    public const string StandardOutput = "-";

    // More than any report or first lines of a log: a disk that has no room for it is full.
    private const int ProbeBytes = 16 * 1024;

    // EINVAL.
    private const int NoLength = 22;

    private static readonly string[] Kept = [MassagerStore.FileName, $"{MassagerStore.FileName}-wal", $"{MassagerStore.FileName}-shm", DoseCopy.FileName];

    /// <summary>Opens a file for writing and leaves what is in it until <see cref="Empty"/>.</summary>
    /// <param name="isPrivate">Where it is new, its owner alone may read it.</param>
    /// <returns>The file; or why it cannot be written, with its name.</returns>
    public static (StreamWriter? Writer, Phrase? Error) Open(string path, bool isPrivate = false)
    {
        if (KeptProblem(path) is { } problem)
            return (null, problem);
        try
        {
            var stream = isPrivate
                ? PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.Write)
                : new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            return (new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)), null);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, Problem(path, exception));
        }
    }

    /// <returns>Why a file must not be written although it could be; null when it may be.</returns>
    public static Phrase? KeptProblem(string path) => Kept.Contains(Path.GetFileName(Real(path)))
        ? Phrase.Of($"{path}: this program keeps history and doses in a file of that name: name another one")
        : null;

    /// <summary>Drops what is in the file, and makes sure that there is room for something new.</summary>
    /// <param name="device">Try a device, such as <c>/dev/full</c>, too; not where the first line that is written is early enough to fail.</param>
    /// <returns>Why nothing can be written; null when all is well.</returns>
    public static Phrase? Empty(string path, StreamWriter writer, bool device = true)
    {
        // A pipe or a terminal shows whatever is tried.
        if (!writer.BaseStream.CanSeek)
            return null;
        try
        {
            var ordinary = Cut(writer.BaseStream);
            if (!ordinary && !device)
                return null;
            writer.BaseStream.Write(new byte[ProbeBytes]);
            writer.BaseStream.Flush();
            if (ordinary)
                Cut(writer.BaseStream);
            writer.BaseStream.Position = 0;
            return null;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return Problem(path, exception);
        }
    }

    /// <summary>One file, open and empty.</summary>
    /// <inheritdoc cref="Open" path="/returns"/>
    public static (StreamWriter? Writer, Phrase? Error) Create(string path, params IEnumerable<string?> read)
    {
        if (Clash([path], read) is { } clash)
            return (null, clash);
        var (writer, error) = Open(path);
        if (writer is null || Empty(path, writer) is not { } full)
            return (writer, error);
        Close(writer);
        return (null, full);
    }

    /// <returns>Why the files cannot all be used together; null when they can.</returns>
    public static Phrase? Clash(IEnumerable<string?> written, IEnumerable<string?> read)
    {
        var outputs = written.OfType<string>().Where(path => path.Length > 0).ToArray();
        var all = outputs.Concat(read.OfType<string>().Where(path => path.Length > 0)).Select(Real).ToArray();
        return outputs.FirstOrDefault(output => all.Count(other => other == Real(output)) > 1) is { } twice
            ? Phrase.Of($"{twice}: named twice; a file that is written is nothing else too")
            : null;
    }

    /// <summary>What could not be written was told when it happened; closing tries once more in vain.</summary>
    public static void Close(TextWriter? writer)
    {
        try
        {
            writer?.Dispose();
        }
        catch (IOException)
        {
        }
    }

    /// <returns>False for a device, which has no length.</returns>
    private static bool Cut(Stream stream)
    {
        try
        {
            stream.SetLength(0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException && exception.HResult is NoLength)
        {
            return false;
        }
    }

    /// <summary>What a failure means for whoever wanted the file to be written.</summary>
    public static Phrase Problem(string path, Exception exception) => $"{path}: cannot be written: {FileErrorText.Of(exception, path)}";

    /// <summary>Where a path leads, links followed as far as they can be.</summary>
    public static string Real(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return path;
        }
    }
}

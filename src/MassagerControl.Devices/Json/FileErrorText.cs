using System.Net.Sockets;
using System.Runtime.InteropServices;
using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>Why a file, folder or socket cannot be used, in this program's words. Whoever catches such a failure asks here, so that it reads the same everywhere.</summary>
public static class FileErrorText
{
    // The lowest that is no error number of Unix: what lies above is .NET's own numbering.
    private const int MostErrorNumber = 4096;

    private const string Circle = "links lead around in a circle";

    /// <summary>A failure of the file system, whatever .NET calls it; anything else is a fault of this program.</summary>
    public static bool IsFailure(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <param name="error">See <see cref="IsFailure"/>; a <see cref="SocketException"/> too.</param>
    /// <param name="path">As the person wrote it; null where there is none, as for standard output.</param>
    /// <returns>A clause that follows a colon: <c>there is no folder /nowhere</c>.</returns>
    public static Phrase Of(Exception error, string? path) => error switch
    {
        _ when path is "" => "no name is given",
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => path is null ? "there is no such folder" : Missing(path),
        PathTooLongException => "the name is too long",
        UnauthorizedAccessException => path is not null && Directory.Exists(path) ? "it is a folder" : "access is denied",
        ArgumentException => "the name has a character that no file may have",
        NotSupportedException => "it is no ordinary file",
        // What the system said of a socket's path is lost in .NET's own numbering: a look at the path says more.
        SocketException when path is not null && (Problem(path) ?? MissingFolder(path)) is { } problem => problem,
        SocketException { NativeErrorCode: > 0 and var number } => OfSystem(number, path),
        SocketException => "the system refuses it",
        { HResult: > 0 and < MostErrorNumber } => OfSystem(error.HResult, path),
        IOException when OperatingSystem.IsWindows() && (uint)error.HResult >> 16 == 0x8007 => OfWindows(error.HResult & 0xFFFF),
        // This program's own.
        _ => Phrase.Verbatim(error.Message),
    };

    /// <summary>Why a folder cannot be looked into; null where it can be, and where there is none.</summary>
    public static Phrase? FolderProblem(string folder)
    {
        if (Problem(folder, mustBeFolder: true) is { } problem)
            return problem;
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (IsFailure(error))
        {
            return error is UnauthorizedAccessException ? "access is denied" : Of(error, folder);
        }
    }

    /// <summary>Why nobody can tell whether a file or folder is there, or why it is none; null where it is there, and where it surely is not.</summary>
    /// <remarks>Opens nothing: closing a file that a database has open would drop that one's locks.</remarks>
    public static Phrase? Problem(string path, bool mustBeFolder = false)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (LinkProblem(full) is { } problem)
                return problem;
            var attributes = File.GetAttributes(File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full);
            return attributes.HasFlag(FileAttributes.Directory) == mustBeFolder ? null : mustBeFolder ? "it is no folder" : "it is a folder";
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Obstacle(path) is { } obstacle ? Phrase.Of($"{obstacle} is no folder") : null;
        }
        catch (Exception error) when (IsFailure(error))
        {
            return error is UnauthorizedAccessException ? "access is denied" : Of(error, path);
        }
    }

    private static Phrase? LinkProblem(string path)
    {
        if (new FileInfo(path).LinkTarget is null)
            return null;
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target && !Path.Exists(target.FullName)
                ? Phrase.Of($"it is a link to {target.FullName}, which is not there")
                : null;
        }
        catch (IOException)
        {
            return Circle;
        }
    }

    private static Phrase Missing(string path)
    {
        return Obstacle(path) is { } obstacle ? Phrase.Of($"{obstacle} is no folder") : MissingFolder(path) ?? "there is no such file";
    }

    private static Phrase? MissingFolder(string path)
    {
        var missing = Path.GetDirectoryName(Path.GetFullPath(path));
        while (Path.GetDirectoryName(missing) is { } above && !Directory.Exists(above))
            missing = above;
        return missing is null || Directory.Exists(missing) ? null : Phrase.Of($"there is no folder {missing}");
    }

    /// <returns>A file that stands where the path has a folder; null when there is none.</returns>
    private static string? Obstacle(string path)
    {
        for (var above = Path.GetDirectoryName(Path.GetFullPath(path)); above is not null; above = Path.GetDirectoryName(above))
            if (Path.Exists(above))
                return Directory.Exists(above) ? null : above;
        return null;
    }

    private static Phrase OfSystem(int number, string? path) => number switch
    {
        // ENOENT, EACCES and EPERM, EEXIST, ENOTDIR, EISDIR, EFBIG, ENOSPC, EROFS, EPIPE: the same number on every Unix.
        2 => path is null ? "there is no such file" : Missing(path),
        1 or 13 => "access is denied",
        17 => "there is a file already",
        20 => path is not null && Obstacle(path) is { } obstacle ? Phrase.Of($"{obstacle} is no folder") : "a part of the path is no folder",
        21 => "it is a folder",
        27 => "it would be too large",
        28 => "the disk is full",
        30 => "the disk is read-only",
        32 => "nobody reads it any more",
        _ when number == (OperatingSystem.IsMacOS() ? 62 : 40) => Circle,
        _ when number == (OperatingSystem.IsMacOS() ? 63 : 36) => "the name is too long",
        _ when number == (OperatingSystem.IsMacOS() ? 69 : 122) => "your part of the disk is full",
        _ when number == (OperatingSystem.IsMacOS() ? 35 : 11) => "another program has it",
        _ when number == (OperatingSystem.IsMacOS() ? 48 : 98) => "somebody listens there already",
        _ => Phrase.Of($"the system says: {Marshal.GetPInvokeErrorMessage(number)}"),
    };

    private static Phrase OfWindows(int number) => number switch
    {
        32 or 33 => "another program has it",
        39 or 112 => "the disk is full",
        80 or 183 => "there is a file already",
        _ => Phrase.Of($"the system says: {Marshal.GetPInvokeErrorMessage(number)}"),
    };
}

using System.Globalization;
using MassagerControl.Runtime.Os;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Runtime.Guarding;

/// <summary>Opens the session's standard error for the guard, whose own pipes end with the session.</summary>
internal static class OwnerErrors
{
    /// <param name="skipTerminal">The guard has the terminal already.</param>
    /// <returns>Null where it cannot be opened: a socket cannot, nor anything outside Linux.</returns>
    public static TextWriter? Open(int owner, bool skipTerminal)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var path = PathOf(owner);
        try
        {
            if (skipTerminal && new FileInfo(path).LinkTarget?.StartsWith("/dev/", StringComparison.Ordinal) is not false)
                return null;
            var descriptor = NativeUnix.OpenToAppend(path);
            return descriptor == NativeUnix.Failed
                ? null
                : new StreamWriter(new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0)) { NewLine = "\n" };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Somebody reads it to its end.</summary>
    public static bool IsPipe(int owner)
    {
        try
        {
            return new FileInfo(PathOf(owner)).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) is true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string PathOf(int owner) => string.Create(CultureInfo.InvariantCulture, $"/proc/{owner}/fd/2");
}

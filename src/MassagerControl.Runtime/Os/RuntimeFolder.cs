using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Os;

/// <summary>Where the locks of devices lie: a folder of this user alone that the machine forgets when it is switched off.</summary>
/// <param name="Path">Null when there is none that can be trusted.</param>
/// <param name="Error">Why not.</param>
public sealed record RuntimeFolder(string? Path, Phrase? Error)
{
    private const string Name = "massager";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The folder, made where it is missing.</summary>
    /// <param name="variable">Gives a variable of the environment, or null.</param>
    public static RuntimeFolder Of(Func<string, string?> variable) => Made(PathOf(variable));

    /// <summary><c>$XDG_RUNTIME_DIR/massager</c>, else <c>massager-UID</c> in the folder for temporary files.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static string PathOf(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
            return System.IO.Path.Combine(System.IO.Path.GetTempPath(), Name);
        // A relative path in this variable is to be ignored, says the specification of the XDG base directories.
        var named = variable("XDG_RUNTIME_DIR");
        return named is not null && System.IO.Path.IsPathFullyQualified(named) && Directory.Exists(named)
            ? System.IO.Path.Combine(named, Name)
            : string.Create(CultureInfo.InvariantCulture, $"/tmp/{Name}-{NativeUnix.OwnUser()}");
    }

    private static RuntimeFolder Made(string path)
    {
        try
        {
            var folder = MakePrivate(path);
            return Distrust(folder) is { } why ? new(null, $"{path}: {why}") : new(path, null);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return new(null, $"{path}: the folder for locks cannot be made: {FileErrorText.Of(exception, path)}");
        }
    }

    private static DirectoryInfo MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path);
        return Directory.CreateDirectory(path, Private);
    }

    /// <returns>Why somebody else may have a hand in the folder; null when nobody has.</returns>
    private static Phrase? Distrust(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows())
            return null;
        if (folder.LinkTarget is not null)
            return "it is a link, and locks must lie in a folder of their own";
        if (NativeUnix.OwnerOf(folder.FullName) is { } owner && owner != NativeUnix.OwnUser())
            return "it belongs to another user";
        // Only its owner may: where the owner could not be asked for, this tells.
        folder.UnixFileMode = Private;
        return null;
    }
}

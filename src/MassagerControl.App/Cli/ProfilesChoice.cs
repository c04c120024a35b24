using System.Collections.Immutable;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App.Cli;

/// <summary>The profile that somebody named, or why there is none.</summary>
/// <param name="Entry">Null when there is none.</param>
internal sealed record ProfilesChoice(ProfileEntry? Entry, ImmutableArray<string> Errors)
{
    private const string Simulated = "sim:";

    public DeviceProfile? Profile => Entry?.Reading.Value;

    /// <param name="name">An id, <c>sim:</c> and an id, or the path of a .json file.</param>
    public static ProfilesChoice Find(ProfileLibrary library, string name)
    {
        var id = name.StartsWith(Simulated, StringComparison.Ordinal) ? name[Simulated.Length..] : name;
        var entry = IsPath(name) ? new(Path.GetFileNameWithoutExtension(name), ProfileOrigin.User, name, ProfileReader.Read(name)) : library.Find(id);
        if (entry is null)
            return new(null, [$"there is no profile '{id}'; there are {string.Join(", ", library.Ids())}"]);
        return new(entry, [.. entry.Reading.Errors.Select(error => error.ToString())]);
    }

    private static bool IsPath(string name) =>
        !name.StartsWith(Simulated, StringComparison.Ordinal) && (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.Contains(Path.DirectorySeparatorChar));
}

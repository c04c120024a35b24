using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;

namespace MassagerControl.App.Cli;

/// <summary>The profile that somebody named, or why there is none.</summary>
/// <param name="Entry">Null when there is none.</param>
internal sealed record ProfilesChoice(ProfileEntry? Entry, ImmutableArray<Phrase> Errors)
{
    private const string Simulated = "sim:";

    public DeviceProfile? Profile => Entry?.Reading.Value;

    /// <param name="name">An id or the path of a .json file, with or without <c>sim:</c> in front.</param>
    public static ProfilesChoice Find(ProfileLibrary library, string name)
    {
        var id = name.StartsWith(Simulated, StringComparison.Ordinal) ? name[Simulated.Length..] : name;
        if (library.FindNamed(id) is not { } entry)
            return new(null, [$"there is no profile '{ShownName.Of(id, 60)}'; there are {string.Join(", ", library.Ids())}"]);
        return new(entry, [.. entry.Reading.Errors.Select(error => error.InWords())]);
    }
}

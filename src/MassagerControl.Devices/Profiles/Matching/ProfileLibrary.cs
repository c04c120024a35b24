using System.Collections.Concurrent;
using System.Collections.Immutable;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>The shipped profiles and, beside them, the files of the person's own folder.</summary>
/// <remarks>A file of the person's with the id of a shipped profile narrows its limits and never widens them. Safe from any thread.</remarks>
public sealed class ProfileLibrary
{
    private readonly string _shippedFolder;
    private readonly string _userFolder;
    private readonly ConcurrentDictionary<string, ProfileEntry> _read = new(StringComparer.Ordinal);

    /// <param name="shippedFolder">Where the program's own profiles lie.</param>
    /// <param name="userFolder">Where the person's lie; need not exist, empty for none.</param>
    public ProfileLibrary(string shippedFolder, string userFolder) => (_shippedFolder, _userFolder) = (shippedFolder, userFolder);

    /// <summary><c>massager/profiles</c> in the person's configuration folder (<c>$XDG_CONFIG_HOME</c> or <c>~/.config</c> on Linux).</summary>
    public static string DefaultUserFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "massager", "profiles");

    /// <summary><c>device-profiles</c> beside the executable.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "device-profiles");

    /// <summary>What ships, and nothing beside it.</summary>
    public static ProfileLibrary Shipped() => new(ShippedFolder, "");

    /// <summary>Ids of all files, in order.</summary>
    public ImmutableArray<string> Ids() => [.. IdsIn(_shippedFolder).Union(IdsIn(_userFolder), StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <returns>Null when there is no such profile; with errors when its file is broken.</returns>
    public ProfileEntry? Find(string id) => Entry(id, IdsIn(_shippedFolder).Contains(id), IdsIn(_userFolder).Contains(id));

    /// <param name="name">An id, or the path of a file.</param>
    /// <returns>Null when there is no profile of that id; with errors when the file is broken or is not there.</returns>
    public ProfileEntry? FindNamed(string name) => IsPath(name)
        ? new(Path.GetFileNameWithoutExtension(name), ProfileOrigin.User, name, ProfileReader.Read(name))
        : Find(name);

    /// <summary>The path of a profile's file, and no id.</summary>
    public static bool IsPath(string name) => IsFileName(name) || name.Contains(Path.DirectorySeparatorChar);

    /// <summary>It ends as the file of a profile does.</summary>
    public static bool IsFileName(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads every file, on all cores.</summary>
    public ImmutableArray<ProfileEntry> ReadAll()
    {
        var (shipped, own) = (IdsIn(_shippedFolder), IdsIn(_userFolder));
        var ids = shipped.Union(own).Order(StringComparer.Ordinal);
        return [.. ids.AsParallel().AsOrdered().Select(id => Entry(id, shipped.Contains(id), own.Contains(id))!)];
    }

    private static HashSet<string> IdsIn(string folder) => [.. new ProfileCatalog(folder).Ids()];

    private ProfileEntry? Entry(string id, bool shipped, bool own) => shipped || own ? _read.GetOrAdd(id, Load, (shipped, own)) : null;

    private ProfileEntry Load(string id, (bool Shipped, bool Own) where)
    {
        var (shipped, own) = (PathOf(_shippedFolder, id), PathOf(_userFolder, id));
        return where switch
        {
            (true, true) => new(id, ProfileOrigin.Narrowed, own, Narrowed(own, shipped)),
            (true, false) => new(id, ProfileOrigin.Shipped, shipped, ProfileReader.Read(shipped)),
            _ => new(id, ProfileOrigin.User, own, ProfileReader.Read(own)),
        };
    }

    private static FileReading<DeviceProfile> Narrowed(string path, string shippedPath)
    {
        var shipped = ProfileReader.Read(shippedPath);
        return shipped.Succeeded ? ProfileNarrowing.Read(path, shippedPath, shipped.Value) : shipped;
    }

    private static string PathOf(string folder, string id) => Path.Combine(folder, id + ".json");
}

/// <summary>One profile of a library.</summary>
/// <param name="Path">Its file; the person's one where it is narrowed.</param>
public sealed record ProfileEntry(string Id, ProfileOrigin Origin, string Path, FileReading<DeviceProfile> Reading);

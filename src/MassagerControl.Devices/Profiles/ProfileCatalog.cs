using System.Collections.Concurrent;
using System.Collections.Immutable;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>The profiles of a folder, each file read when it is first asked for.</summary>
/// <remarks>A file is named after its profile's id. Safe from any thread.</remarks>
public sealed class ProfileCatalog
{
    internal const string SchemaFile = "massager-profile.schema.json";

    private readonly string _folder;
    private readonly ConcurrentDictionary<string, FileReading<DeviceProfile>> _read = new(StringComparer.Ordinal);

    /// <param name="folder">Where the <c>*.json</c> files are; need not exist.</param>
    public ProfileCatalog(string folder) => _folder = folder;

    /// <summary>The profiles that ship with the program: <c>device-profiles</c> beside the executable.</summary>
    public static ProfileCatalog Shipped() => new(Path.Combine(AppContext.BaseDirectory, "device-profiles"));

    /// <summary>Ids of all profile files, in order, read or not.</summary>
    public ImmutableArray<string> Ids() =>
        Directory.Exists(_folder)
            ? [.. Directory.EnumerateFiles(_folder, "*.json")
                .Where(file => Path.GetFileName(file) != SchemaFile)
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal)]
            : [];

    /// <returns>Null when there is no such profile; errors when its file is broken.</returns>
    public FileReading<DeviceProfile>? Find(string id) =>
        Ids().Contains(id, StringComparer.Ordinal) ? _read.GetOrAdd(id, Load) : null;

    /// <summary>Reads every file; broken ones are reported and left out.</summary>
    public CatalogReading ReadAll()
    {
        var readings = Ids().Select(id => _read.GetOrAdd(id, Load)).ToImmutableArray();
        return new([.. readings.Where(reading => reading.Succeeded).Select(reading => reading.Value!)], [.. readings.SelectMany(reading => reading.Errors)]);
    }

    private FileReading<DeviceProfile> Load(string id) => ProfileReader.Read(Path.Combine(_folder, id + ".json"));
}

/// <summary>What a folder of profiles holds.</summary>
public sealed record CatalogReading(ImmutableArray<DeviceProfile> Profiles, ImmutableArray<FileError> Errors);

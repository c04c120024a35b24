using System.Globalization;
using BenchmarkDotNet.Attributes;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Benchmarks.Micro;

/// <summary>A thousand profiles from their files, and one advertisement among them.</summary>
public class ProfileBenchmarks
{
    private const int Count = 1000;
    private const string Model = "therabody-wave-solo";

    private readonly Advertisement _known = new("", "Model 0500", -60) { Services = [GattUuid.FromShort(0xFFE0)] };
    private readonly Advertisement _stranger = new("", "Somebody's headphones", -60) { Services = [GattUuid.FromShort(0x180F)] };
    private DirectoryInfo _folder = null!;
    private ProfileMatcher _matcher = null!;

    [GlobalSetup]
    public void WriteFiles()
    {
        _folder = Directory.CreateTempSubdirectory("profiles");
        var text = File.ReadAllText(Path.Combine(ProfileLibrary.ShippedFolder, Model + ".json"));
        for (var i = 0; i < Count; i++)
        {
            var number = i.ToString("0000", CultureInfo.InvariantCulture);
            var own = text.Replace($"\"{Model}\"", $"\"model-{number}\"", StringComparison.Ordinal).Replace("\"WaveSolo\"", $"\"Model {number}\"", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(_folder.FullName, $"model-{number}.json"), own);
        }
        _matcher = new ProfileMatcher(Read());
    }

    [GlobalCleanup]
    public void RemoveFiles() => _folder.Delete(recursive: true);

    [Benchmark(Description = "read 1,000 profile files and prepare to match them")]
    public ProfileMatcher Load() => new(Read());

    [Benchmark(Description = "match an advertisement that one of 1,000 profiles fits")]
    public MatchResult MatchKnown() => _matcher.Match(_known);

    [Benchmark(Description = "match an advertisement that none of 1,000 profiles fits")]
    public MatchResult MatchStranger() => _matcher.Match(_stranger);

    private DeviceProfile[] Read() =>
        [.. new ProfileLibrary(_folder.FullName, Path.Combine(_folder.FullName, "none")).ReadAll().Select(entry => entry.Reading.Value!)];
}

using System.Collections.Immutable;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Topics;

/// <summary>All topics of a folder.</summary>
/// <param name="Topics">The good ones, in their order.</param>
/// <param name="Errors">Everything that is wrong with the others.</param>
public sealed record TopicLibrary(ImmutableArray<Topic> Topics, ImmutableArray<FileError> Errors)
{
    /// <summary>Lies beside the topics and is none.</summary>
    public const string SchemaFile = "topic.schema.json";

    /// <summary>Where the program's own topics lie: beside the executable.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "topics");

    /// <param name="folder">Its <c>*.json</c> files, each named after the id inside.</param>
    public static TopicLibrary Load(string folder)
    {
        if (!Directory.Exists(folder))
            return new([], [new(folder, "$", "cannot be read: there is no such folder")]);
        var paths = Directory.GetFiles(folder, "*.json").Where(path => Path.GetFileName(path) != SchemaFile).Order(StringComparer.Ordinal);
        var readings = paths.Select(path => (Path: path, Reading: TopicReader.Read(path))).ToArray();
        var named = readings.Where(one => one.Reading.Value is not null).Select(one => (one.Path, Topic: one.Reading.Value!)).ToArray();
        var odd = named.Where(one => one.Topic.Id != Path.GetFileNameWithoutExtension(one.Path)).ToArray();
        var good = named.Except(odd).ToArray();
        return new(
            [.. good.Select(one => one.Topic).OrderBy(topic => topic.Order).ThenBy(topic => topic.Id, StringComparer.Ordinal)],
            [.. readings.SelectMany(one => one.Reading.Errors), .. odd.Select(one => Misnamed(one.Path, one.Topic)), .. Crowded(good)]);
    }

    /// <returns>Null when there is no such topic.</returns>
    public Topic? Find(string id) => Topics.FirstOrDefault(topic => topic.Id == id);

    private static FileError Misnamed(string path, Topic topic) =>
        new(path, "$.id", $"'{topic.Id}' differs from the file's name, which is {Path.GetFileName(path)}");

    private static IEnumerable<FileError> Crowded(IEnumerable<(string Path, Topic Topic)> topics) =>
        from place in topics.GroupBy(one => one.Topic.Order)
        from later in place.Skip(1)
        select new FileError(later.Path, "$.order", $"{later.Topic.Order} is the place of {place.First().Topic.Id} already");
}

using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Reads a person's file that narrows the limits of a shipped profile: what it leaves out stays, and nothing in it may be stronger.</summary>
internal static class ProfileNarrowing
{
    private const string Ceiling = "ceiling";
    private const string Levels = "levels";
    private const string Schema = "$schema";

    public static FileReading<DeviceProfile> Read(string path, string shippedPath, DeviceProfile shipped)
    {
        // What is wrong with the form of the file is told by whoever reads profiles.
        if (Document(path) is not { } own)
            return ProfileReader.Read(path);
        using (own)
        using (var original = Document(shippedPath) ?? throw new InvalidOperationException($"{shippedPath} was read and is gone"))
        {
            var differences = Differences(path, own.RootElement, original.RootElement, shipped.Id);
            if (!differences.IsEmpty)
                return new(null, differences);
            var reading = ProfileReader.Parse(path, Merged(own.RootElement, original.RootElement));
            return reading.Succeeded && Widenings(path, reading.Value, shipped) is { IsEmpty: false } wider ? new(null, wider) : reading;
        }
    }

    private static JsonDocument? Document(string path)
    {
        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = JsonFileReader.MostDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ImmutableArray<FileError> Differences(string path, JsonElement own, JsonElement original, string id) =>
    [
        .. own.EnumerateObject()
            .Where(member => member.Name is not (Ceiling or Levels or Schema))
            .Where(member => !original.TryGetProperty(member.Name, out var shipped) || !JsonElement.DeepEquals(shipped, member.Value))
            .Select(member => new FileError(path, $"$.{JsonErrors.OneLine(member.Name)}",
                $"differs from the shipped profile '{id}': a file with its id can only lower 'ceiling' or leave out levels; give it another id to describe another device")),
    ];

    private static string Merged(JsonElement own, JsonElement original)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var member in original.EnumerateObject().Where(member => !own.TryGetProperty(member.Name, out _)))
                member.WriteTo(json);
            foreach (var member in own.EnumerateObject())
                member.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static ImmutableArray<FileError> Widenings(string path, DeviceProfile own, DeviceProfile shipped)
    {
        var errors = ImmutableArray.CreateBuilder<FileError>();
        if (own.Ceiling > shipped.Ceiling)
            errors.Add(new(path, $"$.{Ceiling}", $"{own.Ceiling} is above the shipped ceiling of {shipped.Ceiling}: a person's file can narrow limits, never widen them"));
        if (Stronger(own, shipped) is { } reason)
            errors.Add(new(path, $"$.{Levels}", $"{reason}: a person's file can leave out levels from the top, never make one stronger"));
        return errors.ToImmutable();
    }

    /// <summary>An intensity of k/n belongs to level k of n; whoever asks for one may never get more than before.</summary>
    private static string? Stronger(DeviceProfile own, DeviceProfile shipped)
    {
        var levels = Enumerable.Range(1, own.Scale.Count).Select(number => (Number: number, Raw: own.Levels.ToRaw(new Level(number)))).ToArray();
        foreach (var (_, raw) in levels)
            if (shipped.Levels.Exact(raw) is not { IsOff: false })
                return $"the shipped profile has no level with the number {raw}";
        foreach (var (number, raw) in levels)
            if (shipped.Levels.Exact(raw) is { } known && (long)known.Number * own.Scale.Count > (long)number * shipped.Scale.Count)
                return $"level {number} of {own.Scale.Count} would run as strong as level {known.Number} of {shipped.Scale.Count}";
        return null;
    }
}

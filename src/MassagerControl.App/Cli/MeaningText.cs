using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Vectors;

namespace MassagerControl.App.Cli;

/// <summary>What bytes mean, as text and as JSON.</summary>
internal static class MeaningText
{
    // Counters are among the numbers of a frame under names that no field can have.
    private const char CounterSign = '#';

    public static IEnumerable<Phrase> Lines(FrameMeaning meaning, DeviceProfile profile)
    {
        yield return Phrase.Verbatim(Hex.Format(meaning.Bytes.AsSpan()));
        foreach (var line in meaning.Hits.SelectMany(hit => Lines(hit, profile)))
            yield return line;
        if (!meaning.Hits.IsEmpty)
            yield break;
        yield return "  nothing that this profile knows";
        foreach (var miss in meaning.Misses)
            yield return miss.ToDevice
                ? $"  begins like {miss.Name} on '{miss.Endpoint.Name}' (to the device), but: {miss.Problem}"
                : Phrase.Of($"  begins like {miss.Name} on '{miss.Endpoint.Name}' (from the device), but: {miss.Problem}");
    }

    public static void Write(Utf8JsonWriter json, ImmutableArray<FrameMeaning> meanings, DeviceProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("profile", profile.Id);
        json.List("frames", meanings, meaning =>
        {
            json.WriteStartObject();
            json.WriteString("hex", Hex.Format(meaning.Bytes.AsSpan()));
            json.List("meanings", meaning.Hits, hit => Write(json, hit, profile));
            json.List("beginsLike", meaning.Misses, miss =>
            {
                json.WriteStartObject();
                json.WriteString("direction", Direction(miss.ToDevice));
                json.WriteString("name", miss.Name);
                json.WriteString("endpoint", miss.Endpoint.Name);
                json.WriteString("problem", miss.Problem);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static IEnumerable<Phrase> Lines(FrameHit hit, DeviceProfile profile)
    {
        yield return hit.Operation is { } operation
            ? $"  to the device: {hit.Name} on '{hit.Endpoint.Name}', {ProfilesBytes.Mode(operation.Mode == Devices.Gatt.WriteMode.WithResponse)}"
            : Phrase.Of($"  from the device: {hit.Name} on '{hit.Endpoint.Name}'");
        foreach (var name in hit.Values.Names)
            yield return name[0] == CounterSign
                ? Phrase.Of($"    counter {name[1..]} = {hit.Values[name]!.Value}")
                : Meaning(name, hit.Values[name]!.Value, profile) is { } meaning
                    ? Phrase.Of($"    {name} = {hit.Values[name]!.Value}: {meaning}")
                    : Phrase.Of($"    {name} = {hit.Values[name]!.Value}");
        if (hit.Wrong is { } wrong)
            yield return $"    checksum WRONG: byte {wrong.At} is {Hex.Format(wrong.Found.AsSpan())}, it should be {Hex.Format(wrong.Expected.AsSpan())}";
        else if (hit.HasChecksum)
            yield return "    checksum right";
    }

    private static Phrase? Meaning(string field, long value, DeviceProfile profile)
    {
        if (field is not "level" && !profile.Channels.Contains(field))
            return null;
        return profile.Levels.Exact(value) switch
        {
            { IsOff: true } => "off",
            { } level => Phrase.Of($"level {level.Number} of {profile.Scale.Count}"),
            null when value > profile.Levels.Highest => Phrase.Of($"above all levels of the profile, taken for level {profile.Levels.AtLeast(value).Number}"),
            null => Phrase.Of($"no level of the profile, taken for level {profile.Levels.AtLeast(value).Number}"),
        };
    }

    private static void Write(Utf8JsonWriter json, FrameHit hit, DeviceProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("direction", Direction(hit.Operation is not null));
        json.WriteString("name", hit.Name);
        json.WriteString("endpoint", hit.Endpoint.Name);
        json.WriteString("mode", hit.Operation is { } operation ? ProfilesBytes.Mode(operation.Mode == Devices.Gatt.WriteMode.WithResponse) : null);
        json.List("fields", hit.Values.Names.Where(name => name[0] != CounterSign), name => WriteNumber(json, name, hit.Values[name]!.Value));
        json.List("counters", hit.Values.Names.Where(name => name[0] == CounterSign), name => WriteNumber(json, name[1..], hit.Values[name]!.Value));
        if (hit.Values["level"] is { } raw && profile.Levels.Exact(raw) is { } level)
            json.WriteNumber("level", level.Number);
        else
            json.WriteNull("level");
        Write(json, hit);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FrameHit hit)
    {
        if (!hit.HasChecksum)
        {
            json.WriteNull("checksum");
            return;
        }
        json.WriteStartObject("checksum");
        json.WriteBoolean("right", hit.Wrong is null);
        if (hit.Wrong is { } wrong)
        {
            json.WriteNumber("at", wrong.At);
            json.WriteString("is", Hex.Format(wrong.Found.AsSpan()));
            json.WriteString("shouldBe", Hex.Format(wrong.Expected.AsSpan()));
        }
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("value", value);
        json.WriteEndObject();
    }

    private static string Direction(bool toDevice) => toDevice ? "to-device" : "from-device";
}

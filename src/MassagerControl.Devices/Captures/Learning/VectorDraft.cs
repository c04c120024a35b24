using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Captured bytes, and what the profile must make of them: nothing in them comes from the profile.</summary>
internal static class VectorDraft
{
    private const int MostTold = 5;

    public static ImmutableArray<CapturedVector> Of(DeviceProfile profile, LevelDraft levels, LearnedProtocol protocol, Func<int, string?> endpointOf)
    {
        var vectors = ImmutableArray.CreateBuilder<CapturedVector>();
        for (var index = 0; index < levels.Kept.Length; index++)
            if (levels.Kept[index].Certainty == Certainty.Captured)
                vectors.Add(Level(profile, levels, index));
        if (!protocol.Stop.IsEmpty)
            vectors.Add(Stop(profile, protocol));
        vectors.AddRange(Told(profile, protocol, endpointOf));
        return vectors.ToImmutable();
    }

    /// <summary>The form of <c>device-profiles/vectors</c>.</summary>
    public static string Text(DeviceProfile profile, CaptureOrigin origin, IEnumerable<CapturedVector> vectors) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.WriteString("profile", profile.Id);
        json.WriteString("note", $"captured: bytes of the file with SHA-256 {origin.Sha256}");
        json.List("vectors", vectors, vector => One(json, vector));
        json.WriteEndObject();
    }) + "\n";

    private static CapturedVector Level(DeviceProfile profile, LevelDraft levels, int index)
    {
        var writes = levels.Operations.Zip(levels.Frames[index]).SelectMany(pair =>
            Enumerable.Repeat(new CapturedWrite(pair.First.Endpoint.Name, pair.First.Mode, pair.Second), pair.First.Times)).ToImmutableArray();
        var fields = levels.SetLevel.Frame.TryDecode(levels.Frames[index][0].AsSpan(), out var values, out _)
            ? levels.SetLevel.Frame.Carries.Select(field => (field.Name, values[field.Name] ?? 0)).ToImmutableArray()
            : [];
        return new($"level {levels.Kept[index].Number} of the app", index + 1, levels.SetLevel.Name, "", writes)
        {
            Fields = fields,
            OnlyHeard = profile.Start is not null || levels.Operations.Any(operation => !operation.Frame.Counters.IsEmpty),
        };
    }

    private static CapturedVector Stop(DeviceProfile profile, LearnedProtocol protocol)
    {
        var chain = profile.Chain(profile.Stop);
        var frames = chain.Select(operation => (Operation: operation, Frame: protocol.Stop.FirstOrDefault(frame => operation.Mode == frame.Mode() && operation.Frame.TryDecode(frame.Bytes.AsSpan(), out _, out _))))
            .Where(pair => pair.Frame is not null).ToArray();
        return new("off", null, profile.Stop.Name, "", [.. frames.SelectMany(pair => Enumerable.Repeat(new CapturedWrite(pair.Operation.Endpoint.Name, pair.Operation.Mode, pair.Frame!.Bytes), pair.Operation.Times))])
        {
            OnlyHeard = chain.Any(operation => !operation.Frame.Counters.IsEmpty),
        };
    }

    private static IEnumerable<CapturedVector> Told(DeviceProfile profile, LearnedProtocol protocol, Func<int, string?> endpointOf)
    {
        foreach (var group in protocol.Groups.Where(group => group.IsTold()))
            foreach (var frame in group.Distinct.Take(MostTold))
            {
                var format = profile.Notifications.FirstOrDefault(format => format.Endpoint.Name == endpointOf(group.Place) && format.TryDecode(frame.Bytes.AsSpan(), out _, out _));
                if (format is null || !format.TryDecode(frame.Bytes.AsSpan(), out var values, out _))
                    continue;
                yield return new($"told {Hex.Format(frame.Bytes.AsSpan())}", null, "", format.Name, [new(format.Endpoint.Name, default, frame.Bytes)])
                {
                    Fields = [.. format.Frame.Fields.Where(name => values[name] is not null).Select(name => (name, values[name]!.Value))],
                };
            }
    }

    private static void One(Utf8JsonWriter json, CapturedVector vector)
    {
        json.WriteStartObject();
        json.WriteString("name", vector.Name);
        json.WriteString("basis", "printed");
        var first = vector.Frames[0];
        json.WriteStartObject("when");
        if (vector.Notification.Length > 0)
            Bytes(json, "told", first);
        else if (vector.OnlyHeard)
            Bytes(json, "heard", first);
        else if (vector.Level is { } level)
            json.WriteNumber("level", level);
        else
            json.WriteString("send", vector.Operation);
        json.WriteEndObject();
        json.WriteStartObject("expect");
        if (vector.Notification.Length > 0)
            Fields(json, "notification", vector.Notification, vector);
        else if (vector.OnlyHeard)
            Fields(json, "operation", vector.Operation, vector);
        else
            json.List("writes", vector.Frames, frame => Write(json, frame));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Bytes(Utf8JsonWriter json, string name, CapturedWrite frame)
    {
        json.WriteString(name, Hex.Format(frame.Bytes.AsSpan()));
        json.WriteString("endpoint", frame.Endpoint);
    }

    private static void Fields(Utf8JsonWriter json, string name, string value, CapturedVector vector)
    {
        json.WriteString(name, value);
        if (vector.Fields.IsEmpty)
            return;
        json.WriteStartObject("fields");
        foreach (var (field, number) in vector.Fields)
            json.WriteNumber(field, number);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CapturedWrite frame)
    {
        json.WriteStartObject();
        json.WriteString("write", Hex.Format(frame.Bytes.AsSpan()));
        json.WriteString("endpoint", frame.Endpoint);
        json.WriteString("mode", frame.Mode == WriteMode.WithResponse ? "withResponse" : "withoutResponse");
        json.WriteEndObject();
    }
}

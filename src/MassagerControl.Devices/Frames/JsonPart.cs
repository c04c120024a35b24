using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MassagerControl.Devices.Frames;

/// <summary>A JSON object that is the whole frame; what nobody asked for in it is ignored.</summary>
internal sealed record JsonPart(ImmutableArray<JsonField> Members) : FramePart
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 16 };

    internal override int Size => 2;

    internal override IEnumerable<FrameField> Carries => Members.Select(member => new FrameField(member.Name, long.MaxValue));

    internal override void Write(FrameWriter frame)
    {
        var root = new JsonObject();
        foreach (var member in Members)
            if (member.Meaning.Raw(frame.Values[member.Name]) is { } raw)
                member.Put(root, raw);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            root.WriteTo(json);
        frame.Add(bytes.WrittenSpan);
    }

    internal override void Read(ref FrameReader frame)
    {
        var reader = new Utf8JsonReader(frame.TakeRest(), new() { MaxDepth = Bounded.MaxDepth });
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read() || document.RootElement.ValueKind != JsonValueKind.Object)
                frame.Fail("is no JSON object");
            else
                Find(ref frame, document.RootElement);
        }
        // The second kind is a member's name that is not valid text.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            frame.Fail("is no JSON object");
        }
    }

    private void Find(ref FrameReader frame, JsonElement root)
    {
        var found = false;
        foreach (var member in Members)
        {
            if (member.In(root) is not { } raw)
                continue;
            found = true;
            frame.Found(member.Name, member.Meaning.Value(raw));
        }
        if (!found)
            frame.Fail($"has no number called {string.Join(" or ", Members.Select(member => string.Join('.', member.Path)))}");
    }
}

/// <param name="Path">Names of members, from the outermost inwards.</param>
internal sealed record JsonField(string Name, ImmutableArray<string> Path, FieldMeaning Meaning)
{
    // Beyond this a number of the device is nonsense, and adding or scaling it could overflow.
    private const double Largest = 1e12;

    public void Put(JsonObject root, long raw)
    {
        var at = root;
        foreach (var step in Path[..^1])
        {
            if (at[step] is not JsonObject next)
                at[step] = next = [];
            at = next;
        }
        at[Path[^1]] = raw;
    }

    /// <returns>The whole number there, or 1 and 0 for true and false; null when there is none.</returns>
    public long? In(JsonElement root)
    {
        var at = root;
        foreach (var step in Path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
                return null;
        return at.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Number when at.TryGetDouble(out var number) && Math.Abs(number) <= Largest => (long)Math.Floor(number),
            _ => null,
        };
    }
}

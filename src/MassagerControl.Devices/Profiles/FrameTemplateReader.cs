using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads a frame: an array of hex texts, fields, checksums and unknown bytes.</summary>
internal static class FrameTemplateReader
{
    // The longest value of a GATT characteristic.
    private const int MostBytes = 512;
    private const int MostParts = 64;

    private static readonly (string Word, NumberFormat Number)[] Numbers =
    [
        ("u8", new(1, BigEndian: true)),
        ("u16le", new(2, BigEndian: false)), ("u16be", new(2, BigEndian: true)),
        ("u24le", new(3, BigEndian: false)), ("u24be", new(3, BigEndian: true)),
        ("u32le", new(4, BigEndian: false)), ("u32be", new(4, BigEndian: true)),
    ];

    private static readonly (string Word, ChecksumAlgorithm Algorithm)[] Algorithms =
        [.. ChecksumAlgorithm.All.Select(algorithm => (algorithm.Name, algorithm))];

    /// <param name="fields">The names that mean something here.</param>
    public static FrameTemplate Read(JsonValueCursor frame, params string[] fields)
    {
        var template = new FrameTemplate(frame.Array(part => Part(part, fields), 1, MostParts));
        foreach (var twice in template.Fields.GroupBy(name => name).Where(group => group.Count() > 1))
            frame.Error($"the field '{twice.Key}' is there twice");
        if (template.Size > MostBytes)
            frame.Error($"has {template.Size} bytes; a frame has at most {MostBytes}");
        Rest(frame, template);
        Checksums(frame, template);
        return template;
    }

    private static FramePart Part(JsonValueCursor part, string[] fields) =>
        part.IsString ? Literal(part) : part.Object(cursor => Structured(cursor, fields));

    private static LiteralPart Literal(JsonValueCursor part)
    {
        if (Hex.TryParse(part.String(), out var bytes))
            return new([.. bytes]);
        part.Error("is not hex: write bytes as pairs of digits with single spaces, e.g. 'AA 01'");
        return new([]);
    }

    private static FramePart Structured(JsonObjectCursor part, string[] fields)
    {
        if (part.Has("checksum"))
            return Checksum(part);
        return part.Has("unknown") ? new UnknownPart(Count(part.Required("unknown"))) : Field(part, fields);
    }

    private static ChecksumPart Checksum(JsonObjectCursor part) => new(
        part.Required("checksum").Choice<ChecksumAlgorithm>(Algorithms),
        part.Optional("from")?.Int(-MostBytes, MostBytes) ?? 0,
        part.Optional("to")?.Int(-MostBytes, MostBytes));

    private static int? Count(JsonValueCursor count) => count.IsString ? count.Choice<int?>(("rest", null)) : count.Int(1, MostBytes);

    private static FieldPart Field(JsonObjectCursor part, string[] fields)
    {
        var name = part.Required("field");
        var number = part.Required("as").Choice<NumberFormat>(Numbers);
        if (fields.Length > 0)
            return new(name.Choice<string>([.. fields.Select(field => (field, field))]), number);
        name.Error("this frame carries no fields");
        return new(name.String(), number);
    }

    private static void Rest(JsonValueCursor frame, FrameTemplate template)
    {
        if (template.Parts.SkipLast(1).Any(part => part is UnknownPart { Count: null }))
            frame.Error("only the last part can be the unknown rest");
    }

    private static void Checksums(JsonValueCursor frame, FrameTemplate template)
    {
        var at = 0;
        foreach (var (part, index) in template.Parts.Select((part, index) => (part, index)))
        {
            if (part is ChecksumPart checksum && !checksum.Covers(template.Size, at))
                frame.Error($"the checksum (part {index}) covers bytes outside of the frame, none, or itself");
            at += part.Size;
        }
    }
}

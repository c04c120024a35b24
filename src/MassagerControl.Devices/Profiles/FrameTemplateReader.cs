using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What a frame may name.</summary>
/// <param name="Fields">The names that mean something here.</param>
/// <param name="Pin">The digits that the device is unlocked with; empty where it has none.</param>
internal sealed record FrameScope(ImmutableArray<string> Fields, string Pin = "");

/// <summary>Reads a frame: an array of hex texts and of objects, each of one kind of part.</summary>
internal static class FrameTemplateReader
{
    // The longest value of a GATT characteristic.
    public const int MostBytes = 512;
    public const int MostParts = 64;
    public const int MostScale = 1000;

    public const string Digits = "digits";

    private static readonly (string Word, NumberFormat Number)[] NumberWords =
    [
        ("u8", new(1, BigEndian: true)),
        ("u16le", new(2, BigEndian: false)), ("u16be", new(2, BigEndian: true)),
        ("u24le", new(3, BigEndian: false)), ("u24be", new(3, BigEndian: true)),
        ("u32le", new(4, BigEndian: false)), ("u32be", new(4, BigEndian: true)),
    ];

    /// <summary>The words by which the kinds of parts are told apart, but for plain fields.</summary>
    public static IEnumerable<string> PartWords => Kinds.Select(kind => kind.Word);

    private static readonly (string Word, ChecksumAlgorithm Algorithm)[] Algorithms =
        [.. ChecksumAlgorithm.All.Select(algorithm => (algorithm.Name, algorithm))];

    private static readonly (string Word, Func<JsonObjectCursor, FrameScope, FramePart> Read)[] Kinds =
    [
        ("checksum", (part, _) => Checksum(part)),
        ("unknown", (part, _) => new UnknownPart(Count(part.Required("unknown")))),
        ("length", (part, _) => Length(part)),
        ("text", (part, _) => Text(part.Required("text"))),
        ("padTo", (part, _) => Pad(part)),
        ("match", (part, _) => Mask(part)),
        ("bits", Bits),
        ("counter", (part, _) => Counter(part)),
        ("toggle", (part, _) => Toggle(part)),
        ("pin", Pin),
        ("base64", Base64),
        ("slip", Slip),
        ("json", Json),
    ];

    public static IEnumerable<string> Numbers => NumberWords.Select(number => number.Word);

    public static NumberFormat Number(JsonValueCursor word) => word.Choice<NumberFormat>(NumberWords);

    public static FrameTemplate Read(JsonValueCursor frame, FrameScope scope)
    {
        var template = Inner(frame, scope);
        foreach (var twice in template.Fields.GroupBy(name => name).Where(group => group.Count() > 1))
            frame.Error($"the field '{twice.Key}' is there twice");
        if (template.Most > MostBytes)
            frame.Error($"has {Phrase.Count(template.Most, "byte")}; a frame has at most {MostBytes}");
        return template;
    }

    /// <summary>Hex digits with single spaces.</summary>
    public static ImmutableArray<byte> Bytes(JsonValueCursor hex)
    {
        if (Hex.TryParse(hex.String(), out var bytes))
            return [.. bytes];
        if (hex.IsString)
            hex.Error("is not hex: write bytes as pairs of digits with single spaces, e.g. 'AA 01'");
        return [];
    }

    private static FrameTemplate Inner(JsonValueCursor frame, FrameScope scope)
    {
        var template = new FrameTemplate(frame.Array(part => Part(part, scope), 1, MostParts));
        foreach (var problem in FrameLayout.Problems(template))
            frame.Error(Phrase.Verbatim(problem));
        return template;
    }

    private static FramePart Part(JsonValueCursor part, FrameScope scope) =>
        part.IsString ? new LiteralPart(Bytes(part)) : part.Object(cursor => Structured(cursor, scope));

    private static FramePart Structured(JsonObjectCursor part, FrameScope scope)
    {
        foreach (var (word, read) in Kinds)
            if (part.Has(word))
                return read(part, scope);
        return Field(part, scope);
    }

    private static ChecksumPart Checksum(JsonObjectCursor part)
    {
        var algorithm = part.Required("checksum").Choice<ChecksumAlgorithm>(Algorithms);
        var (from, to) = Range(part);
        return new(algorithm, from ?? 0, to) { Plus = part.Optional("plus")?.Int(0, byte.MaxValue) ?? 0 };
    }

    private static (int? From, int? To) Range(JsonObjectCursor part) =>
        (part.Optional("from")?.Int(-MostBytes, MostBytes), part.Optional("to")?.Int(-MostBytes, MostBytes));

    private static int? Count(JsonValueCursor count) => count.IsString ? count.Choice<int?>(("rest", null)) : count.Int(1, MostBytes);

    private static LengthPart Length(JsonObjectCursor part)
    {
        var number = Number(part.Required("length"));
        var (from, to) = Range(part);
        return new(number, new(from ?? 0, to ?? -1));
    }

    private static LiteralPart Text(JsonValueCursor text)
    {
        var characters = text.String();
        if (text.IsString && (characters.Length == 0 || !Ascii.IsValid(characters)))
            text.Error("is empty or has a character that is not ASCII");
        return new([.. Encoding.ASCII.GetBytes(characters)]);
    }

    private static PadPart Pad(JsonObjectCursor part)
    {
        var with = part.Optional("with");
        var bytes = with is null ? [0] : Bytes(with);
        if (with is not null && bytes.Length > 1)
            with.Error("is more than one byte");
        return new(part.Required("padTo").Int(1, MostBytes), bytes.FirstOrDefault());
    }

    private static MaskPart Mask(JsonObjectCursor part)
    {
        var (bytes, mask) = (Bytes(part.Required("match")), Bytes(part.Required("mask")));
        if (bytes.Length != mask.Length)
            part.Error($"'match' has {Phrase.Count(bytes.Length, "byte")}, 'mask' {mask.Length}");
        return bytes.Length == mask.Length ? new(bytes, mask) : new([], []);
    }

    private static BitsPart Bits(JsonObjectCursor part, FrameScope scope)
    {
        var number = Number(part.Required("bits"));
        var fields = part.Required("fields").Map((name, value) => value.Object(field => Bit(field, Known(name, value, scope), number)));
        var used = 0L;
        foreach (var field in fields)
        {
            var mask = field.Highest << field.Lowest;
            if ((used & mask) != 0)
                part.Error($"'{field.Name}' has a bit that another field has too");
            used |= mask;
        }
        return new(number, fields);
    }

    private static BitField Bit(JsonObjectCursor field, string name, NumberFormat number)
    {
        var most = 8 * number.Width;
        var lowest = field.Required("bit").Int(0, most - 1);
        return new(name, lowest, field.Optional("count")?.Int(1, most - lowest) ?? 1, Meaning(field, name));
    }

    private static CounterPart Counter(JsonObjectCursor part)
    {
        var name = part.Required("counter").Text();
        var number = Number(part.Required("as"));
        var most = (int)Math.Min(number.Highest, int.MaxValue);
        var first = part.Optional("first")?.Int(0, most - 1) ?? 0;
        return new(new(name, first, part.Optional("last")?.Int(first + 1, most) ?? number.Highest), number);
    }

    private static TogglePart Toggle(JsonObjectCursor part)
    {
        var name = part.Required("toggle").Text();
        var cursor = part.Required("of");
        var choices = cursor.Array(Bytes, 2, 16);
        if (choices.Length >= 2 && choices.All(choice => choice.Length == choices[0].Length) && choices.Select(choice => Hex.Format(choice.AsSpan())).Distinct().Count() == choices.Length)
            return new(name, choices);
        cursor.Error("has two or more different texts of equally many bytes");
        return new(name, [[0], [1]]);
    }

    private static LiteralPart Pin(JsonObjectCursor part, FrameScope scope)
    {
        var number = part.Required("pin");
        var index = number.Int(1, ProfileReader.MostPinDigits);
        var offset = part.Optional("as")?.Choice<int>(("u8", 0), ("ascii", '0')) ?? 0;
        if (index <= scope.Pin.Length)
            return new([(byte)(scope.Pin[index - 1] - '0' + offset)]);
        number.Error($"the profile's 'pin' has {Phrase.Count(scope.Pin.Length, "digit")}");
        return new([0]);
    }

    private static Base64Part Base64(JsonObjectCursor part, FrameScope scope)
    {
        var inner = Inner(part.Required("base64"), scope);
        if (inner.Size != inner.Most || inner.Parts.Any(piece => piece is UnknownPart { Count: null }))
            part.Error("base64 holds bytes of a fixed number");
        return new(inner);
    }

    private static SlipPart Slip(JsonObjectCursor part, FrameScope scope) =>
        new(Inner(part.Required("slip"), scope), part.Optional("begin")?.Bool() ?? false);

    private static JsonPart Json(JsonObjectCursor part, FrameScope scope)
    {
        var members = part.Required("json").Map((name, value) => value.IsString
            ? new JsonField(Known(name, value, scope), Path(value), FieldMeaning.Plain)
            : value.Object(field => new JsonField(Known(name, value, scope), Path(field.Required("at")), Meaning(field, name))));
        if (members.IsEmpty)
            part.Error("'json' names no member");
        return new(members);
    }

    private static ImmutableArray<string> Path(JsonValueCursor at)
    {
        var path = at.Text().Split('.');
        if (at.IsString && path.Any(string.IsNullOrEmpty))
            at.Error("is no path: write the names of the members with dots between them");
        return [.. path];
    }

    private static FramePart Field(JsonObjectCursor part, FrameScope scope)
    {
        var cursor = part.Required("field");
        var name = Known(cursor.String(), cursor, scope);
        var number = part.Required("as").Choice<NumberFormat?>([.. NumberWords.Select(word => (word.Word, (NumberFormat?)word.Number)), (Digits, null)]);
        return number is not null
            ? new FieldPart(name, number) { Meaning = Meaning(part, name) }
            : new DigitsPart(name, part.Optional("count")?.Int(1, DigitsPart.MostDigits), Meaning(part, name));
    }

    private static string Known(string name, JsonValueCursor at, FrameScope scope)
    {
        if (scope.Fields.IsEmpty)
            at.Error("this frame carries no fields");
        else if (!scope.Fields.Contains(name))
            at.Error($"'{JsonErrors.OneLine(name)}' is none of {string.Join(", ", scope.Fields)}");
        return name;
    }

    private static FieldMeaning Meaning(JsonObjectCursor field, string name)
    {
        var scale = field.Optional("scale")?.Int(1, MostScale) ?? 1;
        var unsupported = field.Optional("unsupported")?.Int(0, int.MaxValue);
        var map = field.Optional("map")?.Map(MapEntry) ?? [];
        if (name == FieldNames.Running && !map.IsEmpty && (map.All(entry => entry.Value == 0) || map.All(entry => entry.Value != 0)))
            field.Error("its map says when the motor runs and when it stands: it needs a 0 and another value");
        if (name == FieldNames.Level && (scale != 1 || !map.IsEmpty))
            field.Error("what the numbers of a level mean stands in 'levels', not in its field");
        var plus = field.Optional("plus")?.Int(0, int.MaxValue) ?? 0;
        if (plus > 0 && !map.IsEmpty)
            field.Error("says one of two: 'plus' or 'map'");
        return new(scale, unsupported, map) { Plus = map.IsEmpty ? plus : 0 };
    }

    private static (long Raw, long Value) MapEntry(string raw, JsonValueCursor value)
    {
        if (!long.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > uint.MaxValue)
            value.Error($"'{JsonErrors.OneLine(raw)}' is no whole number of the device");
        return (number, value.Int(0, int.MaxValue));
    }
}

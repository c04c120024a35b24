using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>Writes a frame as profiles have it: hex texts, and an object for each other kind of part.</summary>
internal static class FrameTemplateWriter
{
    // Shorter ones are bytes that happen to be letters.
    private const int ShortestText = 3;

    public static void Write(Utf8JsonWriter json, string name, FrameTemplate frame)
    {
        json.WritePropertyName(name);
        Parts(json, frame.Parts);
    }

    public static string Word(NumberFormat number) =>
        number.Width == 1 ? "u8" : $"u{8 * number.Width}{(number.BigEndian ? "be" : "le")}";

    private static void Parts(Utf8JsonWriter json, ImmutableArray<FramePart> parts)
    {
        json.WriteStartArray();
        foreach (var part in parts)
            Part(json, part);
        json.WriteEndArray();
    }

    private static void Part(Utf8JsonWriter json, FramePart part)
    {
        if (part is LiteralPart literal && !IsText(literal))
        {
            json.WriteStringValue(Hex.Format(literal.Bytes.AsSpan()));
            return;
        }
        json.WriteStartObject();
        Members(json, part);
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, FramePart part)
    {
        switch (part)
        {
            case LiteralPart text:
                json.WriteString("text", Encoding.ASCII.GetString(text.Bytes.AsSpan()));
                break;
            case FieldPart field:
                json.WriteString("field", field.Name);
                json.WriteString("as", Word(field.Number));
                Meaning(json, field.Meaning);
                break;
            case DigitsPart digits:
                json.WriteString("field", digits.Name);
                json.WriteString("as", FrameTemplateReader.Digits);
                if (digits.Count is { } count)
                    json.WriteNumber("count", count);
                Meaning(json, digits.Meaning);
                break;
            case ChecksumPart checksum:
                Checksum(json, checksum);
                break;
            case LengthPart length:
                json.WriteString("length", Word(length.Number));
                json.WriteNumber("from", length.Range.From);
                json.WriteNumber("to", length.Range.To ?? -1);
                break;
            case UnknownPart { Count: { } bytes }:
                json.WriteNumber("unknown", bytes);
                break;
            case UnknownPart:
                json.WriteString("unknown", "rest");
                break;
            default:
                Rarer(json, part);
                break;
        }
    }

    private static void Rarer(Utf8JsonWriter json, FramePart part)
    {
        switch (part)
        {
            case PadPart pad:
                json.WriteNumber("padTo", pad.To);
                json.WriteString("with", Hex.Format([pad.With]));
                break;
            case MaskPart mask:
                json.WriteString("match", Hex.Format(mask.Bytes.AsSpan()));
                json.WriteString("mask", Hex.Format(mask.Mask.AsSpan()));
                break;
            case BitsPart bits:
                Bits(json, bits);
                break;
            case CounterPart counter:
                json.WriteString("counter", counter.Counts.Name);
                json.WriteString("as", Word(counter.Number));
                json.WriteNumber("first", counter.Counts.First);
                if (counter.Counts.Last != counter.Number.Highest)
                    json.WriteNumber("last", counter.Counts.Last);
                break;
            case TogglePart toggle:
                json.WriteString("toggle", toggle.Name);
                json.List("of", toggle.Choices, choice => json.WriteStringValue(Hex.Format(choice.AsSpan())));
                break;
            case Base64Part base64:
                json.WritePropertyName("base64");
                Parts(json, base64.Inner.Parts);
                break;
            case SlipPart slip:
                json.WritePropertyName("slip");
                Parts(json, slip.Inner.Parts);
                if (slip.Begin)
                    json.WriteBoolean("begin", true);
                break;
            case JsonPart members:
                Json(json, members);
                break;
            default:
                throw new ArgumentException($"{part.GetType().Name} has no words in a profile", nameof(part));
        }
    }

    private static void Checksum(Utf8JsonWriter json, ChecksumPart checksum)
    {
        json.WriteString("checksum", checksum.Algorithm.Name);
        if (checksum.From != 0)
            json.WriteNumber("from", checksum.From);
        if (checksum.To is { } to)
            json.WriteNumber("to", to);
        if (checksum.Plus != 0)
            json.WriteNumber("plus", checksum.Plus);
    }

    private static void Bits(Utf8JsonWriter json, BitsPart bits)
    {
        json.WriteString("bits", Word(bits.Number));
        json.WriteStartObject("fields");
        foreach (var bit in bits.Bits)
        {
            json.WriteStartObject(bit.Name);
            json.WriteNumber("bit", bit.Lowest);
            json.WriteNumber("count", bit.Count);
            Meaning(json, bit.Meaning);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Json(Utf8JsonWriter json, JsonPart part)
    {
        json.WriteStartObject("json");
        foreach (var member in part.Members)
        {
            json.WriteStartObject(member.Name);
            json.WriteString("at", string.Join('.', member.Path));
            Meaning(json, member.Meaning);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Meaning(Utf8JsonWriter json, FieldMeaning meaning)
    {
        if (meaning.Scale != 1)
            json.WriteNumber("scale", meaning.Scale);
        if (meaning.Plus != 0)
            json.WriteNumber("plus", meaning.Plus);
        if (meaning.Unsupported is { } unsupported)
            json.WriteNumber("unsupported", unsupported);
        if (meaning.Map.IsEmpty)
            return;
        json.WriteStartObject("map");
        foreach (var (raw, value) in meaning.Map)
            json.WriteNumber(raw.ToString(CultureInfo.InvariantCulture), value);
        json.WriteEndObject();
    }

    private static bool IsText(LiteralPart literal) => literal.Bytes.Length >= ShortestText
        && literal.Bytes.All(value => value is >= 0x20 and < 0x7F or (byte)'\r' or (byte)'\n');
}

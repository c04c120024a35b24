using System.Text.Json;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Views;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>The view of a capture as JSON.</summary>
internal static class CaptureJson
{
    public static string Text(CaptureView view) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.WriteString("device", view.Device.Address);
        json.WriteString("name", view.Device.Name);
        json.WriteNumber("links", view.Device.Links);
        json.WriteBoolean("encrypted", view.Device.Encrypted);
        json.List("places", view.Device.Characteristics, place => Place(json, place));
        json.List("groups", view.Groups, group => Group(json, group));
        json.List("rows", view.Rows, row => Row(json, row));
        json.WriteNumber("valuesLeftOut", view.ValuesLeftOut);
        json.WriteNumber("groupsLeftOut", view.GroupsLeftOut);
        json.WriteString("hopeless", view.Hopeless?.Text);
        json.List("asks", view.Asks, ask => json.WriteStringValue(ask.Text));
        json.WriteEndObject();
    });

    private static void Place(Utf8JsonWriter json, CapturedCharacteristic place)
    {
        json.WriteStartObject();
        json.WriteNumber("handle", place.Handle);
        json.WriteString("service", place.Uuids?.Service.ToString());
        json.WriteString("characteristic", place.Uuids?.Uuid.ToString());
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, ViewGroup group)
    {
        json.WriteStartObject();
        json.WriteNumber("handle", group.Place);
        json.WriteString("meaning", Word(group.Meaning));
        json.WriteString("direction", group.Told ? "from-device" : "to-device");
        json.WriteNumber("count", group.Count);
        json.WriteNumber("distinct", group.Distinct);
        json.WriteString("begins", Hex.Format(group.Begins.AsSpan()));
        json.WriteString("example", Hex.Format(group.Example.AsSpan()));
        json.List("roles", group.Roles, role => json.WriteStringValue(Word(role)));
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, ViewRow row)
    {
        json.WriteStartObject();
        json.Seconds("at", row.At);
        switch (row)
        {
            case MarkRow { Mark: var mark }:
                json.WriteString("type", "mark");
                json.WriteString("text", mark.Text);
                break;
            case GapRow gap:
                json.WriteString("type", "left-out");
                json.Seconds("last", gap.Last);
                json.WriteNumber("lines", gap.Rows);
                json.WriteNumber("count", gap.Values);
                break;
            case ValueRow value:
                Value(json, value);
                break;
        }
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, ValueRow row)
    {
        json.WriteString("type", row.Kind switch
        {
            AttKind.WriteRequest => "write-request",
            AttKind.WriteCommand => "write-command",
            AttKind.Notification => "notification",
            AttKind.Indication => "indication",
            AttKind.ReadResponse => "read",
        });
        json.Seconds("last", row.Last);
        json.WriteNumber("count", row.Count);
        json.WriteBoolean("counts", row.Counts);
        json.WriteNumber("handle", row.Handle);
        json.WriteNumber("link", row.Link);
        json.WriteString("hex", Hex.Format(row.Bytes.AsSpan()));
        json.List("roles", row.Roles, role => json.WriteStringValue(Word(role)));
        json.WriteNumber("bytesLeftOut", row.BytesLeftOut);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

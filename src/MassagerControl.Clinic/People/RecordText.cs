using System.Text.Json;

namespace MassagerControl.Clinic.People;

/// <summary>A record as the database has it: the same record is the same text.</summary>
internal static class RecordText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public static string Write(SessionRecord record) => JsonSerializer.Serialize(record, Options);

    public static SessionRecord Read(string text) => JsonSerializer.Deserialize<SessionRecord>(text, Options) ?? throw new JsonException("A record is an object.");

    public static PersonVisit Visit(SessionRecord record) => new(record.Ended, record.Room, record.Area, record.Side);
}

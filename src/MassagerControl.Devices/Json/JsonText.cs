using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MassagerControl.Devices.Json;

/// <summary>JSON as this program prints it: UTF-8, readable text, numbers without noise.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Readable = OneLine with { Indented = true, NewLine = "\n" };

    public static string Line(Action<Utf8JsonWriter> write) => Text(OneLine, write);

    public static string Indented(Action<Utf8JsonWriter> write) => Text(Readable, write);

    /// <summary>A percentage, rounded to two decimals: 33.33.</summary>
    public static void Percent(this Utf8JsonWriter json, string name, double percent) => json.WriteNumber(name, Math.Round((decimal)percent, 2));

    /// <summary>Seconds, rounded to milliseconds.</summary>
    public static void Seconds(this Utf8JsonWriter json, string name, TimeSpan time) => json.WriteNumber(name, Milliseconds(time) / 1000m);

    /// <summary>The one form of a moment in whatever this program prints as JSON: UTC, to the second, <c>2026-03-01T18:30:00Z</c> (ISO 8601).</summary>
    public static void Moment(this Utf8JsonWriter json, string name, DateTimeOffset? moment) =>
        json.WriteString(name, moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds, MidpointRounding.AwayFromZero);

    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    /// <summary>What is wrong with files, each with its file, path and reason.</summary>
    public static void Errors(this Utf8JsonWriter json, string name, IEnumerable<FileError> errors) => json.List(name, errors, error =>
    {
        json.WriteStartObject();
        json.WriteString("file", error.File);
        json.WriteString("path", error.Path);
        json.WriteString("reason", error.Reason.Text);
        json.WriteEndObject();
    });

    private static string Text(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes, options);
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}

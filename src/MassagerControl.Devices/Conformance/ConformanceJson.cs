using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MassagerControl.Devices.Conformance;

/// <summary>A report for programs.</summary>
public static class ConformanceJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <returns>One report as an object, several as an array of such objects.</returns>
    public static string Text(params IReadOnlyList<ConformanceReport> reports)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            if (reports.Count != 1)
                json.WriteStartArray();
            foreach (var report in reports)
                Write(json, report);
            if (reports.Count != 1)
                json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, ConformanceReport report)
    {
        json.WriteStartObject();
        json.WriteString("target", report.Target);
        json.WriteString("profile", report.Profile);
        json.WriteBoolean("passed", !report.Failed);
        json.WriteStartArray("lines");
        foreach (var line in report.Lines)
            Write(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ConformanceLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        json.WriteString("rule", line.Rule);
        json.WriteString("expected", line.Expected);
        json.WriteString("got", line.Got);
        json.WriteString("severity", line.Severity.ToString());
        json.WriteString("sentence", line.Sentence);
        json.WriteEndObject();
    }
}

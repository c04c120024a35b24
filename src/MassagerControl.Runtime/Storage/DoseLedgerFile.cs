using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Storage;

/// <summary>The dose ledger as JSON Lines: one session a line, only ever appended to.</summary>
public static class DoseLedgerFile
{
    // Some hundred thousand sessions.
    private const int MostBytes = 16 * 1024 * 1024;

    /// <returns>All sessions; none when there is no such file yet; or everything that is wrong with it.</returns>
    public static (ImmutableArray<Dose> Doses, ImmutableArray<Phrase> Errors) Read(string path)
    {
        string[] lines;
        if (FileErrorText.Problem(path) is { } hidden)
            return ([], [$"{path}: cannot be read: {hidden}"]);
        try
        {
            lines = File.Exists(path) ? [.. BoundedFile.Lines(path, MostBytes)] : [];
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return ([], [$"{path}: cannot be read: {FileErrorText.Of(exception, path)}"]);
        }
        var readings = lines.Select((line, i) => JsonFileReader.Parse($"{path}: line {i + 1}", line, Dose)).ToArray();
        return ([.. readings.Select(r => r.Value).OfType<Dose>()], [.. readings.SelectMany(r => r.Errors).Select(error => error.InWords())]);
    }

    /// <summary>Makes sure before a session that its dose can be written after it; makes the file where it is missing.</summary>
    /// <inheritdoc cref="Append" path="/exception"/>
    public static void Prepare(string path)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }

    /// <exception cref="IOException">Not written.</exception>
    /// <exception cref="UnauthorizedAccessException">Not allowed.</exception>
    public static void Append(string path, Dose dose)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        using (var writer = new StreamWriter(stream, leaveOpen: true))
            writer.Write(Line(dose) + "\n");
        stream.Flush(flushToDisk: true);
    }

    private static string Line(Dose dose) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("ended", dose.Ended.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteString("area", dose.Area);
        if (dose.Side is { } side)
            json.WriteString("side", side);
        json.Seconds("pressSeconds", dose.Press);
        json.WriteBoolean("locked", dose.Locked);
        json.WriteEndObject();
    });

    private static Dose Dose(JsonObjectCursor line) => new(
        Moment(line.Required("ended")),
        line.Required("area").Text(),
        line.Optional("side")?.Text(),
        line.Required("pressSeconds").Seconds(0, HardLimits.Session.TotalSeconds),
        line.Required("locked").Bool());

    private static DateTimeOffset Moment(JsonValueCursor value)
    {
        var text = value.Text();
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
        value.Error("is no moment like 2026-03-01T18:30:00Z");
        return DateTimeOffset.UnixEpoch;
    }
}

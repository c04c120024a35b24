using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>The sessions as comma-separated values (RFC 4180); moments in UTC.</summary>
public static class HistoryCsv
{
    private const string Header = "id,began,ended,program,device,profile,area,side,simulated,outcome,reason,reps,press_seconds,max_intensity_percent,confirmed_off,pain_before,pain_after,ratings,demo,tags,note";

    /// <param name="sessions">The newest first; written the oldest first.</param>
    public static string Of(ImmutableArray<PastSession> sessions) =>
        string.Concat(sessions.Reverse().Select(Row).Prepend(Header).Select(line => line + "\r\n"));

    private static string Row(PastSession past)
    {
        var session = past.Stored;
        var (beginning, closing) = (session.Beginning, session.Closing);
        string?[] values =
        [
            Plain(session.Id), StoreTime.Text(beginning.Began.Wall), closing is null ? null : StoreTime.Text(closing.Ended), beginning.Program, beginning.Device,
            beginning.Profile, beginning.Area, beginning.Side, Plain(beginning.Simulated), closing?.Outcome, closing?.Reason, Plain(closing?.Reps),
            Plain(closing?.Press.TotalSeconds), Plain(closing?.MaxIntensity), Plain(closing?.ConfirmedOff),
            Plain(past.Before?.Value), Plain(past.After?.Value), string.Join(' ', past.Ratings), Plain(past.Demo),
            string.Join("; ", past.Note.Tags), NoFormula(past.Note.Text),
        ];
        return string.Join(',', values.Select(Quoted));
    }

    private static string? Plain(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>What somebody typed is no formula for the table program that opens the file.</summary>
    private static string NoFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{text}" : text;

    private static string Quoted(string? value) =>
        value is null ? "" : value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}

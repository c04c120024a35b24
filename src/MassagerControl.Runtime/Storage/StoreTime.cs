using System.Globalization;

namespace MassagerControl.Runtime.Storage;

/// <summary>Moments as the store keeps them: UTC, to the millisecond, sorted by their text.</summary>
public static class StoreTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="StoreException">The text was not written by this program.</exception>
    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new StoreException($"'{text}' in the store is no moment like 2026-03-01T18:30:00.000Z");
}

using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>A mark as a person writes it: <c>12.5 level 3</c>, <c>20 off</c>, <c>2026-03-01T18:30:05Z stop</c>, <c>31 battery 80</c>. Other words are a note.</summary>
public static class MarkText
{
    private const int MostNumber = 10_000;

    // A capture of more than a month is none.
    private const double MostSeconds = 3_000_000;

    /// <param name="line">A time, white space, words.</param>
    /// <param name="began">The moment of the capture's first packet, for marks with a moment; null where its file has none.</param>
    /// <param name="problem">What is wrong; null when a mark is returned.</param>
    public static Mark? Read(string line, DateTimeOffset? began, out Phrase? problem)
    {
        var words = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2)
        {
            problem = $"'{Short(line)}' is no mark: write a time and what was done, e.g. '12.5 level 3'";
            return null;
        }
        return Time(words[0], began, out problem) is { } at ? Of(at, words[1], out problem) : null;
    }

    /// <summary>As a line of a file of marks.</summary>
    public static string Line(Mark mark) => $"{mark.At.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} {mark.Text}";

    private static TimeSpan? Time(string text, DateTimeOffset? began, out Phrase? problem)
    {
        problem = null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostSeconds)
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || !text.Contains('T', StringComparison.Ordinal))
            problem = $"'{Short(text)}' is no time: write seconds since the capture began, e.g. 12.5, or a moment such as 2026-03-01T18:30:05Z";
        else if (began is null)
            problem = $"'{Short(text)}' is a moment, and the capture does not say when it began: write seconds since its first packet";
        else if (moment < began)
            problem = $"'{Short(text)}' is before the capture began";
        else
            return moment - began;
        return null;
    }

    private static Mark? Of(TimeSpan at, string text, out Phrase? problem)
    {
        problem = null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var number = words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read <= MostNumber ? read : (int?)null;
        switch (words[0].ToLowerInvariant())
        {
            case "level" when number == 0:
            case "off" or "stop" when words.Length == 1:
                return new(at, MarkKind.Stop, 0, text);
            case "level" when number is { } level:
                return new(at, MarkKind.Level, level, text);
            case "battery" when number is { } percent and <= 100:
                return new(at, MarkKind.Battery, percent, text);
            case "start" or "on" when words.Length == 1:
                return new(at, MarkKind.Start, 0, text);
            case "level" or "battery":
                problem = $"'{Short(text)}' has no whole number: write e.g. 'level 3' or 'battery 80'";
                return null;
            default:
                return new(at, MarkKind.Note, 0, text);
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}

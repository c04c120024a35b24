using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Ratings;

/// <summary>Ratings and other inputs, each with its moment in the session, read from a file.</summary>
/// <remarks>One entry a line: <c>31.5 6</c> or <c>40 sharp</c>. Seconds count from the beginning of the session; <c>#</c> starts a comment.</remarks>
internal sealed record RatingScript(ImmutableArray<RatingScript.Entry> Entries)
{
    public const string Source = "script";

    /// <summary>Longer files are refused: a session lasts twenty minutes.</summary>
    public const int MostBytes = 1024 * 1024;

    private static readonly Phrase Words = "a rating from 1 to 10, sharp, numb, radiating, eased, stop, pause, resume, + or -";

    private static readonly char[] Blanks = [' ', '\t'];

    public sealed record Entry(TimeSpan At, SessionInput Input);

    /// <param name="file">The name that errors show.</param>
    /// <returns>The script in order of time, or every error as <c>file: line n: reason</c>.</returns>
    public static (RatingScript? Script, ImmutableArray<Phrase> Errors) Parse(string file, IEnumerable<string> lines)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var errors = ImmutableArray.CreateBuilder<Phrase>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var words = line.Split('#')[0].Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            var (entry, reasons) = Line(words);
            errors.AddRange(reasons.Select(reason => Phrase.Of($"{file}: line {number}: {reason}")));
            if (entry is not null)
                entries.Add(entry);
        }
        return errors.Count > 0 ? (null, errors.ToImmutable()) : (new([.. entries.OrderBy(e => e.At)]), []);
    }

    private static (Entry? Entry, IEnumerable<Phrase> Reasons) Line(string[] words)
    {
        if (words.Length != 2)
            return (null, [$"expected seconds and {Words}"]);
        var at = Seconds(words[0]);
        var input = Input(words[1]);
        var reasons = new List<Phrase>();
        if (at is null)
            reasons.Add($"'{Printable(words[0])}' is no number of seconds from 0 to {HardLimits.Session.TotalSeconds:0}");
        if (input is null)
            reasons.Add($"'{Printable(words[1])}' is none of {Words}");
        return (at is { } when && input is not null ? new(when, input) : null, reasons);
    }

    // No session is longer, so a later moment is a mistake.
    private static TimeSpan? Seconds(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && seconds <= HardLimits.Session.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static SessionInput? Input(string word) => word switch
    {
        "eased" => new EasedInput(Source),
        "stop" => new StopInput(Source),
        "pause" => new PauseInput(Source),
        "resume" => new ResumeInput(Source),
        "+" => new CeilingUpInput(Source),
        "-" => new CeilingDownInput(Source),
        _ => RedFlagText.Find(word) is { } flag ? new RedFlagInput(flag, Source) : Rating(word),
    };

    private static RatedInput? Rating(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= Discomfort.Lowest and <= Discomfort.Highest
            ? new(Discomfort.From(value), Source)
            : null;

    private static string Printable(string word) =>
        string.Concat(word.Take(40).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}

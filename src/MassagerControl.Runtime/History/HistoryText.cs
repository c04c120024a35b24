using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Notes;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.History;

/// <summary>The history as a person reads it: local time, SIM where no real motor ran.</summary>
public static class HistoryText
{
    private const string UnderWay = "under way";

    public static ImmutableArray<string> Of(ImmutableArray<PastSession> sessions, StoreClock clock, Language language) => [.. sessions.Select(session => Row(session, clock, language))];

    public static ImmutableArray<string> Of(PastSession past, ImmutableArray<StoredEvent> events, StoreClock clock, Language language)
    {
        var session = past.Stored;
        var beginning = session.Beginning;
        return
        [
            Row(past, clock, language),
            language.Say(beginning.Profile is { } profile ? Phrase.Of($"device {beginning.Device}, profile {profile}") : Phrase.Of($"device {beginning.Device}")),
            .. session.Closing is { } closing
                ? [language.Say(closing.ConfirmedOff ? Phrase.Of($"{closing.Reason}; the motor was confirmed off") : Phrase.Of($"{closing.Reason}; it was NOT confirmed that the motor is off"))]
                : Array.Empty<string>(),
            .. past is { Before: { } before, After: { } after } ? [language.Say(PainChanges.Sentence(before, after))] : Array.Empty<string>(),
            .. Note(past, language),
            .. events.Select(Line),
        ];
    }

    public static string State(StoredSession session, ClockReading now) =>
        session.Closing?.Outcome ?? (UncleanSessions.IsLeft(session, now) ? UncleanSessions.Outcome : UnderWay);

    /// <summary>The same in words.</summary>
    public static Phrase StateInWords(StoredSession session, ClockReading now) => OutcomeInWords(State(session, now));

    /// <param name="outcome">As logs and the store name it.</param>
    public static Phrase OutcomeInWords(string outcome) => outcome switch
    {
        "completed" => "completed",
        "stopped" => "stopped",
        "rating" => "rating",
        "red-flag" => "red-flag",
        "no-answer" => "no-answer",
        "limit" => "limit",
        "device" => "device",
        "uncertain" => "uncertain",
        UncleanSessions.Outcome => UncleanSessions.Outcome,
        UnderWay => UnderWay,
        var other => Phrase.Verbatim(other),
    };

    private static string Row(PastSession past, StoreClock clock, Language language)
    {
        var session = past.Stored;
        var (beginning, closing) = (session.Beginning, session.Closing);
        var place = beginning.Side is { } side ? $"{beginning.Area} {side}" : beginning.Area;
        var mark = past.Mark.Length > 0 ? $"{past.Mark}  " : "";
        var numbers = closing is null
            ? ""
            : $"  {language.Say($"{Phrase.Count(closing.Reps, "rep")}, {closing.Press.TotalSeconds:0} s of press, highest {closing.MaxIntensity:0.##} %")}";
        return $"{session.Id,4}  {language.Say(clock.Local().Full(beginning.Began.Wall))}  {mark}{beginning.Program}, {place}: {language.Say(StateInWords(session, clock.Now()))}{numbers}{string.Concat(Said(past).Select(said => $"; {language.Say(said)}"))}";
    }

    private static IEnumerable<Phrase> Said(PastSession past)
    {
        if (past is { Before: { } before, After: { } after, Change: { } change })
            yield return $"pain {before} -> {after}, {change.InWords()}";
        else if (past.Before is { } only)
            yield return $"pain {only} before";
        else if (past.After is { } since)
            yield return $"pain {since} after";
        if (!past.Ratings.IsEmpty)
            yield return $"rated {string.Join(' ', past.Ratings)}";
    }

    private static IEnumerable<string> Note(PastSession past, Language language)
    {
        if (!past.Note.Tags.IsEmpty)
            yield return language.Say($"tags: {Phrase.Join(", ", past.Note.Tags.Select(SessionTags.Name))}");
        foreach (var line in past.Note.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            yield return language.Say($"note: {Phrase.Verbatim(CellText.Clean(line))}");
    }

    private static string Line(StoredEvent told)
    {
        using var document = JsonDocument.Parse(told.Json);
        var words = document.RootElement.EnumerateObject().Where(field => field.Name is not ("t" or "type")).Select(Words).Where(field => field.Length > 0);
        return string.Create(CultureInfo.InvariantCulture, $"{told.At.TotalSeconds,8:0.0}  {told.Type,-15}  {string.Join(", ", words)}");
    }

    private static string Words(JsonProperty field) => field.Name switch
    {
        // The tightest limit says why; the rest is in the JSON.
        "limitedBy" => field.Value.EnumerateArray().Select(reason => $"because {reason.GetProperty("reason")}").FirstOrDefault(""),
        _ => $"{field.Name} {field.Value}",
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.History;

/// <summary>The history as a person reads it: local time, SIM where no real motor ran.</summary>
public static class HistoryText
{
    public static ImmutableArray<string> Of(ImmutableArray<PastSession> sessions, StoreClock clock) => [.. sessions.Select(session => Row(session, clock))];

    public static ImmutableArray<string> Of(PastSession past, ImmutableArray<StoredEvent> events, StoreClock clock)
    {
        var session = past.Stored;
        var beginning = session.Beginning;
        return
        [
            Row(past, clock),
            $"device {beginning.Device}{(beginning.Profile is { } profile ? $", profile {profile}" : "")}",
            .. session.Closing is { } closing
                ? [$"{closing.Reason}; {(closing.ConfirmedOff ? "the motor was confirmed off" : "it was NOT confirmed that the motor is off")}"]
                : Array.Empty<string>(),
            .. past is { Before: { } before, After: { } after } ? [PainChanges.Sentence(before, after).Text] : Array.Empty<string>(),
            .. Note(past),
            .. events.Select(Line),
        ];
    }

    public static string State(StoredSession session, ClockReading now) =>
        session.Closing?.Outcome ?? (UncleanSessions.IsLeft(session, now) ? UncleanSessions.Outcome : "under way");

    private static string Row(PastSession past, StoreClock clock)
    {
        var session = past.Stored;
        var (beginning, closing) = (session.Beginning, session.Closing);
        var place = beginning.Side is { } side ? $"{beginning.Area} {side}" : beginning.Area;
        var mark = past.Mark.Length > 0 ? $"{past.Mark}  " : "";
        var numbers = closing is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  {Phrase.Count(closing.Reps, "rep")}, {closing.Press.TotalSeconds:0} s of press, highest {closing.MaxIntensity:0.##} %");
        return $"{session.Id,4}  {clock.Local().Full(beginning.Began.Wall)}  {mark}{beginning.Program}, {place}: {State(session, clock.Now())}{numbers}{Said(past)}";
    }

    private static string Said(PastSession past)
    {
        var pain = past switch
        {
            { Before: { } before, After: { } after, Change: { } change } => $"; pain {before} -> {after}, {change.InWords()}",
            { Before: { } before } => $"; pain {before} before",
            { After: { } after } => $"; pain {after} after",
            _ => "",
        };
        return past.Ratings.IsEmpty ? pain : $"{pain}; rated {string.Join(' ', past.Ratings)}";
    }

    private static IEnumerable<string> Note(PastSession past)
    {
        if (!past.Note.Tags.IsEmpty)
            yield return $"tags: {string.Join(", ", past.Note.Tags)}";
        foreach (var line in past.Note.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            yield return $"note: {CellText.Clean(line)}";
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

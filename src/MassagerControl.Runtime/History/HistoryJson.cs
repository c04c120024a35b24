using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>The history as JSON; moments in UTC.</summary>
public static class HistoryJson
{
    public static string Of(ImmutableArray<PastSession> sessions) => JsonText.Indented(json =>
    {
        json.WriteStartArray();
        foreach (var session in sessions)
            Write(json, session, null);
        json.WriteEndArray();
    });

    public static string Of(PastSession session, ImmutableArray<StoredEvent> events) => JsonText.Indented(json => Write(json, session, events));

    /// <param name="work">Null where nothing was ever kept.</param>
    /// <param name="demo">The store is one of invented sessions.</param>
    public static string Everything(Transaction? work, bool demo) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.List("sessions", work is null ? [] : PastSession.Newest(work, int.MaxValue, demo).Reverse(), session =>
            Write(json, session, new SessionTable(work!).Events(session.Stored.Id)));
        json.List("doses", work is null ? [] : new DoseTable(work).All(), dose => Write(json, dose));
        json.List("locks", work is null ? [] : new AreaLockTable(work).All(), held => Write(json, held));
        json.WriteEndObject();
    }) + "\n";

    private static void Write(Utf8JsonWriter json, PastSession past, ImmutableArray<StoredEvent>? events)
    {
        var session = past.Stored;
        var (beginning, closing) = (session.Beginning, session.Closing);
        json.WriteStartObject();
        json.WriteNumber("id", session.Id);
        json.Moment("began", beginning.Began.Wall);
        json.Moment("ended", closing?.Ended);
        json.WriteString("program", beginning.Program);
        json.WriteString("device", beginning.Device);
        json.WriteString("profile", beginning.Profile);
        json.WriteString("area", beginning.Area);
        json.WriteString("side", beginning.Side);
        json.WriteBoolean("simulated", beginning.Simulated);
        json.WriteBoolean("demo", past.Demo);
        json.Seconds("plannedSeconds", beginning.Planned);
        json.WriteString("outcome", closing?.Outcome);
        Write(json, "painBefore", past.Before);
        Write(json, "painAfter", past.After);
        json.WriteString("change", past.Change is { } change ? Word(change) : null);
        json.List("ratings", past.Ratings, rating => json.WriteNumberValue(rating.Value));
        json.List("tags", past.Note.Tags, json.WriteStringValue);
        json.WriteString("note", past.Note.Text.Length > 0 ? past.Note.Text : null);
        if (closing is not null)
            Write(json, closing);
        if (events is { } all)
        {
            json.WritePropertyName("plan");
            json.WriteRawValue(beginning.Plan);
            json.List("events", all, told => json.WriteRawValue(told.Json));
        }
        json.WriteEndObject();
    }

    /// <summary>What it is called in JSON.</summary>
    public static string Word(PainChange change) => change switch
    {
        PainChange.Less => "less",
        PainChange.Same => "same",
        PainChange.More => "more",
    };

    private static void Write(Utf8JsonWriter json, string name, Discomfort? pain)
    {
        if (pain is { } said)
            json.WriteNumber(name, said.Value);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, SessionClosing closing)
    {
        json.WriteString("reason", closing.Reason);
        json.WriteNumber("reps", closing.Reps);
        json.Seconds("pressSeconds", closing.Press);
        json.Percent("maxIntensity", closing.MaxIntensity);
        json.WriteBoolean("confirmedOff", closing.ConfirmedOff);
    }

    private static void Write(Utf8JsonWriter json, DoseEntry dose)
    {
        json.WriteStartObject();
        json.WriteString("mark", dose.Mark);
        json.Moment("ended", dose.Ended.Wall);
        json.WriteString("area", dose.Area);
        json.WriteString("side", dose.Side);
        json.Seconds("pressSeconds", dose.Press);
        json.WriteString("device", dose.Device);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AreaLock held)
    {
        json.WriteStartObject();
        json.WriteString("area", held.Area);
        json.WriteString("side", held.Side);
        json.Moment("locked", held.Locked);
        json.WriteString("kind", held.Kind);
        json.Moment("read", held.Read);
        json.Moment("cleared", held.Cleared);
        json.WriteEndObject();
    }
}

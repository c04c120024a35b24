using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Notes;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>A session of the past with what the person said of it.</summary>
/// <param name="Before">How much it hurt there at the check-in; null where nobody was asked.</param>
/// <param name="Ratings">Those given while it ran, in their order.</param>
/// <param name="Demo">Invented, to look at: no person had it.</param>
public sealed record PastSession(StoredSession Stored, Discomfort? Before, ImmutableArray<Discomfort> Ratings, bool Demo)
{
    /// <summary>What the person says of it.</summary>
    public SessionNote Note { get; init; } = SessionNote.Nothing;

    /// <summary>How much it hurt there afterwards; null where nobody said.</summary>
    public Discomfort? After => Stored.PainAfter;

    /// <summary>Null unless both are known.</summary>
    public PainChange? Change => Before is { } before && After is { } after ? PainChanges.Of(before, after) : null;

    public AreaPlace Place => new(Stored.Beginning.Area, Stored.Beginning.Side);

    public TimeSpan Press => Stored.Closing?.Press ?? TimeSpan.Zero;

    /// <summary>What every line and figure of it carries; empty where a person had it with a real device.</summary>
    public string Mark => Demo ? "DEMO" : Stored.Beginning.Simulated ? "SIM" : "";

    /// <param name="most">How many at most.</param>
    /// <param name="demo">The store is one of invented sessions.</param>
    /// <returns>The newest first.</returns>
    public static ImmutableArray<PastSession> Newest(Transaction work, int most, bool demo)
    {
        var pains = Pains(work);
        var ratings = new SessionTable(work).EventsOf("rating");
        var notes = new NoteTable(work).All();
        return [.. new SessionTable(work).Newest(most).Select(session => Of(session, pains, ratings[session.Id], demo) with { Note = notes.GetValueOrDefault(session.Id, SessionNote.Nothing) })];
    }

    /// <returns>Null where there is no such session.</returns>
    public static PastSession? Find(Transaction work, long id, bool demo) => new SessionTable(work).Find(id) is { } session
        ? Of(session, Pains(work), new SessionTable(work).Events(id).Where(told => told.Type == "rating"), demo) with { Note = new NoteTable(work).All().GetValueOrDefault(id, SessionNote.Nothing) }
        : null;

    private static PastSession Of(StoredSession session, Dictionary<long, Discomfort> pains, IEnumerable<StoredEvent> rated, bool demo) => new(
        session,
        session.Beginning.CheckIn is { } checkIn && pains.TryGetValue(checkIn, out var before) ? before : null,
        [.. rated.Select(Rating).OfType<Discomfort>()],
        demo);

    private static Dictionary<long, Discomfort> Pains(Transaction work) => new CheckInTable(work).All()
        .Select(entry => (entry.Id, Said: CheckInJson.Read(entry.At, entry.Answers)))
        .Select(entry => (entry.Id, Pain: entry.Said is { } said ? SaidRating.In(said.Answers) : null))
        .Where(entry => entry.Pain is not null)
        .ToDictionary(entry => entry.Id, entry => entry.Pain!.Value);

    /// <returns>Null for a line that this program has not written.</returns>
    private static Discomfort? Rating(StoredEvent told)
    {
        try
        {
            using var line = JsonDocument.Parse(told.Json);
            return line.RootElement.GetProperty("value").GetInt32() is >= Discomfort.Lowest and <= Discomfort.Highest and var value ? Discomfort.From(value) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

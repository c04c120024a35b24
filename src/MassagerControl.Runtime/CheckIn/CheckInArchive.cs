using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.CheckIn;

/// <summary>The check-ins and visits of a data folder, as a new check-in needs them.</summary>
/// <param name="Notes">What could not be read.</param>
internal sealed record CheckInArchive(
    ImmutableArray<PastCheckIn> Past, ImmutableArray<PlaceVisit> Visits, Func<string, DateTimeOffset?> LastShown, ImmutableArray<Phrase> Notes)
{
    public static CheckInArchive Empty { get; } = new([], [], _ => null, []);

    /// <param name="rating">The id of the question that asks how much it hurts.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static CheckInArchive Of(MassagerStore store, AreaPlace place, string? rating) => store.Read(work =>
    {
        var entries = new CheckInTable(work).All();
        var past = entries.Select(entry => CheckInJson.Read(entry.At, entry.Answers)).ToArray();
        var sessions = new SessionTable(work).Newest(int.MaxValue).Where(session => session.Closing is { Press.Ticks: > 0 })
            .Where(session => new AreaPlace(session.Beginning.Area, session.Beginning.Side) == place)
            .Select(session => session.Beginning.Began.Wall)
            .ToArray();
        var shown = new AdviceTable(work);
        var kinds = shown.Of(place.ToString());
        return new CheckInArchive(
            [.. past.OfType<PastCheckIn>()],
            VisitsOf([.. past.OfType<PastCheckIn>().Where(checkIn => checkIn.Place == place)], sessions, rating),
            kind => kinds.TryGetValue(kind, out var at) ? at : null,
            [.. entries.Where((_, i) => past[i] is null).Select(entry => Phrase.Of($"the check-in {entry.Id} in {store.File} cannot be read; it counts as none"))]);
    });

    /// <summary>Each check-in that says how much it hurts, and whether a session followed before the next one.</summary>
    private static ImmutableArray<PlaceVisit> VisitsOf(PastCheckIn[] here, DateTimeOffset[] sessions, string? rating)
    {
        var rated = here.Where(checkIn => rating is not null && checkIn.Answers.GetValueOrDefault(rating) is SaidRating).OrderBy(checkIn => checkIn.At).ToArray();
        return [.. rated.Select((checkIn, i) => new PlaceVisit(
            checkIn.At,
            ((SaidRating)checkIn.Answers[rating!]).Value,
            sessions.Any(began => began >= checkIn.At && (i + 1 == rated.Length || began < rated[i + 1].At))))];
    }

    /// <summary>Keeps a check-in, and what was shown because of it.</summary>
    /// <returns>The entry's id.</returns>
    /// <exception cref="StoreException">It is not kept.</exception>
    public static long Keep(MassagerStore store, CheckInVerdict verdict, ImmutableArray<CheckInAdvice> shown, DateTimeOffset at) => store.Write(work =>
    {
        var id = new CheckInTable(work).Add(at, CheckInJson.Answers(verdict), CheckInJson.Verdict(verdict));
        foreach (var advice in shown)
            new AdviceTable(work).Add(advice.Kind, verdict.Place.ToString(), at);
        return id;
    });
}

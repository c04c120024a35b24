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
    /// <param name="person">Whose, in a room of a clinic; null where nobody is told apart.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static CheckInArchive Of(MassagerStore store, AreaPlace place, string? rating, ClinicPerson? person = null) => store.Read(work =>
    {
        var entries = Entries(work, person);
        var past = entries.Select(entry => CheckInJson.Read(entry.At, entry.Answers)).ToArray();
        var sessions = new SessionTable(work).Newest(int.MaxValue).Where(session => session.Closing is { Press.Ticks: > 0 })
            .Where(session => session.Beginning.Person == person?.Id)
            .Where(session => new AreaPlace(session.Beginning.Area, session.Beginning.Side) == place)
            .Select(session => session.Beginning.Began.Wall)
            .ToArray();
        var shown = new AdviceTable(work);
        var kinds = shown.Of(Shown(place, person?.Id));
        return new CheckInArchive(
            [.. past.OfType<PastCheckIn>()],
            VisitsOf([.. past.OfType<PastCheckIn>().Where(checkIn => checkIn.Place == place)], sessions, rating),
            kind => kinds.TryGetValue(kind, out var at) ? at : null,
            [.. entries.Where((_, i) => past[i] is null).Select(entry => Phrase.Of($"the check-in {entry.Id} in {store.File} cannot be read; it counts as none"))]);
    });

    /// <summary>The clinic's, where it could be asked, and those of this room that it has not been told of; the oldest first.</summary>
    public static ImmutableArray<CheckInEntry> Entries(Transaction work, ClinicPerson? person)
    {
        var own = new CheckInTable(work).Of(person?.Id);
        if (person?.Forecast is not { } clinic)
            return own;
        var untold = new ClinicOutbox(work).Waiting(ClinicMessage.CheckIn).Where(message => message.Person == person.Id).Select(message => (message.At, message.Detail)).ToHashSet();
        return [.. clinic.CheckIns.Concat(own.Where(entry => untold.Contains((entry.At, entry.Answers)))).OrderBy(entry => entry.At)];
    }

    /// <summary>Each check-in that says how much it hurts, and whether a session followed before the next one.</summary>
    private static ImmutableArray<PlaceVisit> VisitsOf(PastCheckIn[] here, DateTimeOffset[] sessions, string? rating)
    {
        var rated = here.Where(checkIn => rating is not null && checkIn.Answers.GetValueOrDefault(rating) is SaidRating).OrderBy(checkIn => checkIn.At).ToArray();
        return [.. rated.Select((checkIn, i) => new PlaceVisit(
            checkIn.At,
            ((SaidRating)checkIn.Answers[rating!]).Value,
            sessions.Any(began => began >= checkIn.At && (i + 1 == rated.Length || began < rated[i + 1].At))))];
    }

    /// <summary>Keeps a check-in, and what was shown because of it; a clinic is to be told.</summary>
    /// <param name="person">A person of the clinic; null where nobody is told apart.</param>
    /// <returns>The entry's id.</returns>
    /// <exception cref="StoreException">It is not kept.</exception>
    public static long Keep(MassagerStore store, CheckInVerdict verdict, ImmutableArray<CheckInAdvice> shown, DateTimeOffset at, string? person = null) => store.Write(work =>
    {
        var answers = CheckInJson.Answers(verdict);
        var id = new CheckInTable(work).Add(at, answers, CheckInJson.Verdict(verdict), person);
        if (person is not null)
            new ClinicOutbox(work).Add(new(ClinicMessage.CheckIn, StoredSession.MarkOf(at, id), person, at) { Detail = answers });
        foreach (var advice in shown)
            new AdviceTable(work).Add(advice.Kind, Shown(verdict.Place, person), at);
        return id;
    });

    // What one person was shown says nothing to another.
    private static string Shown(AreaPlace place, string? person) => person is null ? place.ToString() : $"{place} ({person})";
}

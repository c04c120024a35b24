using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>The sessions of a data folder with their doses. Asking whether the past allows a session and beginning it are one step.</summary>
/// <remarks>Failures are <see cref="StoreException"/>.</remarks>
public sealed class SessionStore : IDisposable
{
    private SessionStore(MassagerStore store, DoseCopies copies, StoreClock clock) => (Store, Copies, Clock) = (store, copies, clock);

    /// <summary>The data folder.</summary>
    public string Folder => Path.GetDirectoryName(Store.File)!;

    public MassagerStore Store { get; }

    public DoseCopies Copies { get; }

    public StoreClock Clock { get; }

    public static SessionStoreOpening Open(DataFolder folder, StoreClock clock)
    {
        var opening = MassagerStore.Open(folder.Path);
        return new(opening.Store is { } store ? new(store, DoseCopies.Of(folder), clock) : null, opening.Notes, opening.Error);
    }

    /// <summary>The past, after sessions whose process died were closed and the copies were compared.</summary>
    /// <param name="person">Whose past, in a room of a clinic; null where nobody is told apart, so that everybody's counts.</param>
    public DosePast Past(ClinicPerson? person = null) => Store.Write(work =>
    {
        var odd = Copies.Match(work);
        var unclean = UncleanSessions.Settle(work, Clock);
        if (!unclean.IsEmpty)
            Copies.Match(work);
        var past = StoredPast.Of(work, Clock.Now(), person);
        return past with { Notes = [.. odd, .. unclean, .. past.Notes, .. person is null && IsEmpty(work, past) ? [Empty] : Array.Empty<Phrase>()] };
    });

    /// <summary>Asks whether the session may begin and begins it, with nobody between: its planned press time is taken until it ends.</summary>
    /// <param name="judge">Every reason against it, by the past.</param>
    /// <param name="person">As in <see cref="Past"/>.</param>
    /// <returns>The session, or the reasons.</returns>
    public (BegunSession? Session, ImmutableArray<Phrase> Refusals) Begin(
        NewSession beginning, Func<ImmutableArray<Dose>, ImmutableArray<Phrase>> judge, ClinicPerson? person = null) =>
        Store.Write<(BegunSession?, ImmutableArray<Phrase>)>(work =>
        {
            var refusals = judge(StoredPast.Of(work, beginning.Began, person).Doses);
            if (!refusals.IsEmpty)
                return (null, refusals);
            var session = new BegunSession(new SessionTable(work).Begin(beginning), beginning);
            if (beginning.Clinic is { } clinic)
                new ClinicBookings(work).Begun(clinic, session.Id);
            Copies.Begin(session.Dose(beginning.Began, beginning.Planned));
            return (session, []);
        });

    // A folder that was emptied, or another one than usual, must not pass for a past without sessions.
    private Phrase Empty => Phrase.Of($"{Path.GetDirectoryName(Store.File)}: nothing is kept there yet: every place counts as never treated");

    private static bool IsEmpty(Transaction work, DosePast past) => past.Doses.IsEmpty && new SessionTable(work).Newest(1).IsEmpty;

    public void Dispose() => Store.Dispose();
}

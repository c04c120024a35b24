using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Runs;

/// <summary>What comes after a session that counts: when the next one here is possible, and how a locked place is unlocked.</summary>
/// <param name="Possible">When the limits over days allow the same session again; null where they do at once, or where the place is locked.</param>
/// <param name="Because">The limit that is over last; null where there is none.</param>
/// <param name="UnlockFrom">When the lock of the place may be cleared; null where it is not locked.</param>
public sealed record NextSession(DateTimeOffset? Possible, Phrase? Because, DateTimeOffset? UnlockFrom)
{
    /// <inheritdoc cref="DataFolder.Option"/>
    public string Data { get; init; } = "";

    public Language Language { get; init; } = Language.English;

    /// <param name="past">This session included.</param>
    public static NextSession Of(IReadOnlyCollection<Dose> past, DoseRequest request, StoreClock clock)
    {
        var verdict = DoseLedger.Judge(past, request, clock.Wall.GetUtcNow());
        var now = clock.Wall.GetLocalNow();
        DateTimeOffset? locked = past.Where(dose => dose.Locked && dose.Area == request.Area && (dose.Side is null || request.Side is null || dose.Side == request.Side))
            .Select(dose => (DateTimeOffset?)dose.Ended).Max();
        return new(verdict.NextPossible, verdict.Because, locked is { } since ? AreaLockRule.Judge(since < now ? since : now, now).NotBefore : null);
    }

    /// <summary>For the person, below what is said of the session itself.</summary>
    public IEnumerable<string> Lines(SessionPlan plan, LocalTime local)
    {
        if (UnlockFrom is { } from)
            yield return Language.Say($"No session here while the place is locked. You may clear the lock from {local.Full(from)} on: {Events.EndSentences.Unlock(plan, Data)}");
        else if (Possible is { } next && Because is { } because)
            yield return Language.Say($"The next session like this one here is possible at {local.TextFrom(next)}, because {because}.");
    }
}

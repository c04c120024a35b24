namespace MassagerControl.Clinic.Alerts;

/// <summary>How alerts come and go: a function over what is kept.</summary>
internal static class AlertList
{
    /// <summary>Those that were acknowledged stay to be read for so long; the audit log has who did it for good.</summary>
    public static readonly TimeSpan SeenStays = TimeSpan.FromDays(7);

    /// <summary>A desk at which nobody acknowledges anything for weeks; older ones go.</summary>
    public const int Most = 1_000;

    public static AlertsState Raise(AlertsState state, AlertNote note, DateTimeOffset now)
    {
        if (Find(state, note.Id) is { } known)
            return Replace(state, known, known with { Note = Fuller(known.Note, note) });
        var alerts = state.Alerts.RemoveAll(one => one.Seen is { } seen && now - seen > SeenStays).Add(new(state.Last + 1, note, now, null, null, null));
        while (alerts.Length > Most)
        {
            var first = alerts.FirstOrDefault(one => one.Seen is not null) ?? alerts[0];
            alerts = alerts.Remove(first);
            state = first.Seen is null ? state with { Dropped = state.Dropped + 1 } : state;
        }
        return state with { Alerts = alerts, Last = state.Last + 1 };
    }

    public static AlertsState Over(AlertsState state, string id, DateTimeOffset now) =>
        Find(state, id) is { Over: null } known ? Replace(state, known, known with { Over = now }) : state;

    public static (AlertsState State, Alert? Seen) Acknowledge(AlertsState state, long number, string by, DateTimeOffset now)
    {
        if (state.Alerts.FirstOrDefault(one => one.Number == number) is not { Seen: null } known)
            return (state, null);
        var seen = known with { Seen = now, By = by };
        return (Replace(state, known, seen), seen);
    }

    public static AlertsState Forget(AlertsState state, string person) => state.Alerts.Any(one => one.Note.Person == person)
        ? state with { Alerts = [.. state.Alerts.Select(one => one.Note.Person == person ? one with { Note = one.Note with { Person = null } } : one)] }
        : state;

    private static Alert? Find(AlertsState state, string id) => state.Alerts.FirstOrDefault(one => one.Note.Id == id);

    private static AlertsState Replace(AlertsState state, Alert known, Alert next) => known == next ? state : state with { Alerts = state.Alerts.Replace(known, next) };

    // A room shows a rating before its ledger is told of the lock, and only the ledger knows whom it was.
    private static AlertNote Fuller(AlertNote known, AlertNote said) => known with
    {
        Room = known.Room ?? said.Room,
        Person = known.Person ?? said.Person,
        Session = known.Session ?? said.Session,
        Area = known.Area ?? said.Area,
        Side = known.Side ?? said.Side,
        Detail = known.Detail ?? said.Detail,
    };
}

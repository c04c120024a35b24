using MassagerControl.Clinic.Ledgers;

namespace MassagerControl.Tests.Clinic.Ledgers;

/// <summary>A session as the test itself counts it.</summary>
internal sealed record ModelSession(ReserveRequest Request, DateTimeOffset Granted)
{
    /// <summary>A room gave it without the clinic.</summary>
    public bool Allowed { get; init; }

    public TimeSpan? Press { get; set; }

    public DateTimeOffset? Settled { get; set; }

    public TimeSpan Counts => Press ?? Request.Planned;

    public bool IsOpen(DateTimeOffset now) => Press is null && now < Request.Until;

    public DateTimeOffset End(DateTimeOffset now) => IsOpen(now) ? now : Press is not null && Settled < Request.Until ? Settled.Value : Request.Until;
}

/// <summary>What a ledger must say, written down a second time from docs/dose.md and without a line of the program.</summary>
internal sealed class LedgerModel
{
    public List<ModelSession> Sessions { get; } = [];

    public ModelSession? Find(string session) => Sessions.Find(one => one.Request.Session == session);

    public bool MayBegin(ReserveRequest asked, DateTimeOffset now)
    {
        var day = Sessions.Where(one => one.Counts > TimeSpan.Zero && one.End(now) > now.AddHours(-24)).ToArray();
        var here = day.Where(one => IsHere(one, asked)).ToArray();
        var treated = Sessions.Any(one => one.Counts > TimeSpan.Zero && IsHere(one, asked));
        return here.All(one => one.End(now).AddHours(2) <= now)
            && here.Length < 3
            && day.Sum(one => one.Counts.TotalSeconds) + asked.Planned.TotalSeconds <= 1080
            && (treated || asked.Planned.TotalSeconds <= 60);
    }

    private static bool IsHere(ModelSession one, ReserveRequest asked) => one.Request.Area == asked.Area && one.Request.Side == asked.Side;
}

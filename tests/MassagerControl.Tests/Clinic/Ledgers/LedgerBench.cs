using MassagerControl.Clinic.Ledgers;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;

namespace MassagerControl.Tests.Clinic.Ledgers;

/// <summary>A ledger and a clock, without grains.</summary>
internal sealed class LedgerBench
{
    public const string Area = "between-blades";

    public static readonly CheckInQuestions Questions = QuestionFile.Read(QuestionFile.Shipped).Value!;

    private static readonly StateJson Json = new();

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public LedgerState State { get; private set; } = new();

    /// <summary>Why the clock is not to be trusted.</summary>
    public Phrase? Doubt { get; set; }

    /// <summary>Why the database may have lost something.</summary>
    public Phrase? Lost { get; set; }

    private PersonLedger Ledger => new(Questions, Now) { Doubt = Lost ?? Doubt, IsClockDoubted = Doubt is not null };

    public void Pass(double hours) => Now += TimeSpan.FromHours(hours);

    /// <summary>As after a restart: from what is kept.</summary>
    public void Restart() => State = Json.Deserialize<LedgerState>(Json.Serialize(State));

    public ReserveRequest Request(string session, int seconds, string room = "one", string area = Area, string? side = "left", double minutes = 20) =>
        new(session, room, area, side, TimeSpan.FromSeconds(seconds), Now.AddMinutes(minutes));

    public LedgerAnswer Reserve(string session, int seconds, string room = "one", string area = Area, string? side = "left", double minutes = 20) =>
        Reserve(Request(session, seconds, room, area, side, minutes));

    public LedgerAnswer Reserve(ReserveRequest request) => Take(Ledger.Reserve(State, request));

    public LedgerAnswer Settle(string session, double seconds, string room = "one") => Take(Ledger.Settle(State, new(session, room, TimeSpan.FromSeconds(seconds))));

    public LedgerAnswer Allowed(string session, int seconds, DateTimeOffset latest, string room = "one", string area = Area, string? side = "left") =>
        Take(Ledger.Allowed(State, new(session, room, area, side, TimeSpan.FromSeconds(seconds), "a1", latest)));

    /// <summary>Said again by its room, after the database may have lost it.</summary>
    /// <param name="seconds">Null while it goes on.</param>
    public LedgerAnswer Tell(string session, int? seconds, DateTimeOffset until, string room = "one", int planned = 60, string area = Area, string? side = "left") => Take(Ledger.Tell(
        State, new(session, room, area, side, TimeSpan.FromSeconds(planned), until, seconds is { } press ? TimeSpan.FromSeconds(press) : null)));

    public LedgerAnswer Lock(string session, string kind, string area = Area, string? side = "left") => Take(Ledger.Lock(State, new(session, "one", area, side, kind)));

    public LedgerAnswer Unlock(string area = Area, string? side = "left") => Take(Ledger.Unlock(State, new(area, side)));

    public LedgerAnswer CheckIn(string answers) => Take(Ledger.CheckIn(State, answers));

    public LedgerAnswer Delete() => Take(Ledger.Delete(State));

    public LedgerForecast Forecast(string area = Area, string? side = "left") => Ledger.Forecast(State, new(area, side));

    /// <summary>A session from reserving to settling, at once.</summary>
    public void Run(string session, int seconds, string area = Area, string? side = "left")
    {
        Assert.IsType<Granted>(Reserve(session, seconds, area: area, side: side));
        Assert.IsType<Counted>(Settle(session, seconds));
    }

    private LedgerAnswer Take((LedgerState State, LedgerAnswer Answer) result)
    {
        if (result.Answer is Refused or Deferred)
            Assert.Same(State, result.State);
        State = result.State;
        return result.Answer;
    }
}

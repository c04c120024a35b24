using System.Globalization;
using MassagerControl.Clinic.Alerts;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Ledgers;

internal sealed class LedgerGrain(
    [PersistentState("ledger", ClinicStore.Name)] IPersistentState<LedgerState> storage, CheckInQuestions questions, ClinicClock clock, ILogger<LedgerGrain> log)
    : Grain, ILedgerGrain, IRemindable
{
    /// <summary>A room that was away tells what waits within a minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private const string Unsettled = "unsettled";
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private readonly KeptState<LedgerState> _kept = new(storage);
    private IGrainReminder? _reminder;

    public async Task<LedgerAnswer> ReserveAsync(ReserveRequest request)
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Reserve(state, request)).ConfigureAwait(true);
        // Kept in the database: whichever silo lives then looks whether it was settled.
        if (answer is Granted granted && _reminder is null)
            _reminder = await this.RegisterOrUpdateReminder(Unsettled, Later(granted.Until), Again).ConfigureAwait(true);
        return answer;
    }

    public async Task<LedgerAnswer> SettleAsync(SettleRequest request)
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Settle(state, request)).ConfigureAwait(true);
        if (answer is Counted && storage.State.Sessions.Any(one => one.Session == request.Session && IsLate(one)))
            await Alerts.OverAsync(Id(Unsettled, request.Session)).ConfigureAwait(true);
        return answer;
    }

    public async Task<LedgerAnswer> LockAsync(LockRequest request)
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Lock(state, request)).ConfigureAwait(true);
        if (answer is Noted)
            await Alerts.RaiseAsync(Note(request)).ConfigureAwait(true);
        return answer;
    }

    public Task<LedgerAnswer> UnlockAsync(string area, string? side) => ChangeAsync((ledger, state) => ledger.Unlock(state, new(area, side)));

    public Task<LedgerAnswer> CheckInAsync(string answers) => ChangeAsync((ledger, state) => ledger.CheckIn(state, answers));

    public async Task<LedgerForecast> ForecastAsync(string area, string? side) =>
        Ledger().Forecast(await _kept.ReadAsync().ConfigureAwait(true), new(area, side));

    public Task<LedgerState> ReadAsync() => _kept.ReadAsync();

    /// <summary>Sessions that are over and that no room settled become alerts; where none is open any more the reminder goes.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        var open = state.Sessions.Where(one => one.Press is null).ToArray();
        foreach (var late in open.Where(IsLate))
            await Alerts.RaiseAsync(new(
                Id(Unsettled, late.Session), AlertKind.Unsettled, late.Room, this.GetPrimaryKeyString(), late.Session, late.Area, late.Side,
                late.Planned.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))).ConfigureAwait(true);
        if (!open.All(IsLate))
            return;
        if (await this.GetReminder(reminderName).ConfigureAwait(true) is { } done)
            await this.UnregisterReminder(done).ConfigureAwait(true);
        _reminder = null;
    }

    private IAlertsGrain Alerts => GrainFactory.GetGrain<IAlertsGrain>(IAlertsGrain.Key);

    private bool IsLate(LedgerEntry session) => clock.Now > session.Until + Grace;

    private TimeSpan Later(DateTimeOffset until) => until - clock.Now is { Ticks: > 0 } wait ? wait + Grace + Grace : Grace;

    private AlertNote Note(LockRequest said)
    {
        var kind = said.Kind == LockKind.Rating ? AlertKind.Rating : AlertKind.RedFlag;
        return new(Id(kind, said.Session), kind, null, this.GetPrimaryKeyString(), said.Session, said.Area, said.Side, kind == AlertKind.Rating ? null : said.Kind);
    }

    private static string Id(string kind, string session) => $"{kind}:{session}";

    private async Task<LedgerAnswer> ChangeAsync(Func<PersonLedger, LedgerState, (LedgerState State, LedgerAnswer Answer)> change)
    {
        var (next, answer) = change(Ledger(), await _kept.ReadAsync().ConfigureAwait(true));
        await _kept.WriteAsync(next).ConfigureAwait(true);
        if (answer is Refused { Contradicts: true } refused)
            LedgerLog.Contradiction(log, string.Join("; ", refused.Reasons));
        return answer;
    }

    private PersonLedger Ledger() => new(questions, clock.Now);
}

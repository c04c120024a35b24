using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Screening;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Ledgers;

internal sealed class LedgerGrain(
    [PersistentState("ledger", ClinicStore.Name)] IPersistentState<LedgerState> storage, CheckInQuestions questions, ClinicClock clock, IPeople people, ILogger<LedgerGrain> log)
    : Grain, ILedgerGrain, IRemindable
{
    private const string Unsettled = "unsettled";
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private readonly KeptState<LedgerState> _kept = new(storage, clock.Epoch);
    private IGrainReminder? _reminder;
    private bool _listed;

    public async Task<LedgerAnswer> ReserveAsync(ReserveRequest request)
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Reserve(state, request)).ConfigureAwait(true);
        // Kept in the database: whichever silo lives then looks whether it was settled.
        if (answer is Granted granted && _reminder is null)
            _reminder = await this.RegisterOrUpdateReminder(Unsettled, LedgerAlerts.Until(granted.Until, clock.Now), Again).ConfigureAwait(true);
        return answer;
    }

    public async Task<LedgerAnswer> SettleAsync(SettleRequest request)
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Settle(state, request)).ConfigureAwait(true);
        if (answer is Counted)
            await Alerts.SettledAsync((await _kept.ReadAsync().ConfigureAwait(true)).Sessions.FirstOrDefault(one => one.Session == request.Session), clock.Now).ConfigureAwait(true);
        return answer;
    }

    public Task<LedgerAnswer> TellAsync(ToldRequest request) => ChangeAsync((ledger, state) => ledger.Tell(state, request));

    public Task<LedgerAnswer> AllowedAsync(AllowedRequest said) => ChangeAsync((ledger, state) => ledger.Allowed(state, said));

    public async Task<LedgerAnswer> LockAsync(LockRequest request)
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Lock(state, request)).ConfigureAwait(true);
        if (answer is Noted)
            await Alerts.LockedAsync(request).ConfigureAwait(true);
        return answer;
    }

    public Task<LedgerAnswer> UnlockAsync(string area, string? side) => ChangeAsync((ledger, state) => ledger.Unlock(state, new(area, side)));

    public Task<LedgerAnswer> CheckInAsync(string answers) => ChangeAsync((ledger, state) => ledger.CheckIn(state, answers));

    public async Task<LedgerAnswer> DeleteAsync()
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Delete(state)).ConfigureAwait(true);
        // First the ledger, which keeps others from adding to what is deleted now; what fails between is asked for again.
        if (answer is not Noted)
            return answer;
        await Alerts.ForgetAsync().ConfigureAwait(true);
        await people.DeleteAsync(this.GetPrimaryKeyString(), CancellationToken.None).ConfigureAwait(true);
        return answer;
    }

    public async Task<LedgerAnswer> KnowsAsync(string session, string room) => PersonLedger.Knows(await _kept.ReadAsync().ConfigureAwait(true), session, room);

    public async Task<LedgerForecast> ForecastAsync(string area, string? side) =>
        Ledger().Forecast(await _kept.ReadAsync().ConfigureAwait(true), new(area, side));

    public Task<LedgerState> ReadAsync() => _kept.ReadAsync();

    /// <summary>Sessions that no room settled become alerts; where none may still be settled in time the reminder goes.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (await Alerts.LookAsync(await _kept.ReadAsync().ConfigureAwait(true), clock.Now).ConfigureAwait(true))
            return;
        if (await this.GetReminder(reminderName).ConfigureAwait(true) is { } done)
            await this.UnregisterReminder(done).ConfigureAwait(true);
        _reminder = null;
    }

    private LedgerAlerts Alerts => new(GrainFactory, this.GetPrimaryKeyString());

    private async Task<LedgerAnswer> ChangeAsync(Func<PersonLedger, LedgerState, (LedgerState State, LedgerAnswer Answer)> change)
    {
        var before = await _kept.ReadAsync().ConfigureAwait(true);
        var (next, answer) = change(Ledger(), before);
        if (!ReferenceEquals(next, before))
            await ListAsync().ConfigureAwait(true);
        await _kept.WriteAsync(next).ConfigureAwait(true);
        if (answer is Refused { Contradicts: true } refused)
            LedgerLog.Contradiction(log, string.Join("; ", refused.Reasons));
        return answer;
    }

    /// <summary>Nobody has a ledger who is not listed: what is kept of a person can be found.</summary>
    private async Task ListAsync()
    {
        if (!_listed)
            await people.AddAsync(this.GetPrimaryKeyString(), CancellationToken.None).ConfigureAwait(true);
        _listed = true;
    }

    private PersonLedger Ledger()
    {
        var doubt = clock.Doubt;
        return new(questions, clock.Now) { Doubt = clock.Epoch.Doubt ?? doubt, IsClockDoubted = doubt is not null };
    }
}

using MassagerControl.Clinic.People;
using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Screening;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Ledgers;

internal sealed class LedgerGrain(
    [PersistentState("ledger", ClinicStore.Name)] IPersistentState<LedgerState> storage, CheckInQuestions questions, ClinicClock clock, IPeople people, ILogger<LedgerGrain> log)
    : Grain, ILedgerGrain
{
    private readonly KeptState<LedgerState> _kept = new(storage);
    private bool _listed;

    public Task<LedgerAnswer> ReserveAsync(ReserveRequest request) => ChangeAsync((ledger, state) => ledger.Reserve(state, request));

    public Task<LedgerAnswer> SettleAsync(SettleRequest request) => ChangeAsync((ledger, state) => ledger.Settle(state, request));

    public Task<LedgerAnswer> LockAsync(LockRequest request) => ChangeAsync((ledger, state) => ledger.Lock(state, request));

    public Task<LedgerAnswer> UnlockAsync(string area, string? side) => ChangeAsync((ledger, state) => ledger.Unlock(state, new(area, side)));

    public Task<LedgerAnswer> CheckInAsync(string answers) => ChangeAsync((ledger, state) => ledger.CheckIn(state, answers));

    public async Task<LedgerAnswer> DeleteAsync()
    {
        var answer = await ChangeAsync((ledger, state) => ledger.Delete(state)).ConfigureAwait(true);
        // First the ledger, which keeps others from adding to what is deleted now; what fails between is asked for again.
        if (answer is Noted)
            await people.DeleteAsync(this.GetPrimaryKeyString(), CancellationToken.None).ConfigureAwait(true);
        return answer;
    }

    public async Task<LedgerAnswer> KnowsAsync(string session, string room) => PersonLedger.Knows(await _kept.ReadAsync().ConfigureAwait(true), session, room);

    public async Task<LedgerForecast> ForecastAsync(string area, string? side) =>
        Ledger().Forecast(await _kept.ReadAsync().ConfigureAwait(true), new(area, side));

    public Task<LedgerState> ReadAsync() => _kept.ReadAsync();

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

    private PersonLedger Ledger() => new(questions, clock.Now);
}

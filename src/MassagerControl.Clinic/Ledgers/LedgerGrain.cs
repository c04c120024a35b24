using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Screening;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Ledgers;

internal sealed class LedgerGrain(
    [PersistentState("ledger", ClinicStore.Name)] IPersistentState<LedgerState> storage, CheckInQuestions questions, ClinicClock clock, ILogger<LedgerGrain> log)
    : Grain, ILedgerGrain
{
    private readonly KeptState<LedgerState> _kept = new(storage, clock.Epoch);

    public Task<LedgerAnswer> ReserveAsync(ReserveRequest request) => ChangeAsync((ledger, state) => ledger.Reserve(state, request));

    public Task<LedgerAnswer> SettleAsync(SettleRequest request) => ChangeAsync((ledger, state) => ledger.Settle(state, request));

    public Task<LedgerAnswer> TellAsync(ToldRequest request) => ChangeAsync((ledger, state) => ledger.Tell(state, request));

    public Task<LedgerAnswer> LockAsync(LockRequest request) => ChangeAsync((ledger, state) => ledger.Lock(state, request));

    public Task<LedgerAnswer> UnlockAsync(string area, string? side) => ChangeAsync((ledger, state) => ledger.Unlock(state, new(area, side)));

    public Task<LedgerAnswer> CheckInAsync(string answers) => ChangeAsync((ledger, state) => ledger.CheckIn(state, answers));

    public async Task<LedgerForecast> ForecastAsync(string area, string? side) =>
        Ledger().Forecast(await _kept.ReadAsync().ConfigureAwait(true), new(area, side));

    public Task<LedgerState> ReadAsync() => _kept.ReadAsync();

    private async Task<LedgerAnswer> ChangeAsync(Func<PersonLedger, LedgerState, (LedgerState State, LedgerAnswer Answer)> change)
    {
        var (next, answer) = change(Ledger(), await _kept.ReadAsync().ConfigureAwait(true));
        await _kept.WriteAsync(next).ConfigureAwait(true);
        if (answer is Refused { Contradicts: true } refused)
            LedgerLog.Contradiction(log, string.Join("; ", refused.Reasons));
        return answer;
    }

    private PersonLedger Ledger() => new(questions, clock.Now) { Doubt = clock.Epoch.Doubt ?? clock.Doubt };
}

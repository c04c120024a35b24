using Orleans;
using Orleans.Concurrency;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>The ledger of one person, whose id is its key. Whatever it answers is kept by then.</summary>
[Alias("ledger")]
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <returns><see cref="Granted"/> or <see cref="Refused"/>; the same for the same request.</returns>
    Task<LedgerAnswer> ReserveAsync(ReserveRequest request);

    /// <returns><see cref="Counted"/> or <see cref="Refused"/>; the same for the same figure.</returns>
    Task<LedgerAnswer> SettleAsync(SettleRequest request);

    /// <returns><see cref="Counted"/>, <see cref="Noted"/> or <see cref="Refused"/>; the same for the same session.</returns>
    Task<LedgerAnswer> TellAsync(ToldRequest request);

    /// <returns><see cref="Counted"/> or <see cref="Refused"/>; the same for the same figure.</returns>
    Task<LedgerAnswer> AllowedAsync(AllowedRequest said);

    /// <returns><see cref="Noted"/> or <see cref="Refused"/>.</returns>
    Task<LedgerAnswer> LockAsync(LockRequest request);

    /// <inheritdoc cref="LockAsync"/>
    Task<LedgerAnswer> UnlockAsync(string area, string? side);

    /// <inheritdoc cref="LockAsync"/>
    Task<LedgerAnswer> CheckInAsync(string answers);

    /// <summary>Forgets all that is kept of the person, names and records too. The id stays shut for good.</summary>
    /// <returns><see cref="Noted"/>, also where that was done before; or <see cref="Refused"/> while a session may go on.</returns>
    Task<LedgerAnswer> DeleteAsync();

    /// <summary>Did this room reserve this session?</summary>
    /// <returns><see cref="Noted"/>, <see cref="Refused"/> or <see cref="Forgotten"/>.</returns>
    [ReadOnly]
    Task<LedgerAnswer> KnowsAsync(string session, string room);

    [ReadOnly]
    Task<LedgerForecast> ForecastAsync(string area, string? side);

    /// <summary>All that is kept of the person.</summary>
    [ReadOnly]
    Task<LedgerState> ReadAsync();
}

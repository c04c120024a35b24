using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Services;

namespace MassagerControl.Clinic.Stops;

/// <summary>The board of one silo, as other silos reach it. It is called by the silo's address: no directory and no activation lies between.</summary>
public interface IStopService : IGrainService
{
    /// <returns>The rooms that were waiting there.</returns>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> PostAsync(StopCall said);

    /// <returns>The rooms that wait there now.</returns>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> ListeningAsync();
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Stops;

internal sealed class StopService(GrainId id, Silo silo, ILoggerFactory logs, StopBoard board) : GrainService(id, silo, logs), IStopService
{
    public Task<ImmutableArray<string>> PostAsync(StopCall said) => Task.FromResult(board.Post(said));

    public Task<ImmutableArray<string>> ListeningAsync() => Task.FromResult(board.Listening());
}
